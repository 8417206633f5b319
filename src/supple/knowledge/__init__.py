"""Typed, sourced facts read from data/*.toml. Adding a fact is adding a file."""
