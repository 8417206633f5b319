"""The two options of every command that opens a journal: where it lies, and whose it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from supple.app.people import People
from supple.app.service import Supple
from supple.app.settings import Settings
from supple.app.wiring import open_people
from supple.cli.data_folder import FOLDER

Command = Callable[..., Any]


def _or_before(context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    """The folder named after the command, or the one named before it."""
    before: Path | None = context.find_root().params.get("data")
    return value if value is not None else before


data_option: Callable[[Command], Command] = click.option(
    "--data",
    type=FOLDER,
    callback=_or_before,
    help="The data folder; by default the platform's.",
)
person_option: Callable[[Command], Command] = click.option(
    "--person", help="Whose journal, by name, where several people use Supple."
)


@contextmanager
def everybody(data: Path | None) -> Iterator[People]:
    """Everybody with a journal there, while it lasts. Raises SuppleError."""
    people = open_people(Settings(data=data))
    try:
        yield people
    finally:
        people.close()


@contextmanager
def somebody(data: Path | None, person: str | None) -> Iterator[Supple]:
    """The service on one person's journal, while it lasts. Raises SuppleError."""
    with everybody(data) as people:
        yield people.named(person)
