"""`supple pop`: what happens in a joint that is pulled apart, and whether it pops."""

from pathlib import Path

import click
import numpy as np

from supple.body.posture import Side
from supple.cli.crowd_options import PEOPLE
from supple.cli.output import print_json
from supple.cli.picture import keep_picture, picture_options
from supple.cli.pop_show import curves_of, show_many, show_one, title_of
from supple.cli.progress import progress_bar
from supple.cli.spine_file import read_person
from supple.joint import Shown, many_as_json, many_pops, one_as_json, one_pop
from supple.joint.answer import say
from supple.joint.sound import RATE_HZ, samples
from supple.knowledge.joint import KINDS, read_joint
from supple.spine.people import REFERENCE_HEIGHT_M

PEOPLE_OF_A_CHANCE = 100


@click.command("pop")
@click.argument("technique", required=False)
@click.option("--side", type=click.Choice(["left", "right"]), help="Of a technique with sides.")
@click.option("--joint", type=click.Choice(KINDS), default=KINDS[0], help="Which kind of joint.")
@click.option("--person", help="A body in a JSON file; its height makes the joint larger or smaller.")
@click.option("--people", type=int, default=1, help=PEOPLE)
@click.option("--seed", type=int, help="Draws another joint than the usual one, always the same.")
@click.option("--wav", type=click.Path(dir_okay=False), help="Where to write the sound of one joint.")
@picture_options
@click.option("--json", is_flag=True, help="Print JSON for scripts.")
def pop_command(
    technique: str | None,
    side: Side | None,
    joint: str,
    person: str | None,
    people: int,
    seed: int | None,
    wav: str | None,
    svg: str | None,
    no_picture: bool,
    json: bool,
) -> None:
    """Simulate a joint that is pulled apart, or the chance of a pop in TECHNIQUE. Never a goal."""
    if technique is not None:
        if wav is not None or svg is not None:
            raise click.UsageError("--wav and --svg are of one joint: leave out the technique")
        _chances(technique, side, person, people if people != 1 else PEOPLE_OF_A_CHANCE, seed or 0, json=json)
        return
    size = 1.0 if person is None else read_person(person).height_m / REFERENCE_HEIGHT_M
    if people != 1:
        if wav is not None or svg is not None:
            raise click.UsageError("--wav and --svg are of one joint: leave out --people")
        with progress_bar(f"Simulating {people} joints") as progress:
            found = many_pops(joint, count=people, size=size, seed=seed or 0, progress=progress)
        if json:
            print_json(many_as_json(found))
        else:
            show_many(joint, found)
        return
    shown = one_pop(joint, size=size, seed=seed)
    if json:
        print_json(one_as_json(shown))
    else:
        show_one(joint, shown)
    if wav is not None:
        _keep_sound(shown, Path(wav), silent=json)
    if svg is not None or not (json or no_picture):
        _keep_picture(joint, shown, svg, silent=json)


def _chances(
    technique: str, side: Side | None, person: str | None, people: int, seed: int, *, json: bool
) -> None:
    """Print the chance of every facet. Raises SuppleError for a technique, side or body that cannot be."""
    from supple.cli.pop_show import show_chances
    from supple.twin.chances import chances_as_json, chances_of

    facts = read_joint()
    body = None if person is None else read_person(person)
    with progress_bar(f"Simulating the facets of {people} people") as progress:
        found = chances_of(
            technique, side=side, person=body, people=people, seed=seed, facts=facts, progress=progress
        )
    if json:
        print_json(chances_as_json(found, facts))
    else:
        show_chances(technique, found, facts)


def _keep_sound(shown: Shown, path: Path, *, silent: bool) -> None:
    """Write the sound, as loud as a file can be. Raises SuppleError where it cannot be written."""
    from supple.app.keeping import write_file
    from supple.report.wav import wav

    write_file(path, wav(samples(shown.heard.wave_pa[0]), RATE_HZ))
    if not silent:
        click.echo(f"Wrote {path}" if np.any(shown.heard.wave_pa) else f"Wrote {path}, which is silent")


def _keep_picture(joint: str, shown: Shown, file: str | None, *, silent: bool) -> None:
    from supple.report.charts.pop import pop_chart

    chart = pop_chart("pop", curves_of(shown), title=title_of(joint), said=" ".join(say(shown)))
    keep_picture(chart, f"pop-{joint}", file, silent=silent)
