"""`supple session`: screening, plan, play and journal, all in the terminal."""

import time
from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from supple.cli.answer_file import answers_beside_keys
from supple.cli.data_options import data_option, person_option, somebody
from supple.cli.keys import require_terminal, terminal_keys
from supple.cli.play import Stage
from supple.cli.screen_lines import wide_enough
from supple.cli.terminal_session import TerminalSession


@click.command("session")
@click.option("--answers", "answer_file", help="Answers as for `supple screen`; without it, Supple asks.")
@click.option("--region", type=click.Choice(["lower", "upper", "all"]), default="all", show_default=True)
@click.option("--minutes", type=click.Choice(["5", "8", "12"]), default="8", show_default=True)
@click.option("--level", help="Where the towel lies, T4 to T10.")
@data_option
@person_option
def session_command(
    answer_file: str | None,
    region: Literal["lower", "upper", "all"],
    minutes: str,
    level: str | None,
    data: Path | None,
    person: str | None,
) -> None:
    """Take a guided session in the terminal. Any key stops it."""
    console = wide_enough(Console(highlight=False))
    require_terminal()
    with somebody(data, person) as supple:
        # A file may have nobody who writes to it: while it is read, Ctrl-C still ends the command.
        given = None if answer_file is None else answers_beside_keys(answer_file, supple.knowledge)
        with terminal_keys() as keys:
            session = TerminalSession(supple, Stage(keys=keys, console=console, monotonic=time.monotonic))
            session.run(given, region=region, minutes=int(minutes), level=level)
