"""Poses and measures of the drawn body. Read apart from the rest: only drawing needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from supple.knowledge.collection import Knowledge
from supple.knowledge.files import read_folder, read_one
from supple.knowledge.loader import data_folder
from supple.knowledge.schema.common import cited
from supple.knowledge.schema.pose import BodyTable, Pose


@dataclass(frozen=True, kw_only=True)
class Anatomy:
    """Named poses, and how the body is built."""

    poses: dict[str, Pose]
    table: BodyTable


def read_anatomy(folder: Path | None = None) -> Anatomy:
    """The packed poses and measures, or another folder's. Raises SuppleError with file, key and fix."""
    place = folder if folder is not None else data_folder()
    return Anatomy(
        poses=read_folder(place / "poses", Pose), table=read_one(place / "tables" / "body.toml", BodyTable)
    )


def anatomy_faults(anatomy: Anatomy, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Poses that a phase names and nobody wrote, and sources that poses cite and nobody wrote."""
    words = knowledge.words
    around = (*words.get_down, *words.bed_get_down, words.change, *words.get_up)
    phases = [("words/session.toml", phase) for phase in around]
    for technique in knowledge.techniques.values():
        phases += [(f"techniques/{technique.id}.toml", phase) for phase in technique.phases]
    for place, phase in phases:
        for pose in (phase.pose_from, *phase.pose_through, phase.pose_to):
            if pose not in anatomy.poses:
                yield place, f"phase {phase.id!r} names the pose {pose!r}", f"Write poses/{pose}.toml"
    files = [(f"poses/{pose.id}.toml", pose) for pose in anatomy.poses.values()]
    for place, dated in (*files, ("tables/body.toml", anatomy.table)):
        for key in dict.fromkeys(cited(dated)):
            if key not in knowledge.sources:
                yield place, f"cites names {key!r}, which is not in sources/", f"Write sources/{key}.toml"
