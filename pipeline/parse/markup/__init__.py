"""Markdown taken apart: lines, blocks, HTML, the inside of an entry, and what a maintainer says in comments."""
