"""Pure: the GitHub workflow that runs the pipeline weekly and proposes what changed, as text."""

from __future__ import annotations

import json

# What a person pushed to the branch of an open pull request is merged, not overwritten; what is generated starts from
# the base each time, so the newest section of the report tells all that the pull request changes.
# Expressions never stand in scripts, and titles pass through files only:
# https://docs.github.com/en/actions/reference/security/secure-use
# GitHub takes no body above 65,536 characters.
_TEMPLATE = """\
# Looks the papers up every week, and proposes what changed as one pull request (branch `enrich`).
name: enrich

on:
  schedule:
    - cron: "17 4 * * 1" # Mondays; not on the hour, when GitHub is busiest
  workflow_dispatch:

permissions: {}

concurrency:
  group: enrich
  cancel-in-progress: false

env:
@ENV@
jobs:
  enrich:
    if: github.ref_type == 'branch' && github.ref_name != 'enrich'
    runs-on: ubuntu-24.04
    timeout-minutes: 120
    permissions:
      contents: write # the branch
      pull-requests: write # the pull request
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0
          persist-credentials: false

      - name: Take up the open pull request
        env:
          GH_TOKEN: ${{ github.token }}
        run: |
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          # The pull requests from our own branch, newest first: state and number.
          gh pr list --head enrich --state all --json number,state,isCrossRepository \\
            --jq '.[] | select(.isCrossRepository | not) | "\\(.state) \\(.number)"' > "$RUNNER_TEMP/pulls"
          if ! grep -q '^OPEN ' "$RUNNER_TEMP/pulls"; then
            if [ ! -s "$RUNNER_TEMP/pulls" ] && git rev-parse -q --verify origin/enrich; then
              echo "::error::The branch enrich is not ours: it never had a pull request. Rename it."
              exit 1
            fi
            exit 0
          fi
          git switch -q -C enrich origin/enrich
          git merge -q --no-commit --no-ff "$GITHUB_SHA" || true
          git rm -rfq --ignore-unmatch -- "$OUT"
          if git cat-file -e "$GITHUB_SHA:$OUT" 2> /dev/null; then
            git checkout -q "$GITHUB_SHA" -- "$OUT"
          fi
          if [ -n "$(git ls-files --unmerged)" ]; then
            git status --short
            echo "::error::The open pull request conflicts with $GITHUB_REF_NAME: merge or close it, then run again."
            exit 1
          fi

@RUN@
      - name: Propose what changed
        env:
          GH_TOKEN: ${{ github.token }}
        run: |
          if [ -e "$OUT" ]; then git add --all -- "$OUT"; fi
          git add --update
          if git diff --cached --quiet "$GITHUB_SHA" -- "$OUT/CHANGES.md" || [ ! -s "$OUT/CHANGES.md" ]; then
            echo "Nothing worth a pull request."
            exit 0
          fi
          git diff --cached --quiet || git commit -q -m "Papers looked up"
          awk '/^## / && n++ { exit } n && (size += length($0) + 1) < 60000' "$OUT/CHANGES.md" > "$RUNNER_TEMP/body.md"
          number=$(sed -n 's/^OPEN //p' "$RUNNER_TEMP/pulls" | head -n 1)
          force=""
          if [ -z "$number" ]; then force="--force"; fi # what is left of a pull request that was merged or closed
          git -c credential.helper= -c credential.helper='!gh auth git-credential' \\
            push -q $force "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" HEAD:refs/heads/enrich
          if [ -n "$number" ]; then
            gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/pulls/$number" -F body=@"$RUNNER_TEMP/body.md"
          elif ! gh pr create --head enrich --base "$GITHUB_REF_NAME" --title "What changed about the listed papers" \\
            --body-file "$RUNNER_TEMP/body.md"; then
            echo "::error::No pull request: allow it in Settings > Actions > General > Workflow permissions."
            exit 1
          fi
"""

_OWN_RUN = """\
      - name: Look the papers up
        env:
          S2_API_KEY: ${{ secrets.S2_API_KEY }} # not needed; with one, Semantic Scholar throttles less
        run: make enrich
"""

_OTHER_ENV = """\
  # Where the tool is installed from. It has no published address: name your copy of it as pip takes it, by commit:
  # git+https://github.com/OWNER/NAME@FULL_COMMIT_SHA
  PAPERLIST: ""
"""

# `-P`: a folder `pipeline` of the repository is not ours. https://docs.python.org/3/using/cmdline.html#cmdoption-P
_OTHER_RUN = """\
      - name: Install the tool
        run: |
          if [ -z "$PAPERLIST" ]; then
            echo "::error file=.github/workflows/enrich.yml::PAPERLIST must say where the tool is installed from."
            exit 1
          fi
          python3 -m venv "$RUNNER_TEMP/tool"
          "$RUNNER_TEMP/tool/bin/pip" install -q --disable-pip-version-check "$PAPERLIST"

      - name: Look the papers up
        env:
          S2_API_KEY: ${{ secrets.S2_API_KEY }} # not needed; with one, Semantic Scholar throttles less
        run: |
          "$RUNNER_TEMP/tool/bin/python" -P -m pipeline enrich
"""


def own() -> str:
    """Give the workflow of this project's own repository, which has a Makefile and lock files."""
    return _fill("enriched", "", _OWN_RUN)


def for_others(out: str) -> str:
    """Give the workflow for a repository that has a list only, whose output folder is `out`."""
    return _fill(out, _OTHER_ENV, _OTHER_RUN)


def _fill(out: str, env: str, run: str) -> str:
    # JSON texts are YAML texts. `out` goes last: it may hold anything.
    text = _TEMPLATE.replace("@RUN@", run.rstrip("\n") + "\n").replace(
        "@ENV@", f"{env}  OUT: @OUT@\n".rstrip("\n") + "\n"
    )
    return text.replace("@OUT@", json.dumps(out, ensure_ascii=False))
