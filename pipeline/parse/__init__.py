"""Reads a curated Markdown list: which papers it names, where, and what it says about them."""

from __future__ import annotations

from pipeline.model import Document, Mention, Notice, Place
from pipeline.parse.blocks import Block, Line, Strip, read_blocks
from pipeline.parse.inline import Flow, read_inline
from pipeline.parse.plain import Found, read_plain, unclosed
from pipeline.ids import from_url
import re

_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github\.com|gist\.github\.com|huggingface\.co/(?:datasets|spaces))", re.I)

def parse(text: str) -> Document:
    """Read a list. Never raises, whatever the text."""
    blocks = read_blocks(text)
    mentions: list[Mention] = []
    notices: list[Notice] = []
    section: str | None = None
    parent: int | None = None
    for block in blocks.blocks:
        if block.kind == "heading":
            section = read_inline(Strip.of(block.lines).text, blocks.references).text.strip() or None
            parent = None
            continue
        if block.kind not in {"item", "text"}:
            if block.kind == "rule":
                parent = None
            continue
        for line in block.lines:
            strip = Strip.of([line])
            flow = read_inline(strip.text, blocks.references)
            if unclosed(flow.text):
                notices.append(Notice(line.number, "a 【 is not closed"))
            bullet = block.kind == "item" or block.item is not None
            own = []
            tail = flow.links[-1] if flow.links else None
            found = read_plain(flow.text)
            if tail and not found and not flow.text.strip("\ue000 ") and mentions and mentions[-1].line == line.number - 1 and bullet:
                import dataclasses
                mentions[-1] = dataclasses.replace(mentions[-1], url=tail.url)
                continue
            if tail and any(not l.bare for l in flow.links):
                found = []
            if tail and _CODE_HOST.match(tail.url) and not re.search("[（(]\\s*\ue000", flow.text):
                found = []
            for f in found:
                start = strip.at(flow.source[f.start]); end = strip.at(flow.source[f.end-1])+1
                url = tail.url if tail else None
                ids = from_url(url) if url else None
                mentions.append(Mention(line.number, text[start:end], Place(start, end, end), section, parent if bullet else None, f.label, f.annotation, None, f.authors, f.venue, None, url, ids.arxiv if ids else None, ids.doi if ids else None))
            if not bullet:
                if found: parent = line.number
                elif not flow.text.startswith("-"): parent = None
    return Document(text, tuple(mentions), tuple(notices))
