"""Plots of the tables, for notebooks and pictures; they need matplotlib (the extra `notebook`).

Each gives a figure, or words where there is nothing to show.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.explore.plots.style import Plot, Words, colour, dark, field, name_rows, number, short

__all__ = ["Plot", "Words", "bars", "columns", "dark", "dots", "lines"]
_MOST = 15  # rows that are taken in at a glance


def bars(values: pd.Series[Any], title: str, unit: str) -> Plot | Words:
    """Show named numbers in their order; of very many the first."""
    values = values.dropna()
    shown = values.head(_MOST)
    if shown.empty:
        return _nothing(title)
    with field(title, _of(unit, len(shown), len(values)), len(shown)) as (plot, axes):
        drawn = axes.barh(range(len(shown)), shown.astype(float), height=0.7, color=colour("first"))
        axes.bar_label(drawn, [number(v) for v in shown], padding=4, color=colour("thin"))
        name_rows(axes, shown.index)
        axes.xaxis.set_visible(False)
        axes.set_xlim(0, float(shown.max() or 1) * 1.08)
    return plot


def columns(table: pd.DataFrame, title: str, unit: str) -> Plot | Words:
    """Show one or two parts (columns) of each year (index); a year without anything leaves a gap."""
    table = table[table.index.notna()].fillna(0).astype(int)
    if table.empty:
        return _nothing(title)
    table.index = table.index.astype(int)
    with field(title, unit, 9) as (plot, axes):
        below = table.sum(axis="columns") * 0
        for name, use in zip(table.columns, ("first", "second"), strict=False):
            label = f"{name}: {table[name].sum():,}"
            axes.bar(table.index, table[name], bottom=below, width=0.7, color=colour(use), label=label)
            below += table[name]
        for year, total in below.items():
            axes.annotate(number(total), (year, total), (0, 3), textcoords="offset points", ha="center")
        axes.margins(y=0.1)
        axes.set_xlim(table.index.min() - 0.8, table.index.max() + 0.8)
        axes.locator_params(axis="x", integer=True)
        axes.yaxis.set_visible(False)
        axes.spines["bottom"].set(visible=True, color=colour("thin"))
        if len(table.columns) > 1:
            axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False)
    return plot


def dots(papers: pd.DataFrame, by: str, value: str, title: str, unit: str) -> Plot | Words:
    """Show a dot for the `value` of each paper in each group (a category, in its order), and who is first.

    `papers` has a row for each paper of a group. Where no value is known, the papers are counted instead.
    """
    sizes = papers[by].value_counts(sort=False)
    sizes = sizes[sizes > 0]
    known = papers.dropna(subset=[by, value])
    if known.empty:
        return bars(sizes, title, f"papers (their {unit} are not known yet)")
    shown = sizes[sizes.rank(ascending=False, method="first") <= _MOST]
    unit = _of(f"{unit}: a dot a paper, a bar their median; the first by name", len(shown), len(sizes))
    with field(title, unit, 2 * len(shown) + 1) as (plot, axes):
        for row, name in enumerate(shown.index):
            _dots_of(axes, row, known[known[by] == name].sort_values(value, ascending=False), value)
        name_rows(axes, [f"{short(name, 30)} ({size})" for name, size in shown.items()])
        axes.set_xscale("symlog", linthresh=1)
        axes.set_xlim(-0.1, float(known[value].max()) * 1.6 + 1)
        axes.xaxis.set_major_formatter(lambda x, _: number(x))
        axes.grid(axis="x", color=colour("thin"), alpha=0.25, linewidth=0.6)
    return plot


def lines(table: pd.DataFrame, title: str, unit: str) -> Plot | Words:
    """Show values (columns) by day (index); each line leads to its last value and its name."""
    table = table.astype(float).dropna(axis="columns", how="all")
    if len(table) < 2 or table.empty:
        return _nothing(title)
    last = table.ffill().iloc[-1].sort_values(ascending=False, kind="stable")
    with field(title, unit, 11) as (plot, axes):
        for (name, value), place in zip(last.items(), _apart(last.tolist(), float(table.min().min())), strict=True):
            axes.plot(table.index, table[name].ffill(), color=colour("first"), linewidth=1.5)
            axes.annotate(
                f"{number(value)}  {short(name, 36)}",
                (table.index[-1], value),
                (1.05, place),
                textcoords=("axes fraction", "data"),
                va="center",
                fontsize=9,
                arrowprops={"arrowstyle": "-", "color": colour("thin"), "linewidth": 0.5, "relpos": (0, 0.5)},
            )
        axes.margins(x=0)
        axes.set_xticks([table.index[0], table.index[-1]], [f"{day:%Y-%m-%d}" for day in table.index[[0, -1]]])
        axes.yaxis.set_major_formatter(lambda y, _: number(y))
        axes.grid(axis="y", color=colour("thin"), alpha=0.25, linewidth=0.6)
    return plot


def _dots_of(axes: Any, row: int, papers: pd.DataFrame, value: str) -> None:
    if papers.empty:
        return
    values = papers[value].astype(float).tolist()
    places = [row + 0.5 * (i * 0.618 % 1 - 0.5) for i in range(len(values))]  # apart, and the same every time
    axes.scatter(values, places, s=18, color=colour("first"), alpha=0.5, linewidths=0)
    axes.vlines(papers[value].astype(float).median(), row - 0.38, row + 0.38, color=colour("second"), linewidth=2.5)
    best = f"{number(values[0])}  {short(papers['title'].iloc[0], 36)}"
    axes.annotate(best, (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=9)


def _apart(values: list[float], lowest: float) -> list[float]:
    """Give places near the values, which come highest first, for names that are not to cover each other."""
    step = (values[0] - lowest or 1) * 0.09
    places: list[float] = []
    for value in values:
        places.append(min(value, places[-1] - step) if places else value)
    return [
        max(place, lowest + step * above) for above, place in zip(reversed(range(len(places))), places, strict=True)
    ]


def _of(unit: str, shown: int, there: int) -> str:
    return unit if shown == there else f"{unit}; {shown} of {there:,} shown"


def _nothing(title: str) -> Words:
    return Words(f"**{title}**: nothing to show: the tables have no value for it.")
