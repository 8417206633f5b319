"""How many people a simulation is about: options that its commands share."""

from collections.abc import Callable
from typing import Any

import click

Command = Callable[..., Any]
PEOPLE = "So many people like this one: medians with bands."
SEED = "The same seed draws the same people."


def crowd_options(command: Command) -> Command:
    """The two options about a crowd."""
    command = click.option("--seed", type=int, default=0, help=SEED)(command)
    return click.option("--people", type=int, default=1, help=PEOPLE)(command)
