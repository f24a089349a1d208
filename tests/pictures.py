"""Makes the pictures of the README, from `enriched/` as it is: the page, and a plot, each light and dark.

Two runs on one machine give the same bytes.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from pipeline import load, plots
from pipeline.explore.plots import style

LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OUT = Path(".github/pictures")
LIST = Path("enriched/index.html")
_SIZE = ViewportSize(width=1100, height=720)
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Write all pictures, or say what is missing here."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if missing := [what for what, there in (("chromium", browser), ("fonts-noto-cjk", style.chinese())) if not there]:
        sys.exit(f"pictures need {' and '.join(missing)}: apt-get install {' '.join(missing)}")
    if not LIST.exists():
        sys.exit(f"{LIST}: no such file; run `make enrich` first")
    OUT.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        keep(f"venues-{look}", venues(look))
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=_QUIET)
        for look in LOOKS:
            page = chromium.new_page(
                viewport=_SIZE, device_scale_factor=1.5, color_scheme=look, reduced_motion="reduce"
            )
            keep(f"page-{look}", screenshot(page))
        chromium.close()


def venues(look: str) -> bytes:
    """Plot what the list did not say: where its papers were published."""
    values = load(LIST.parent).papers["venue"].value_counts()
    with plots.dark() if look == "dark" else contextlib.nullcontext():
        plot = plots.bars(values[values > 1], "Papers by venue", "papers, where there are two or more")
    assert isinstance(plot, plots.Plot), "no paper has a venue"
    with io.BytesIO() as file:
        plot.savefig(file, dpi=150)
        return file.getvalue()


def screenshot(page: Page) -> bytes:
    """Show the page as its visitors first see it."""
    page.goto(LIST.resolve().as_uri())
    return page.screenshot(animations="disabled", caret="hide")


def keep(name: str, png: bytes) -> None:
    """Write a picture with few colours, which is light in git."""
    path = OUT / f"{name}.png"
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
