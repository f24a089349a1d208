"""Tests; `tests/servers` stands in for the two APIs on loopback."""
