"""The command line: flags, wiring, what is printed, exit codes.

Exit 0 when the job was done, also where there was no network; 1 for input that cannot be used; 2 for wrong usage;
3 with `--strict` when a source failed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from pipeline import files, settings
from pipeline.errors import InputError, PipelineError

_EPILOG = """\
Settings stand in [tool.pipeline] of pyproject.toml: lists, out, library, mailto, in_place, citations_every (days).
In the environment:
  S2_API_KEY             a Semantic Scholar key; without one its requests are throttled more
  ENRICH_MAILTO          an address that is told to the APIs, so that they can write to you
  ENRICH_CACHE_DIR       where answers are kept for some hours
  ENRICH_ARXIV_URL, ENRICH_S2_URL            other base addresses of the two APIs
  ENRICH_ARXIV_INTERVAL, ENRICH_S2_INTERVAL  seconds between requests (3 and 1)
  ENRICH_DEADLINE, ENRICH_PATIENCE           seconds for one request (40), and for all failing ones a source (120)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    args = _parser().parse_args(argv)
    try:
        code: int = args.command(args)
    except PipelineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; run it again to go on from here", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `… | head`
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline",
        description="Look up the papers of curated Markdown lists, and give the lists back annotated.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    enrich = commands.add_parser(
        "enrich",
        help="look up all papers of the lists; write tables and annotated lists",
        description="Look up all papers of the lists; write papers.parquet, mentions.parquet and the annotated lists.",
    )
    enrich.add_argument("files", nargs="*", type=Path, metavar="FILE", help="lists (default: raw/*.md)")
    enrich.add_argument("--out", type=Path, help="folder to write to (default: enriched)")
    enrich.add_argument("--library", type=Path, help="a .bib file of yours (default: library.bib beside the list)")
    enrich.add_argument("--offline", action="store_true", help="ask no network source")
    enrich.add_argument("--in-place", action="store_true", help="annotate the lists themselves, not copies")
    enrich.add_argument("--force", action="store_true", help="overwrite generated files that were edited by hand")
    enrich.add_argument("--strict", action="store_true", help="exit with 3 when a source failed")
    enrich.set_defaults(command=_enrich)
    parse = commands.add_parser(
        "parse",
        help="print the papers that a list mentions, one JSON object a line",
        description="Print the papers that a list mentions, one JSON object a line, in document order.",
    )
    parse.add_argument("file", type=Path, metavar="FILE")
    parse.add_argument("--explain", action="store_true", help="say of every entry what it was read as, and why")
    parse.set_defaults(command=_parse)
    pin = commands.add_parser(
        "pin",
        help="say which paper a title is, in pins.toml",
        description="Write a pin for a title into the pins.toml beside the list; comments and order there stay.",
    )
    pin.add_argument("title", help="the title as the list writes it")
    pin.add_argument(
        "ident", metavar="ID", help="arxiv:2302.02676, doi:…, acl:…, s2:…, openreview:…, skip, not:arxiv:…"
    )
    pin.add_argument("--list", type=Path, metavar="FILE", help="for this list alone")
    pin.set_defaults(command=_pin)
    check = commands.add_parser(
        "check",
        help="read the lists and the pins without asking anybody; for pull requests",
        description="Read lists and pins, show what is read from the changed lines, fail on pins that cannot be used.",
    )
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="lists (default: those of the settings)")
    check.add_argument("--base", help="the commit to compare with (default: the pull request's base, else HEAD)")
    check.set_defaults(command=_check)
    diff = commands.add_parser(
        "diff",
        help="the change report of what is not committed yet",
        description="Print the change report between the tables in git's HEAD and those in the output folder.",
    )
    diff.add_argument("--out", type=Path, help="the output folder (default: enriched)")
    diff.set_defaults(command=_diff)
    init = commands.add_parser(
        "init",
        help="set this up in a repository of your own",
        description="Find the list here; write settings, an empty pins.toml and the workflow, overwriting nothing.",
    )
    init.set_defaults(command=_init)
    strip = commands.add_parser(
        "strip",
        help="print the source of an annotated list",
        description="Print the source of an annotated list, byte for byte.",
    )
    strip.add_argument("file", type=Path, metavar="FILE")
    strip.set_defaults(command=_strip)
    return parser


def _parse(args: argparse.Namespace) -> int:
    from pipeline.parse import explain, parse  # noqa: PLC0415  # each command loads what it needs: starting is most of its time
    from pipeline.render import strip  # noqa: PLC0415

    text = files.read_text(args.file)
    with contextlib.suppress(InputError):
        text = strip(text)
        print(f"{args.file}: annotated by us; what follows is of its source", file=sys.stderr)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # JSON is UTF-8, whatever the terminal
    if args.explain:
        sys.stdout.write(
            "".join(f"{e.line}: {e.what}: {e.text}\n" + (f"    {e.why}\n" if e.why else "") for e in explain(text))
        )
        return 0
    document = parse(text)
    rows = [{n: getattr(m, n) for n in m.__slots__ if n != "place"} for m in document.mentions]
    sys.stdout.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    for notice in document.notices:
        what = "looks like a paper and was not read: " if notice.kind == "left out" else ""
        print(f"{args.file}:{notice.line}: {what}{notice.text}", file=sys.stderr)
    return 0


def _strip(args: argparse.Namespace) -> int:
    from pipeline.render import strip  # noqa: PLC0415  # as above

    text = files.read_text(args.file)
    try:
        source = strip(text)
    except InputError as error:
        raise InputError(f"{args.file}: {error}") from None
    sys.stdout.flush()
    sys.stdout.buffer.write(source.encode("utf-8"))
    return 0


def _pin(args: argparse.Namespace) -> int:
    from pipeline import lists, pins  # noqa: PLC0415  # as above

    paths = [args.list] if args.list else _lists(settings.load(Path.cwd()))
    path = paths[0].parent / "pins.toml"
    text = files.read_text(path) if path.exists() else ""
    of_list = lists.shown(args.list) if args.list else None
    files.write_text(path, pins.add(text, args.title, args.ident, of_list, path=lists.shown(path)))
    read = lists.read(paths, Path(settings.load(Path.cwd()).out), None, in_place=True)
    print(f"{path}: {pins.line(args.title, args.ident)}")
    unused = [n for x in read for _, n in x.notices if n.kind == "unused pin" and args.title.strip() in n.text]
    for notice in unused:
        print(f"{path}:{notice.line}: {notice.text}; is it written as the list writes it?", file=sys.stderr)
    return 0


def _check(args: argparse.Namespace) -> int:
    from pipeline import git, lists  # noqa: PLC0415  # as above

    chosen = settings.load(Path.cwd())
    paths = args.files or _lists(chosen)
    base = args.base or (f"origin/{name}" if (name := os.environ.get("GITHUB_BASE_REF")) else "HEAD")
    read = lists.read(paths, Path(chosen.out), None, in_place=chosen.in_place)
    unused = 0
    for x in read:
        lines = git.changed_lines(x.file, base)
        shown = [m for m in x.document.mentions if lines is not None and m.line in lines]
        print(f"{x.path}: {len(x.document.mentions)} mentions, {len(shown)} on lines changed since {base}")
        for m in shown:
            print(f"  {m.line}: {m.title}" + (f"  [{m.annotation}]" if m.annotation else ""))
        for path, notice in x.notices:
            if notice.kind == "left out" and (lines is None or notice.line not in lines):
                continue
            unused += notice.kind == "unused pin"
            what = "looks like a paper and is not read: " if notice.kind == "left out" else ""
            print(f"  {path}:{notice.line}: {what}{notice.text}")
    if unused:
        raise InputError("pins that no list needs: mend their titles, or take them out")
    return 0


def _diff(args: argparse.Namespace) -> int:
    from pipeline import run  # noqa: PLC0415  # as above

    for line in run.uncommitted(args.out or Path(settings.load(Path.cwd()).out)):
        print(line)
    return 0


def _init(_: argparse.Namespace) -> int:
    from pipeline import init  # noqa: PLC0415  # as above

    for line in init.write(init.plan(Path.cwd())):
        print(line)
    return 0


def _lists(chosen: settings.Settings) -> list[Path]:
    """Give the lists of the settings. Raises InputError where there are none."""
    paths = sorted({p for pattern in chosen.lists for p in Path().glob(pattern)})
    if not paths:
        raise InputError(f"no lists: put Markdown files where {', '.join(chosen.lists)} finds them, or name them")
    return paths


def _enrich(args: argparse.Namespace) -> int:
    from pipeline import lists, run  # noqa: PLC0415  # as above
    from pipeline.http import Fetcher  # noqa: PLC0415
    from pipeline.inquiry import Channel, Inquiry, offline  # noqa: PLC0415
    from pipeline.ledger import one_run  # noqa: PLC0415
    from pipeline.report import Report  # noqa: PLC0415
    from pipeline.sources import SOURCES  # noqa: PLC0415
    from pipeline.store import Store  # noqa: PLC0415

    chosen = settings.load(Path.cwd())
    out = args.out or Path(chosen.out)
    library = args.library or (Path(chosen.library) if chosen.library else None)
    paths = args.files or _lists(chosen)
    services = {s.NAME: settings.service(s, chosen) for s in SOURCES}
    in_place = args.in_place or chosen.in_place
    job = run.Job(out, datetime.now(UTC).date(), chosen.citations_every, args.force)
    with ExitStack() as stack:
        report = stack.enter_context(Report(sys.stderr))
        stack.enter_context(one_run(out, chosen.cache))
        store = Store(chosen.cache / "answers")
        stack.callback(store.close)
        fetchers = {s.NAME: Fetcher(services[s.NAME], chosen.cache) for s in SOURCES}
        for fetcher in fetchers.values():
            stack.callback(fetcher.close)
        channels = [offline(s) if args.offline else Channel(s, fetchers[s.NAME]) for s in SOURCES]
        read = lists.read(paths, out, library, in_place=in_place)
        summary = run.enrich(read, Inquiry(channels, store, report.progress), job)
    report.summary(summary, {} if args.offline else fetchers, out)
    return 3 if args.strict and any(f.trouble for f in fetchers.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
