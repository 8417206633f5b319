"""`supple link`: the way into a Supple that runs, for a browser that was not let in yet."""

from pathlib import Path

import click

from supple.app.links import links_of
from supple.app.settings import Settings
from supple.cli.data_options import data_option


@click.command("link")
@data_option
def link_command(data: Path | None) -> None:
    """Print the link that opens the running Supple in a browser."""
    for link in links_of(Settings(data=data)):
        click.echo(link)
