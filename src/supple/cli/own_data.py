"""`supple export`, `supple restore`, `supple people` and `supple delete`: what is yours stays yours."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from supple.app.keeping import export_of, export_to
from supple.app.people import People, Person
from supple.base.errors import SuppleError, why
from supple.cli.data_folder import FILE
from supple.cli.data_options import data_option, everybody, person_option, somebody
from supple.cli.json_file import place_of, standard_input
from supple.cli.standard_output import files_out, is_output


@click.command("export")
@click.argument("file", type=FILE)
@data_option
@person_option
def export_command(file: Path, data: Path | None, person: str | None) -> None:
    """Write every entry to FILE (- is standard output), to keep or to move to another computer."""
    with files_out(file) as output, somebody(data, person) as supple:
        if is_output(file):
            output.write_out(export_of(supple))
        else:
            export_to(supple, file)
        click.echo(f"Wrote {len(supple.store.entries())} entries to {place_of(str(file), 'output')}")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--new", is_flag=True, help="Into a journal of its own, beside those that are here.")
@data_option
@person_option
def restore_command(file: Path, new: bool, data: Path | None, person: str | None) -> None:
    """Bring back the journal in FILE (- is standard input), whole or not at all."""
    if new and person is not None:
        raise SuppleError(
            "--new makes a journal of its own, and --person names one that is here",
            fix="Leave one of them out; nothing was restored",
        )
    with everybody(data) as people, export_in(file) as export:
        if not new and people.named(person).store.entries():
            raise SuppleError(
                "A journal that has entries already is never mixed with an export",
                fix="Add --new to keep it beside those that are here; this one was left as it is",
            )
        supple = people.bring(export)
        click.echo(f"Restored {len(supple.store.entries())} entries from {place_of(str(file))}")


@contextmanager
def export_in(file: Path) -> Iterator[Path | BinaryIO]:
    """An export to read: a file, whose end is looked at first, or a stream, which is read as it comes."""
    if is_output(file):
        yield standard_input()
        return
    try:
        if not file.exists() or file.is_file():
            yield file
            return
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise SuppleError(
            f"The export {file} cannot be read ({why(error)})", fix="Name a file that you may read"
        ) from error


@click.command("people")
@click.option("--add", metavar="NAME", help="Make a journal for somebody new.")
@data_option
def people_command(add: str | None, data: Path | None) -> None:
    """List who has a journal here, or add somebody."""
    with everybody(data) as people:
        if add is not None:
            people.add(add)
        for one in people.everyone():
            click.echo(f"{one.called}  ({one.id})" + (f"  {one.problem}" if one.problem else ""))


@click.command("delete")
@click.option("--everything", is_flag=True, help="Everybody's journal, not only one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_option
@person_option
def delete_command(everything: bool, yes: bool, data: Path | None, person: str | None) -> None:
    """Delete a journal for good, and show that it is gone."""
    if everything and person is not None:
        raise SuppleError(
            "--everything is everybody's journal, and --person names one",
            fix="Leave one of them out; nothing was deleted",
        )
    with everybody(data) as people:
        # Who joins while it is asked was not asked about.
        chosen = people.everyone() if everything else [people.whose(person)]
        if not yes and not _is_sure(people, chosen):
            click.echo("Nothing was deleted.")
            return
        for removed in people.remove_all(chosen):
            for part in removed.parts:
                click.echo(f"{part.name}: {part.amount} {part.unit}, gone")


def _is_sure(people: People, chosen: Sequence[Person]) -> bool:
    standard_input()
    journals = ", ".join(_journal_of(people, one) for one in chosen)
    return click.confirm(f"Delete {journals} in {people.where}? It cannot be brought back")


def _journal_of(people: People, one: Person) -> str:
    """Whose journal, and how much is in it: what is asked about."""
    whose = f"the journal of {one.name}" if one.name else "the journal without a name"
    try:
        amount = len(people.one(one.id).store.entries())
    except SuppleError:  # it can be deleted all the same
        return f"the journal {one.id} (it cannot be read)"
    return f"{whose} ({amount} {'entry' if amount == 1 else 'entries'})"
