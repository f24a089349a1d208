"""Stretches of text read into entries: cut into chunks, each known by its form and its neighbours, joined to titles."""
