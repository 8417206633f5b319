"""`supple export`, `supple restore`, `supple people` and `supple delete`: what is yours stays yours."""

from pathlib import Path

import click

from supple.app.keeping import export_to, restore_from
from supple.app.noting import own_words
from supple.base.errors import SuppleError
from supple.cli.data_options import data_option, everybody, person_option, somebody

FILE = click.Path(path_type=Path)


@click.command("export")
@click.argument("file", type=FILE)
@data_option
@person_option
def export_command(file: Path, data: Path | None, person: str | None) -> None:
    """Write every entry to FILE, to keep or to move to another computer."""
    with somebody(data, person) as supple:
        export_to(supple, file)
        click.echo(f"Wrote {len(supple.store.entries())} entries to {file}")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--new", is_flag=True, help="Into a journal of its own, beside those that are here.")
@data_option
@person_option
def restore_command(file: Path, new: bool, data: Path | None, person: str | None) -> None:
    """Fill an empty journal from FILE, whole or not at all."""
    with everybody(data) as people:
        supple = people.bring(file) if new else people.named(person)
        if not new:
            restore_from(supple, file)
        click.echo(f"Restored {len(supple.store.entries())} entries from {file}")


@click.command("people")
@click.option("--add", metavar="NAME", help="Make a journal for somebody new.")
@data_option
def people_command(add: str | None, data: Path | None) -> None:
    """List who has a journal here, or add somebody."""
    with everybody(data) as people:
        if add is not None:
            name = own_words(add)
            if name is None:
                raise SuppleError(f"{add!r} is no name", fix="Write a name after --add")
            people.add(name)
        for one in people.everyone():
            click.echo(f"{one.called}  ({one.id})")


@click.command("delete")
@click.option("--everything", is_flag=True, help="Everybody's journal, not only one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
@person_option
def delete_command(everything: bool, yes: bool, data: Path | None, person: str | None) -> None:
    """Delete a journal for good, and show that it is gone."""
    with everybody(data) as people:
        whose = "everybody's journal" if everything else "this journal"
        if not yes and not click.confirm(f"Delete {whose} in {people.where}? It cannot be brought back"):
            click.echo("Nothing was deleted.")
            return
        chosen = people.ids() if everything else [people.named(person).person]
        for one in chosen:
            for part in people.remove(one).parts:
                click.echo(f"{part.name}: {part.amount} {part.unit}, gone")
