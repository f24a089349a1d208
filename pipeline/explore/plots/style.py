"""How plots look: colours, fonts, the field that is drawn on, and texts that fit and can be read."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from rich.text import Text as Cells

try:
    import matplotlib as mpl
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "plots need matplotlib: `make notebook` brings it, as does the extra `notebook`"
    ) from error

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Latin letters come from matplotlib's own font, others from what Linux, macOS or Windows have for Chinese.
_LATIN = "DejaVu Sans"
_CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("PingFang SC", "Hiragino Sans GB", "Heiti SC", "Heiti TC", "Microsoft YaHei", "SimHei"),
    *("Noto Sans CJK JP", "Arial Unicode MS", "Droid Sans Fallback"),
)
_BOX = "\u25a1"
_NO_FONT = f"{_BOX}: a letter that no font here has. For Chinese install one (Debian: fonts-noto-cjk), then restart."

# Told apart by the colour-blind, and in grey: Okabe and Ito, https://jfly.uni-koeln.de/color/
_LIGHT = {"paper": "#ffffff", "ink": "#1f2328", "thin": "#59636e", "first": "#0072b2", "second": "#e69f00"}
_DARK = {"paper": "#0d1117", "ink": "#f0f6fc", "thin": "#9198a1", "first": "#56b4e9", "second": "#e69f00"}
_themes = [_LIGHT]

_WIDTH = 8.0  # inches
_ROW = 0.27


class Plot(Figure):
    """A figure that a notebook shows as a sharp PNG, and that nothing else keeps."""

    def _repr_png_(self) -> tuple[bytes, dict[str, float]]:
        with io.BytesIO() as file:
            self.savefig(file, dpi=2 * self.dpi)
            return file.getvalue(), {"width": self.get_figwidth() * self.dpi}


class Words(str):
    """What is said where there is nothing to show."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


@contextmanager
def dark() -> Iterator[None]:
    """Make the plots of this block for a dark page."""
    _themes.append(_DARK)
    try:
        yield
    finally:
        _themes.pop()


def colour(use: str) -> str:
    """Give a colour by its use: paper, ink, thin (for what stands back), first, second."""
    return _themes[-1][use]


@contextmanager
def field(title: str, unit: str, rows: float) -> Iterator[tuple[Plot, Axes]]:
    """Give a figure to draw on, as high as that many rows, under its title and, smaller, what is counted."""
    with mpl.rc_context(
        {
            "font.family": [_LATIN, *([name] if (name := chinese()) else [])],
            "font.size": 10,
            "text.parse_math": False,  # a title may hold two dollars
            "text.color": colour("ink"),
            "xtick.color": colour("ink"),
            "ytick.color": colour("ink"),
        }
    ):
        plot = Plot(figsize=(_WIDTH, rows * _ROW + 0.8), dpi=100, layout="constrained", facecolor=colour("paper"))
        plot.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
        axes = plot.add_subplot(facecolor=colour("paper"))
        axes.set_title(unit, loc="left", fontsize=9.5, color=colour("thin"))
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_axisbelow(True)
        yield plot, axes
        names = [label.get_text() for label in (*axes.get_yticklabels(), *axes.texts)]
        if any(_BOX in name for name in names):
            plot.supxlabel(_NO_FONT, x=0.01, ha="left", fontsize=9, color=colour("thin"))


def name_rows(axes: Axes, names: Iterable[object]) -> None:
    """Name the rows of a field, the first on top."""
    labels = [short(name, 54) for name in names]
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)


def short(text: object, width: int) -> str:
    """Cut a text to a width, in which a Chinese letter counts twice; of what no font has, letters become boxes."""
    drawn = _drawn()
    plain = unicodedata.normalize("NFC", " ".join(str(text).split()))
    cells = Cells("".join(c if ord(c) in drawn else _BOX if c.isalpha() else "" for c in plain).strip())
    cells.truncate(width, overflow="ellipsis")
    return cells.plain


def number(value: float) -> str:
    """Write 1234.0 as 1,234 and 12.34 as 12.3."""
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:,.1f}"


@cache
def chinese() -> str | None:
    """Name the font that Chinese is drawn with, if there is one."""
    here = set(font_manager.get_font_names())
    return next((name for name in _CHINESE if name in here), None)


@cache
def _drawn() -> frozenset[int]:
    """Give the characters that the fonts have."""
    families = [_LATIN, *filter(None, [chinese()])]
    fonts = [font_manager.get_font(font_manager.findfont(name)) for name in families]
    return frozenset(code for font in fonts for code in font.get_charmap())
