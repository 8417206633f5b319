"""`supple spine`: what a technique, or a bare load, does to every joint of a back."""

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from supple.base.errors import SuppleError
from supple.body.posture import Side
from supple.cli.crowd_options import crowd_options
from supple.cli.output import print_json
from supple.cli.picture import keep_picture, picture_options
from supple.cli.progress import progress_bar
from supple.cli.spine_file import read_load, read_person
from supple.cli.spine_show import heading_of, show
from supple.cli.standard_output import Output, output_of
from supple.twin import as_json, outlook, outlook_of_load
from supple.twin.looking_ahead import Outlook
from supple.twin.rows import rows

# What goes with a bare load too; every other option is about a technique.
OF_A_LOAD = {"load", "people", "seed", "svg", "no_picture", "json"}


class SpineCommand(click.Command):
    """`habit` is a command of its own; whatever else is named is a technique."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401 - click's signature
    ) -> click.Context:
        """The context of one or the other."""
        if args[:1] != ["habit"]:
            return super().make_context(info_name, args, parent, **extra)
        from supple.cli.spine_habit import habit_command

        return habit_command.make_context(f"{info_name} habit", args[1:], parent, **extra)


@click.command("spine", cls=SpineCommand, epilog="See also: supple spine habit --help")
@click.argument("technique", required=False)
@click.option("--load", help="A bare load in a JSON file instead of a technique; - is standard input.")
@click.option("--side", type=click.Choice(["left", "right"]), help="For techniques with sides.")
@click.option("--level", help="Where the towel lies, T4 to T10.")
@click.option("--gentle", is_flag=True, help="The small range.")
@click.option("--hand", "hand_n", type=float, help="Newtons that each hand pulls: shows what too much does.")
@click.option("--pace", type=float, default=1.0, help="Times as fast as guided: shows what too much does.")
@click.option("--person", help="A body in a JSON file: height, mass, sex, age, stiffness of levels.")
@crowd_options
@picture_options
@click.option("--json", is_flag=True, help="Print JSON for scripts.")
@click.pass_context
def spine_command(
    context: click.Context,
    /,
    technique: str | None,
    load: str | None,
    side: Side | None,
    level: str | None,
    gentle: bool,
    hand_n: float | None,
    pace: float,
    person: str | None,
    people: int,
    seed: int,
    svg: Path | None,
    no_picture: bool,
    json: bool,
) -> None:
    """Simulate what TECHNIQUE, such as knee-twist, does to every joint of the back."""
    output = output_of(svg, json=json)
    if load is not None:
        _only_of_a_load(context)
    with progress_bar(f"Simulating {people} people" if people > 1 else "Simulating") as progress:
        if load is not None:
            given = read_load(load)
            one = outlook_of_load(
                given.bare, person=given.person, people=people, seed=seed, progress=progress
            )
        elif technique is not None:
            one = outlook(
                technique,
                side=side,
                level=level,
                gentle=gentle,
                hand_n=hand_n,
                pace=pace,
                person=None if person is None else read_person(person),
                people=people,
                seed=seed,
                progress=progress,
            )
        else:
            raise SuppleError("Nothing was asked for", fix="Name a technique, or a load with --load FILE")
    if json:
        print_json(as_json(one))
    else:
        show(one)
    if svg is not None or not (json or no_picture):
        _keep(one, technique or "load", svg, output, silent=json)


def _only_of_a_load(context: click.Context) -> None:
    """Raises SuppleError for what is about a technique."""
    for parameter in context.command.params:
        name = parameter.name or ""
        if name not in OF_A_LOAD and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            said = parameter.opts[0] if parameter.opts[0].startswith("-") else f"A {name}"
            raise SuppleError(f"{said} does not go with --load", fix="Leave out one of the two")


def _keep(one: Outlook, name: str, file: Path | None, output: Output, *, silent: bool) -> None:
    if not one.balanced.any():
        return
    from supple.report.charts.levels import levels_chart

    chart = levels_chart("spine", rows(one), heading_of(one))
    keep_picture(chart, f"spine-{name}", file, output, silent=silent)
