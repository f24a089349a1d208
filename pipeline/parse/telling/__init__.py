"""Mentions made of entries: the place of a title, ids, names, venue and year, the curator's words."""
