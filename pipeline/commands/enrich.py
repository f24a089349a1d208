"""The main job: look up all papers of the lists; write tables, reports and annotated lists."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from pipeline import settings
from pipeline.commands import catalog
from pipeline.commands.base import Commands


def add(commands: Commands) -> None:
    """Teach the command line this command."""
    parser = commands.add_parser(
        "enrich",
        help="look up all papers of the lists; write tables and annotated lists",
        description="Look up all papers of the lists; write papers.parquet, mentions.parquet and the annotated lists.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="lists (default: raw/*.md)")
    parser.add_argument("--out", type=Path, help="folder to write to (default: enriched)")
    parser.add_argument("--library", type=Path, help="a .bib file of yours (default: library.bib beside the list)")
    parser.add_argument("--catalog", type=Path, metavar="DIR", help="a catalogue, asked before the network")
    parser.add_argument("--offline", action="store_true", help="ask no network source")
    parser.add_argument("--in-place", action="store_true", help="annotate the lists themselves, not copies")
    parser.add_argument("--force", action="store_true", help="overwrite generated files that were edited by hand")
    parser.add_argument("--strict", action="store_true", help="exit with 3 when a source failed")
    parser.set_defaults(command=_enrich)


def _enrich(args: argparse.Namespace) -> int:
    from pipeline import lists, run
    from pipeline.explore import notebook
    from pipeline.http import Fetcher
    from pipeline.inquiry import Channel, Inquiry, offline
    from pipeline.ledger import one_run
    from pipeline.report import Report
    from pipeline.sources import SOURCES
    from pipeline.store import Store

    chosen = settings.load(Path.cwd())
    out = args.out or Path(chosen.out)
    library = args.library or (Path(chosen.library) if chosen.library else None)
    paths = args.files or settings.find_lists(chosen)
    shelf = catalog.chosen(args.catalog, chosen)
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
        summary = run.enrich(read, Inquiry(channels, store, report.progress), job, shelf)
        notebook.leave(out)
    report.summary(summary, {} if args.offline else fetchers, out)
    return 3 if args.strict and any(f.trouble for f in fetchers.values()) else 0
