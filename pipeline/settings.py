"""I/O: settings from `[tool.pipeline]` of pyproject.toml and, above those, the environment; secrets only from there."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from platformdirs import user_cache_path

from pipeline.errors import InputError
from pipeline.model import Service

if TYPE_CHECKING:
    from pipeline.sources import Source  # loading them takes a second, and only one command needs them

_KEYS = {
    "lists": list,
    "out": str,
    "library": str,
    "catalog": str,
    "mailto": str,
    "in_place": bool,
    "citations_every": int,
}
_NAMES = {list: "a list of texts", str: "a text", bool: "true or false", int: "a number of days"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run uses where the command line says nothing."""

    lists: tuple[str, ...]
    out: str
    library: str | None
    catalog: str | None
    mailto: str | None
    in_place: bool
    citations_every: int
    cache: Path


def load(folder: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of the project in `folder`. Raises InputError that names file and key."""
    table = _table(folder / "pyproject.toml")
    cache = environ.get("ENRICH_CACHE_DIR")
    return Settings(
        lists=tuple(table.get("lists", ["raw/*.md"])),
        out=table.get("out", "enriched"),
        library=table.get("library"),
        catalog=table.get("catalog"),
        mailto=environ.get("ENRICH_MAILTO") or table.get("mailto"),
        in_place=table.get("in_place", False),
        citations_every=table.get("citations_every", 30),
        cache=Path(cache).expanduser() if cache else user_cache_path("paperlist", appauthor=False),
    )


def find_lists(chosen: Settings) -> list[Path]:
    """Give the lists that the settings name. Raises InputError where there are none."""
    paths = sorted({p for pattern in chosen.lists for p in Path().glob(pattern)})
    if not paths:
        raise InputError(f"no lists: put Markdown files where {', '.join(chosen.lists)} finds them, or name them")
    return paths


def service(source: Source, settings: Settings, environ: Mapping[str, str] = os.environ) -> Service:
    """Give the address, the pace and the headers of one source. Raises InputError for a value that cannot be."""
    base = environ.get(f"ENRICH_{source.SLUG}_URL") or source.BASE
    if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
        raise InputError(f"ENRICH_{source.SLUG}_URL: {base!r} is no http(s) address")
    agent = "paperlist/0.1" + (f" (mailto:{settings.mailto})" if settings.mailto else "")
    headers = {"User-Agent": " ".join(agent.split()), "Accept-Encoding": "gzip, deflate"}
    if source.KEY and (key := environ.get(source.KEY[0], "").strip()):
        if not key.isascii() or not key.isprintable():
            raise InputError(f"{source.KEY[0]}: it holds characters that no key has")
        headers[source.KEY[1]] = key
    return Service(
        name=source.NAME,
        base=base,
        interval=_number(environ, f"ENRICH_{source.SLUG}_INTERVAL", source.INTERVAL),
        headers=headers,
        deadline=_number(environ, "ENRICH_DEADLINE", 40.0),
        patience=_number(environ, "ENRICH_PATIENCE", 120.0),
        budget=int(_number(environ, "ENRICH_BUDGET", 1000.0)),
    )


def _number(environ: Mapping[str, str], name: str, default: float) -> float:
    text = environ.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"{name}: {text!r} is no number") from None
    if not 0 <= value < 1e6:
        raise InputError(f"{name}: {text!r} is not between 0 and a million")
    return value


def _table(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text).get("tool", {}).get("pipeline", {})
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    for key, value in table.items():
        if key not in _KEYS:
            raise InputError(f"{path}: [tool.pipeline] has no setting {key!r}; it has {', '.join(_KEYS)}")
        kind = _KEYS[key]
        fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if not fits or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
            raise InputError(f"{path}: [tool.pipeline] {key} must be {_NAMES[kind]}")
    return dict(table)
