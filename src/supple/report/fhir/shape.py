"""The shape of a resource: which keys it has, and which types their values are."""

from collections.abc import Mapping
from functools import cached_property

from supple.report.fhir.plain import Resource


class Shared(Resource):
    """A part that stands in many resources, never changed: its shape is found once."""

    @cached_property
    def shape(self) -> str:
        """The keys and types inside."""
        return _inside(self)


def shape_of(value: object) -> str:
    """The keys and types of a value, all the way down; a list's order and length are left out."""
    if isinstance(value, Shared):
        return value.shape
    if isinstance(value, dict):
        return _inside(value)
    if isinstance(value, list):
        shapes = {shape_of(part) for part in value}
        return f"[{shapes.pop() if len(shapes) == 1 else '|'.join(sorted(shapes))}]"
    return type(value).__name__


def _inside(value: Mapping[str, object]) -> str:
    # Most values are texts: not asking further about them halves the time.
    shapes = [f"{key}:str" if type(part) is str else f"{key}:{shape_of(part)}" for key, part in value.items()]
    return f"{{{','.join(shapes)}}}"


def sample_of(value: object) -> object:
    """The same shape with one of each kind in its lists: a document refers to 20,000 resources alike."""
    if isinstance(value, dict):
        return {key: sample_of(part) for key, part in value.items()}
    if isinstance(value, list):
        return [sample_of(part) for part in {shape_of(part): part for part in value}.values()]
    return value
