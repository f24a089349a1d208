"""Measurements, made anew by `make bench`; none of them is a test."""
