"""Setting up in another repository: the list is found, and nothing that is there is touched."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline import init, pins, settings
from pipeline.errors import InputError
from pipeline.model import Ids

TITLES = (
    "Attention Is All You Need",
    "Language Models are Few-Shot Learners",
    "Training Language Models to Follow Instructions with Human Feedback",
    "Improving Language Models by Retrieving from Trillions of Tokens",
)
LIST = "# Papers\n\n" + "".join(f"- [{t}](https://arxiv.org/abs/2101.0000{i}) a note\n" for i, t in enumerate(TITLES))


@pytest.fixture(autouse=True)
def _in_place_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings._KEYS, "in_place", bool)  # type: ignore[arg-type,unused-ignore]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / ".git").mkdir(parents=True)
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def table(folder: Path) -> dict[str, object]:
    read: dict[str, object] = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["tool"]["pipeline"]
    return read


def test_a_readme_is_annotated_in_place(repo: Path) -> None:
    put(repo, "README.md", LIST)
    done = init.write(init.plan(repo))
    assert {*everything(repo)} == {
        ".github/workflows/enrich.yml",
        "README.md",
        "enriched/.gitattributes",
        "pins.toml",
        "pyproject.toml",
    }
    assert table(repo) == {"lists": ["README.md"], "in_place": True}
    assert done[0] == "list: README.md (4 papers)"
    assert "parse README.md" in done[-2]
    assert (repo / "README.md").read_text("utf-8") == LIST


def test_lists_in_raw_are_read_there(repo: Path) -> None:
    put(repo, "raw/a.md", LIST)
    put(repo, "README.md", LIST)
    init.write(init.plan(repo))
    assert table(repo) == {"lists": ["raw/*.md"]}
    assert (repo / "raw/pins.toml").exists()


def test_the_file_with_the_most_papers_is_the_list(repo: Path) -> None:
    """A README that names one paper, its own, is none; hidden and installed folders are not looked into."""
    put(repo, "README.md", LIST.splitlines()[2])
    put(repo, "papers/nlp [new].md", LIST)
    put(repo, ".venv/x.md", LIST * 3)
    put(repo, "node_modules/x/README.md", LIST * 3)
    plan = init.plan(repo)
    assert plan.found == (("papers/nlp [new].md", 4),)
    init.write(plan)
    (pattern,) = settings.load(repo, {}).lists
    assert list(repo.glob(pattern)) == [repo / "papers/nlp [new].md"]
    assert (repo / "papers/pins.toml").exists()


def test_several_lists_stand_beside_each_other(repo: Path) -> None:
    put(repo, "README.md", LIST)
    put(repo, "b.md", LIST)
    assert [path for path, _ in init.plan(repo).found] == ["README.md", "b.md"]


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "[project]\nname = 'x'", "# ünï\r\na = 1\r\n", ""])
def test_a_project_file_keeps_every_byte(repo: Path, text: str) -> None:
    put(repo, "README.md", LIST)
    path = put(repo, "pyproject.toml", text)
    init.write(init.plan(repo))
    assert path.read_bytes().startswith(text.encode())
    assert table(repo)["lists"] == ["README.md"]
    assert path.read_bytes().count(b"\r\n") in {0, path.read_bytes().count(b"\n")}


@pytest.mark.parametrize("text", ["tool = { x = 1 }\n", "tool.x = 1\n[tool.x.y]\n", "broken ="])
def test_a_project_file_that_cannot_be_added_to_is_left_alone(repo: Path, text: str) -> None:
    put(repo, "README.md", LIST)
    path = put(repo, "pyproject.toml", text)
    with pytest.raises(InputError, match=r"pyproject\.toml"):
        init.write(init.plan(repo))
    assert path.read_text("utf-8") == text


def test_settings_that_are_there_are_kept(repo: Path) -> None:
    put(repo, "a.md", LIST)
    put(repo, "README.md", LIST)
    path = put(repo, "pyproject.toml", '[tool.pipeline]\nlists = ["a.md"]\nout = "tables"\n')
    before = path.read_bytes()
    done = init.write(init.plan(repo))
    assert path.read_bytes() == before
    assert "kept: the settings in pyproject.toml" in done
    assert done[0] == "list: a.md (4 papers)"
    assert '  OUT: "tables"\n' in (repo / ".github/workflows/enrich.yml").read_text("utf-8")


def test_a_second_time_changes_nothing(repo: Path) -> None:
    put(repo, "README.md", LIST)
    init.write(init.plan(repo))
    before = everything(repo)
    done = init.write(init.plan(repo))
    assert everything(repo) == before
    assert not [line for line in done if line.startswith("wrote")]


@pytest.mark.parametrize("name", ["pins.toml", ".github/workflows/enrich.yml"])
def test_a_file_that_is_there_is_kept(repo: Path, name: str) -> None:
    put(repo, "README.md", LIST)
    path = put(repo, name, "mine\n")
    assert f"kept: {name}, which is there already" in init.write(init.plan(repo))
    assert path.read_text("utf-8") == "mine\n"


def test_outside_git_there_is_no_workflow(tmp_path: Path) -> None:
    put(tmp_path, "README.md", LIST)
    assert any(line.startswith("no workflow") for line in init.write(init.plan(tmp_path)))
    assert not (tmp_path / ".github").exists()


def test_without_a_list_it_says_what_to_do(repo: Path) -> None:
    """Nor is anything written."""
    put(repo, "notes.md", "Nothing of interest.\n")
    (repo / "binary.md").write_bytes(b"\xff\xfe\0")
    (repo / "broken.md").symlink_to(repo / "nowhere")
    with pytest.raises(InputError, match=r"no list found.*pyproject\.toml"):
        init.plan(repo)
    with pytest.raises(InputError, match="no such folder"):
        init.plan(repo / "nowhere")
    assert not (repo / "pyproject.toml").exists()


def test_the_forms_of_pins_are_shown_as_they_are_written() -> None:
    """Every form that the comment shows can be read, and none of it is in force."""
    assert pins.load(init.PINS, "pins.toml").pins == ()
    shown = "\n".join(line.removeprefix("# ") for line in init.PINS.splitlines() if line.startswith('# "'))
    by_id, skipped, described, never = pins.load(shown, "pins.toml").pins
    assert by_id.ids == Ids(arxiv="2302.02676")
    assert skipped.skip
    assert described.paper
    assert described.paper.year == 2020
    assert never.never == {"arxiv:1702.00523"}
