"""Printing for people and for scripts."""

import json

import click


def print_json(data: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def clock(milliseconds: int) -> str:
    """Milliseconds as m:ss."""
    seconds = milliseconds // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"
