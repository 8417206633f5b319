"""`supple pop`: what happens in a joint that is pulled apart, and whether it pops."""

from pathlib import Path

import click
import numpy as np

from supple.body.posture import Side
from supple.cli.crowd_options import PEOPLE
from supple.cli.data_folder import FILE
from supple.cli.output import print_json
from supple.cli.picture import keep_picture, picture_options
from supple.cli.pop_show import curves_of, show_chances, show_many, show_one, title_of
from supple.cli.progress import progress_bar
from supple.cli.spine_file import read_person
from supple.cli.standard_output import Output, output_of
from supple.joint import Shown, many_as_json, many_pops, one_as_json, one_pop
from supple.joint.answer import say
from supple.joint.sound import RATE_HZ, samples
from supple.knowledge.joint import KINDS, read_joint
from supple.spine.people import REFERENCE_HEIGHT_M, Person
from supple.twin.chances import chances_as_json, chances_of

PEOPLE_OF_A_CHANCE = 100


@click.command("pop")
@click.argument("technique", required=False)
@click.option("--side", type=click.Choice(["left", "right"]), help="Of a technique with sides.")
@click.option("--joint", type=click.Choice(KINDS), help=f"Which kind of joint; {KINDS[0]} if left out.")
@click.option("--person", help="A body in a JSON file; its height makes the joint larger or smaller.")
@click.option("--people", type=int, default=1, help=PEOPLE)
@click.option("--seed", type=int, help="Draws another joint than the usual one, always the same.")
@click.option("--wav", type=FILE, help="Where to write the sound of one joint; - is standard output.")
@picture_options
@click.option("--json", is_flag=True, help="Print JSON for scripts.")
def pop_command(
    technique: str | None,
    side: Side | None,
    joint: str | None,
    person: str | None,
    people: int,
    seed: int | None,
    wav: Path | None,
    svg: Path | None,
    no_picture: bool,
    json: bool,
) -> None:
    """Simulate a joint that is pulled apart, or the chance of a pop in TECHNIQUE. Never a goal."""
    if (wav is not None or svg is not None) and (technique is not None or people != 1):
        raise click.UsageError("--wav and --svg are of one joint: leave out the technique and --people")
    if technique is None and side is not None:
        raise click.UsageError("--side is of a technique: name one")
    if technique is not None and joint is not None:
        raise click.UsageError("--joint is of a joint alone: leave out the technique")
    output = output_of(wav, svg, json=json)
    body, kind = None if person is None else read_person(person), joint or KINDS[0]
    size = 1.0 if body is None else body.height_m / REFERENCE_HEIGHT_M
    if technique is not None:
        count = PEOPLE_OF_A_CHANCE if people == 1 else people
        _chances(technique, side, body, count, seed or 0, json=json)
    elif people != 1:
        _many(kind, people, size, seed or 0, json=json)
    else:
        shown = one_pop(kind, size=size, seed=seed)
        if json:
            print_json(one_as_json(shown))
        else:
            show_one(kind, shown)
        if wav is not None:
            _keep_sound(shown, wav, output, silent=json)
        if svg is not None or not (json or no_picture):
            _keep_picture(kind, shown, svg, output, silent=json)


def _many(joint: str, people: int, size: float, seed: int, *, json: bool) -> None:
    """Print what many joints came to. Raises SuppleError for a number of them that cannot be."""
    with progress_bar(f"Simulating {people} joints") as progress:
        found = many_pops(joint, count=people, size=size, seed=seed, progress=progress)
    if json:
        print_json(many_as_json(found))
    else:
        show_many(joint, found)


def _chances(
    technique: str, side: Side | None, body: Person | None, people: int, seed: int, *, json: bool
) -> None:
    """Print the chance of every facet. Raises SuppleError for a technique, side or body that cannot be."""
    facts = read_joint()
    with progress_bar(f"Simulating the facets of {people} people") as progress:
        found = chances_of(
            technique, side=side, person=body, people=people, seed=seed, facts=facts, progress=progress
        )
    if json:
        print_json(chances_as_json(found, facts))
    else:
        show_chances(found, facts)


def _keep_sound(shown: Shown, path: Path, output: Output, *, silent: bool) -> None:
    """Write the sound, as loud as a file can be. Raises SuppleError where it cannot be written."""
    from supple.report.wav import wav

    more = "" if np.any(shown.heard.wave_pa) else ", which is silent"
    output.write(path, wav(samples(shown.heard.wave_pa[0]), RATE_HZ), silent=silent, more=more)


def _keep_picture(joint: str, shown: Shown, file: Path | None, output: Output, *, silent: bool) -> None:
    from supple.report.charts.pop import pop_chart

    chart = pop_chart("pop", curves_of(shown), title=title_of(joint), said=" ".join(say(shown)))
    keep_picture(chart, f"pop-{joint}", file, output, silent=silent)
