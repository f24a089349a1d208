"""Loopback servers of the arXiv query API and the Semantic Scholar Graph API over synthetic papers, for tests.

    with serve(world(), faults={"arxiv": script("429", None, "reset")}) as servers:
        ...  # ask servers.arxiv_url and servers.s2_url (base addresses), then look at servers.log

`python -m tests.servers` serves by hand.
"""

from .faults import FAULTS, Plan, always, at, chance, script, when
from .http import Servers, serve
from .log import Entry, Log, key_check
from .records import S2, Record, World
from .s2 import KEY
from .wire import Reply, Request
from .worlds import NASTY, synthetic, world

__all__ = [
    "FAULTS",
    "KEY",
    "NASTY",
    "S2",
    "Entry",
    "Log",
    "Plan",
    "Record",
    "Reply",
    "Request",
    "Servers",
    "World",
    "always",
    "at",
    "chance",
    "key_check",
    "script",
    "serve",
    "synthetic",
    "when",
    "world",
]
