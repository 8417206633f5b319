"""`supple knowledge check`: every file read, cross-checked, and its review date looked at."""

from pathlib import Path

import click

from supple.app.clock import SystemClock
from supple.base.errors import SuppleError
from supple.cli.data_folder import FOLDER
from supple.knowledge.anatomy import anatomy_faults, read_anatomy
from supple.knowledge.checks import faults, overdue
from supple.knowledge.joint import joint_faults, read_joint
from supple.knowledge.loader import data_folder, read
from supple.knowledge.spine import read_spine, spine_faults
from supple.knowledge.validation import read_joint_validation, read_validation, validation_faults


@click.group("knowledge")
def knowledge_command() -> None:
    """Look after the knowledge files."""


@knowledge_command.command("check")
@click.option("--folder", type=FOLDER, help="Another data folder than the installed one.")
def check_command(folder: Path | None) -> None:
    """Read and cross-check all knowledge files."""
    place = folder if folder is not None else data_folder()
    knowledge = read(place)
    anatomy = read_anatomy(place)
    validation, of_joints = read_validation(place), read_joint_validation(place)
    found = [
        *faults(knowledge),
        *anatomy_faults(anatomy, knowledge),
        *spine_faults(read_spine(place), knowledge),
        *joint_faults(read_joint(place), knowledge),
        *validation_faults(validation, knowledge),
        *validation_faults(of_joints, knowledge, folder="validation_joint"),
    ]
    for file, problem, fix in found:
        click.echo(f"{file}: {problem}. {fix}.", err=True)
    if found:
        raise SuppleError(f"{len(found)} faults in {place}", fix="Mend the files named above")
    for sentence in overdue(knowledge, SystemClock().today()):
        click.echo(f"Overdue: {sentence}")
    click.echo(
        f"{len(knowledge.techniques)} techniques, {len(knowledge.questions)} questions, "
        f"{len(knowledge.rules)} rules, {len(knowledge.stops)} stop rules, "
        f"{len(knowledge.habits)} habit rules, {len(anatomy.poses)} poses, "
        f"{sum(len(one.check) for one in validation.values())} published numbers to hold the spine against "
        f"and {sum(len(one.check) for one in of_joints.values())} for joints that pop, "
        f"{len(knowledge.sources)} sources: all fit together. "
        f"Rules {knowledge.boundaries.version} of {knowledge.boundaries.released_on}."
    )
