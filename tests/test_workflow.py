"""The workflows: harmless by their form, and their scripts run against a real git repository with a stand-in for gh."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.init import workflow
from pipeline.render.marks import Marks

FOLDER = Path(__file__).parent.parent / ".github" / "workflows"
TEXTS = {p.name: p.read_text("utf-8") for p in sorted(FOLDER.glob("*.yml"))} | {"init": workflow.for_others("a b")}
EACH = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
needs_git = pytest.mark.skipif(not shutil.which("git") or not shutil.which("bash"), reason="no git or no bash here")

# In place of gh: its pull requests stand in a file, and what it is asked is written down.
GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_HOME/asked"
case "$1 $2" in
  "pr list") cat "$GH_HOME/pulls" ;;
  "pr create") [ ! -e "$GH_HOME/forbidden" ] || exit 1; cp "${@: -1}" "$GH_HOME/body" ;;
  "api --silent") last=${@: -1}; cp "${last#body=@}" "$GH_HOME/body" ;;
esac
"""


def scripts(text: str) -> list[str]:
    """Give the `run:` blocks."""
    found = re.findall(r"^( +)run: (?:\|\n((?:\1  .*\n|\n)+)|(.+)\n)", text, re.MULTILINE)
    return [textwrap.dedent(block) or line for _, block, line in found]


def test_the_own_workflow_is_the_one_that_others_get() -> None:
    """They differ in how the tool is installed only, so what is tested of one holds for the other."""
    assert TEXTS["enrich.yml"] == workflow.own()
    assert scripts(workflow.own())[1] == scripts(workflow.for_others("x"))[1]
    assert scripts(workflow.own())[-1] == scripts(workflow.for_others("x"))[-1]


@EACH
def test_actions_are_pinned_by_commit_and_say_their_version(text: str) -> None:
    uses = re.findall(r"uses: *(.*)", text)
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses)
    assert text.count("persist-credentials: false") == text.count("uses: actions/checkout@") == 1


@EACH
def test_permissions_are_few_and_the_job_s_own(text: str) -> None:
    assert "\npermissions: {}\n" in text
    assert len(re.findall(r"permissions:", text)) == 2
    write = set(re.findall(r"(\S+): write", text))
    reads, publishes = "\n  pull_request:\n" in text, "actions/deploy-pages@" in text
    assert write == (set() if reads else {"pages", "id-token"} if publishes else {"contents", "pull-requests"})


@EACH
def test_no_event_data_and_no_secret_in_a_script(text: str) -> None:
    """An expression in a script is text that becomes code."""
    assert len(scripts(text)) == len(re.findall(r"\brun: ", text))
    assert not [s for s in scripts(text) if "${{" in s]
    given = {"github.token", "secrets.S2_API_KEY", "github.ref", "runner.temp", "steps.site.outputs.page_url"}
    assert set(re.findall(r"\$\{\{ *(.*?) *\}\}", text)) <= given
    assert "pull_request_target" not in text


@EACH
def test_one_run_at_a_time_and_not_forever(text: str) -> None:
    assert "\nconcurrency:\n  group: " in text
    assert re.search(r"timeout-minutes: \d+\n", text)


def test_a_pull_request_gets_no_secret() -> None:
    assert "secrets." not in TEXTS["check.yml"]
    assert "token" not in TEXTS["check.yml"]


def test_the_token_is_not_seen_while_papers_are_looked_up() -> None:
    text = TEXTS["enrich.yml"]
    step = next(s for s in text.split("      - ") if "run: make enrich" in s)
    assert "GH_TOKEN" not in step
    assert text.count("GH_TOKEN: ") == 2


@EACH
@needs_bash
def test_scripts_are_valid(text: str) -> None:
    for script in scripts(text):
        subprocess.run(["bash", "-n"], input=script.encode(), check=True, timeout=10)


@pytest.mark.parametrize("out", ["enriched", 'a"b: # $(x)', "数据"])
def test_a_name_of_the_output_folder_stays_a_name(out: str) -> None:
    assert f"\n  OUT: {_quoted(out)}\n" in workflow.for_others(out)
    assert scripts(workflow.for_others(out)) == scripts(workflow.for_others("x"))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


@dataclass
class World:
    """A repository on a server, and the runner that checks it out."""

    folder: Path

    def git(self, where: str, *args: str) -> str:
        done = subprocess.run(
            ["git", *args], cwd=self.folder / where, env=self.env(), check=True, capture_output=True, timeout=20
        )
        return done.stdout.decode()

    def env(self) -> dict[str, str]:
        person = {f"GIT_{who}_{what}": "person" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder)} | person | nobody

    def save(self, where: str, name: str, text: str) -> None:
        path = self.folder / where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def push(self, branch: str, **named: str) -> None:
        """Let a person push files to a branch."""
        self.git("person", "fetch", "-q")
        self.git("person", "switch", "-q", "-C", branch, *([f"origin/{branch}"] if self.has(branch) else []))
        for name, text in named.items():
            self.save("person", name.replace("__", "/"), text)
        self.git("person", "add", "-A")
        self.git("person", "commit", "-q", "-m", "by a person")
        self.git("person", "push", "-q", "origin", branch)

    def has(self, branch: str) -> bool:
        return bool(self.git("server/own/list", "branch", "--list", branch).strip())

    def show(self, path: str, branch: str = "enrich") -> str:
        return self.git("server/own/list", "show", f"{branch}:{path}")

    def tip(self) -> str:
        return self.git("server/own/list", "rev-parse", "enrich").strip()

    def run(
        self, written: dict[str, str], *, pulls: str = "", meanwhile: Callable[[], object] = lambda: None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the workflow where the look-up writes these files, and somebody does something meanwhile."""
        shutil.rmtree(self.folder / "job", ignore_errors=True)
        self.git(".", "clone", "-q", "-b", "main", f"{self.folder}/server/own/list", "job")
        self.save(".", "pulls", pulls)
        (self.folder / "body").unlink(missing_ok=True)
        env = self.env() | {
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GH_HOME": str(self.folder),
            "GITHUB_SHA": self.git("job", "rev-parse", "HEAD").strip(),
            "GITHUB_REF_NAME": "main",
            "GITHUB_SERVER_URL": f"file://{self.folder}/server",
            "GITHUB_REPOSITORY": "own/list",
            "OUT": "enriched",
            "PYTHON": sys.executable,
            "PYTHONPATH": str(FOLDER.parent.parent),
        }
        for name in [k for k in env if k.startswith("GIT_") and "CONFIG" not in k]:
            del env[name]
        _, first, *_, last = scripts(workflow.own())
        for script in (first, None, last):
            if script is None:
                for name, text in written.items():
                    self.save("job", name, text)
                meanwhile()
                continue
            done = subprocess.run(
                ["bash", "-e", "-c", script],
                cwd=self.folder / "job",
                env=env,
                capture_output=True,
                check=False,
                timeout=20,
            )
            if done.returncode:
                break
        return done

    @property
    def body(self) -> str | None:
        path = self.folder / "body"
        return path.read_text("utf-8") if path.exists() else None


REPORT = "# Changes\n\n## 2026-11-23\n\n- now published: `$(touch hacked)` “x” @ ICLR\n\n## 2026-11-16\n\n- old\n"
RUN = {"enriched/CHANGES.md": REPORT, "enriched/README.md": "annotated\n"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    (tmp_path / "temp").mkdir()
    world.save("bin", "gh", GH)
    (tmp_path / "bin/gh").chmod(0o755 | stat.S_IXUSR)
    (tmp_path / "server/own").mkdir(parents=True)
    world.git(".", "init", "-q", "--bare", "-b", "main", "server/own/list")
    world.git(".", "clone", "-q", f"{tmp_path}/server/own/list", "person")
    world.push("main", raw__README="a\nb\n", raw__pins="# pins\n", enriched__papers="1")
    return world


@needs_git
def test_a_change_becomes_a_pull_request(world: World) -> None:
    """Its text is the newest section of the report, and no title is run."""
    done = world.run(RUN)
    assert done.returncode == 0, done
    assert world.show("enriched/README.md") == "annotated\n"
    assert world.body == "## 2026-11-23\n\n- now published: `$(touch hacked)` “x” @ ICLR\n\n"
    world.run(RUN | {"enriched/REVIEW.md": "# For review\n"}, pulls=f"OPEN 7 {world.tip()}\n")
    assert world.body.endswith("ICLR\n\n\nWhat needs a person: `enriched/REVIEW.md`\n")
    assert not list(world.folder.rglob("hacked"))


@needs_git
def test_without_a_new_line_in_the_report_nothing_is_proposed(world: World) -> None:
    """Also where other files changed."""
    done = world.run({"enriched/papers": "2"})
    assert (done.returncode, world.has("enrich"), world.body) == (0, False, None)
    world.push("main", **{"enriched__CHANGES.md": REPORT})
    done = world.run({"enriched/papers": "2"})
    assert (done.returncode, world.has("enrich"), world.body) == (0, False, None)


@needs_git
def test_lists_annotated_in_place_are_proposed(world: World) -> None:
    world.run(RUN | {"raw/README": "a [linked]\nb\n"})
    assert world.show("raw/README") == "a [linked]\nb\n"


@needs_git
def test_an_open_pull_request_is_updated_and_keeps_what_people_pushed(world: World) -> None:
    """The base goes on meanwhile; generated files start from the base."""
    world.run(RUN)
    world.push("enrich", raw__pins='# pins\n"a" = { skip = true }\n')
    world.push("main", raw__README="a\nb\nc\n", **{"enriched__README.md": "by hand on main\n"})
    newest = REPORT.replace("11-23", "11-30").replace("now published", "retitled")
    done = world.run(RUN | {"enriched/CHANGES.md": newest}, pulls=f"OPEN 7 {world.tip()}\nMERGED 3 0\n")
    assert done.returncode == 0, done
    assert world.show("raw/pins") == '# pins\n"a" = { skip = true }\n'
    assert world.show("raw/README") == "a\nb\nc\n"
    assert world.show("enriched/README.md") == "annotated\n"
    assert world.show("enriched/papers") == "1"
    assert world.body
    assert world.body.startswith("## 2026-11-30\n\n- retitled")
    asked = (world.folder / "asked").read_text("utf-8").splitlines()
    assert [line[:9] for line in asked] == ["pr list -", "pr create", "pr list -", "api --sil"]
    assert "repos/own/list/pulls/7 " in asked[-1]


@needs_git
def test_the_same_run_twice_adds_no_commit(world: World) -> None:
    world.run(RUN)
    before = world.tip()
    assert world.run(RUN, pulls=f"OPEN 7 {before}\n").returncode == 0
    assert world.tip() == before


@needs_git
def test_an_edit_of_a_generated_file_on_the_branch_is_not_dropped(world: World) -> None:
    digests = {n.removeprefix("enriched/"): hashlib.sha256(t.encode()).hexdigest() for n, t in RUN.items()}
    world.run(RUN | {"enriched/manifest.json": json.dumps({"version": 1, "files": digests})})
    world.push("enrich", **{"enriched__README.md": "a correction\n"})
    done = world.run(RUN, pulls=f"OPEN 7 {world.tip()}\n")
    assert done.returncode == 1
    assert b"::error::A generated file was edited" in done.stdout
    assert b"enriched/README.md: edited by hand" in done.stderr
    assert world.show("enriched/README.md") == "a correction\n"


@needs_git
def test_a_conflict_is_left_to_people(world: World) -> None:
    """Neither side's words are dropped."""
    world.run(RUN)
    world.push("enrich", raw__pins="# one\n")
    world.push("main", raw__pins="# other\n")
    done = world.run(RUN, pulls=f"OPEN 7 {world.tip()}\n")
    assert done.returncode == 1
    assert b"::error::The open pull request conflicts with main" in done.stdout
    assert world.show("raw/pins") == "# one\n"


@needs_git
def test_after_a_merge_the_next_pull_request_starts_from_the_base(world: World) -> None:
    world.run(RUN)
    world.push("main", raw__README="other\n")
    done = world.run(RUN, pulls=f"MERGED 7 {world.tip()}\n")
    assert done.returncode == 0, done
    assert world.git("server/own/list", "rev-list", "--count", "main..enrich").strip() == "1"
    assert world.show("raw/README") == "other\n"


@needs_git
@pytest.mark.parametrize("pulls", ["", "CLOSED 7 {}\n"], ids=["none", "closed"])
def test_commits_that_no_pull_request_had_are_left_alone(world: World, pulls: str) -> None:
    """A branch of that name that is somebody's, or commits that were pushed after the pull request was closed."""
    world.run(RUN)
    before = world.tip()
    world.push("enrich", mine="mine\n")
    done = world.run(RUN, pulls=pulls.format(before))
    assert done.returncode == 1
    assert b"commits that no pull request had" in done.stdout
    assert world.show("mine") == "mine\n"


@needs_git
def test_what_is_pushed_meanwhile_is_not_overwritten(world: World) -> None:
    world.run(RUN)
    pulls = f"CLOSED 7 {world.tip()}\n"
    done = world.run(RUN, pulls=pulls, meanwhile=lambda: world.push("enrich", mine="mine\n"))
    assert done.returncode == 1
    assert b"::error::The branch was not pushed" in done.stdout
    assert world.show("mine") == "mine\n"


@needs_git
def test_a_list_kept_in_place_is_merged_without_our_insertions(world: World) -> None:
    """Else each of them would conflict with an edit of the line beside it."""
    source = "- One Title\n- Two Titles\n- Three\n"
    world.push("main", **{"README.md": source})
    ours = f"{Marks.for_text('').header(None)}\n" + re.sub(
        r"- (.*)", r"- [\1]( <https://a.org/>) <sub e>Xu</sub>", source
    )
    world.run(RUN | {"README.md": ours})
    assert world.show("README.md") == ours
    world.push("main", **{"README.md": source.replace("Two", "New on Main\n- Two")})
    world.push("enrich", **{"README.md": ours.replace("- [Three", "- 【note】[Three")})
    done = world.run(RUN, pulls=f"OPEN 7 {world.tip()}\n")
    assert done.returncode == 0, done
    assert world.show("README.md") == "- One Title\n- New on Main\n- Two Titles\n- 【note】Three\n"


@needs_git
def test_where_pull_requests_are_forbidden_it_says_where_to_allow_them(world: World) -> None:
    world.save(".", "forbidden", "")
    done = world.run(RUN)
    assert done.returncode == 1
    assert b"Settings > Actions > General" in done.stdout


@needs_git
def test_a_very_long_report_fits_into_a_pull_request(world: World) -> None:
    world.run({"enriched/CHANGES.md": "## 2026-11-23\n\n" + "- 论文 é\n" * 20_000})
    assert world.body
    assert len(world.body) < 65_536
    assert world.body.endswith("- 论文 é\n")
