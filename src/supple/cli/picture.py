"""Pictures of a simulation as files. By itself it never writes over what it has not drawn."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import click

from supple.base.errors import SuppleError
from supple.cli.data_folder import FILE
from supple.cli.standard_output import Output
from supple.report.charts.svg import alone

DRAWN_BY = "<!-- drawn by supple -->"

Command = Callable[..., Any]


def picture_options(command: Command) -> Command:
    """The two options about the picture."""
    command = click.option("--no-picture", is_flag=True, help="Write no picture.")(command)
    return click.option("--svg", type=FILE, help="Where to write the picture; - is standard output.")(command)


def keep_picture(chart: str, stem: str, file: Path | None, output: Output, *, silent: bool) -> None:
    """Write it to `file`, or where nobody named one to <stem>.svg in this folder, and say where.

    Raises SuppleError where a named file cannot be written.
    """
    content = f"{alone(chart)}{DRAWN_BY}\n".encode()
    try:
        output.write(_free(stem) if file is None else file, content, silent=silent)
    except SuppleError as refused:
        if file is not None:
            raise
        click.echo(f"No picture was written: {refused}")


def _free(stem: str) -> Path:
    """The first name whose file is not there, or was drawn by us."""
    names = (Path(f"{stem}.svg" if number == 1 else f"{stem}-{number}.svg") for number in count(1))
    return next(path for path in names if not path.exists() or _ours(path))


def _ours(path: Path) -> bool:
    try:
        return path.read_bytes().rstrip().endswith(DRAWN_BY.encode())
    except OSError:
        return False
