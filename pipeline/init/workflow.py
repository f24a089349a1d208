"""Pure: the GitHub workflow that runs the pipeline weekly and proposes what changed, as text."""

from __future__ import annotations

import json

# What a person pushed to the branch of an open pull request is merged, not overwritten; what is generated starts from
# the base each time, so the newest section of the report tells all that the pull request changes. Lists that are kept
# in place are merged without our insertions, which would conflict with any edit beside them.
# Expressions never stand in scripts, and titles pass through files only:
# https://docs.github.com/en/actions/reference/security/secure-use
# GitHub takes no body above 65,536 characters.
_TEMPLATE = r"""# Looks the papers up every week, and proposes what changed as one pull request (branch `enrich`).
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
  OUT: @OUT@

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

      - name: Install the tool
        run: |
@INSTALL@

      - name: Take up the open pull request
        env:
          GH_TOKEN: ${{ github.token }}
          PYTHON: @PYTHON@
        run: |
          git config user.name "github-actions[bot]"
          git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
          # The pull requests from our own branch, newest first: state, number and last commit.
          gh pr list --head enrich --state all --json number,state,headRefOid,isCrossRepository \
            --jq '.[] | select(.isCrossRepository | not) | "\(.state) \(.number) \(.headRefOid)"' \
            > "$RUNNER_TEMP/pulls"
          if ! grep -q '^OPEN ' "$RUNNER_TEMP/pulls"; then
            tip=$(git rev-parse -q --verify origin/enrich || true)
            if [ -n "$tip" ] && ! grep -q " $tip\$" "$RUNNER_TEMP/pulls"; then
              echo "::error::The branch enrich has commits that no pull request had. Rename it, or open one."
              exit 1
            fi
            exit 0
          fi
          git switch -q -C enrich origin/enrich
          if ! "$PYTHON" -m pipeline check --generated; then
            echo "::error::A generated file was edited on the branch enrich. Undo it there, then run again."
            exit 1
          fi
          mkdir -p "$(git rev-parse --git-path info)"
          printf '%s merge=source\n' '*.md' '*.markdown' > "$(git rev-parse --git-path info/attributes)"
          git config merge.source.driver 'for f in %O %A %B; do
            if "$PYTHON" -m pipeline strip "$f" > "$f.source" 2> /dev/null; then cat "$f.source" > "$f"; fi
            rm "$f.source"
          done; git merge-file -q --marker-size=%L %A %O %B'
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
          if [ -e "$OUT/REVIEW.md" ]; then
            printf '\nWhat needs a person: `%s/REVIEW.md`\n' "$OUT" >> "$RUNNER_TEMP/body.md"
          fi
          number=$(sed -n 's/^OPEN \([0-9]*\).*/\1/p' "$RUNNER_TEMP/pulls" | head -n 1)
          # In the place of what was there when we looked; what was pushed since is never overwritten.
          if ! git -c credential.helper= -c credential.helper='!gh auth git-credential' \
            push -q --force-with-lease="enrich:$(git rev-parse -q --verify origin/enrich || true)" \
            "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" HEAD:refs/heads/enrich; then
            echo "::error::The branch was not pushed. If a workflow was changed since, merge or close the pull request."
            exit 1
          fi
          if [ -n "$number" ]; then
            gh api --silent -X PATCH "repos/$GITHUB_REPOSITORY/pulls/$number" -F body=@"$RUNNER_TEMP/body.md"
          elif ! gh pr create --head enrich --base "$GITHUB_REF_NAME" --title "What changed about the listed papers" \
            --body-file "$RUNNER_TEMP/body.md"; then
            echo "::error::No pull request: allow it in Settings > Actions > General > Workflow permissions."
            exit 1
          fi
"""

_OWN_INSTALL = """\
          make .venv/.ready
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

_OTHER_INSTALL = """\
          if [ -z "$PAPERLIST" ]; then
            echo "::error file=.github/workflows/enrich.yml::PAPERLIST must say where the tool is installed from."
            exit 1
          fi
          python3 -m venv "$RUNNER_TEMP/tool"
          "$RUNNER_TEMP/tool/bin/pip" install -q --disable-pip-version-check "$PAPERLIST"
"""

# A folder `pipeline` of the repository is not ours. https://docs.python.org/3/using/cmdline.html#envvar-PYTHONSAFEPATH
_OTHER_PYTHON = """\
${{ runner.temp }}/tool/bin/python
          PYTHONSAFEPATH: "1"
"""

_OTHER_RUN = """\
      - name: Look the papers up
        env:
          S2_API_KEY: ${{ secrets.S2_API_KEY }} # not needed; with one, Semantic Scholar throttles less
        run: |
          "$RUNNER_TEMP/tool/bin/python" -P -m pipeline enrich
"""


def own() -> str:
    """Give the workflow of this project's own repository, which has a Makefile and lock files."""
    return _fill("enriched", ENV="", INSTALL=_OWN_INSTALL, PYTHON=".venv/bin/python", RUN=_OWN_RUN)


def for_others(out: str) -> str:
    """Give the workflow for a repository that has a list only, whose output folder is `out`."""
    return _fill(out, ENV=_OTHER_ENV, INSTALL=_OTHER_INSTALL, PYTHON=_OTHER_PYTHON, RUN=_OTHER_RUN)


def _fill(out: str, **parts: str) -> str:
    text = _TEMPLATE
    for name, part in parts.items():
        text = text.replace(f"@{name}@\n" if not part else f"@{name}@", part.rstrip("\n"))
    return text.replace("@OUT@", json.dumps(out, ensure_ascii=False))  # the last: it may hold anything, as JSON is YAML
