"""What somebody wants today, as it travels through addresses and forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode
from uuid import UUID

from supple.app.refusals import NotUnderstoodError

Region = Literal["lower", "upper", "all"]
LENGTHS = (5, 8, 12)
REGION_NAMES = {"lower": "lower back", "upper": "mid and upper back", "all": "whole back"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Stiffness now, 0 to 10; which part of the back; about how many minutes.

    `urge`: whether the person said that the wish to pop their back brought them.
    """

    stiffness: int
    region: Region
    minutes: int
    urge: bool = False

    @property
    def words(self) -> str:
        """Such as "8 minutes for the lower back"."""
        return f"{self.minutes} minutes for the {REGION_NAMES[self.region]}"

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values for a form or an address."""
        fields = [("stiffness", str(self.stiffness)), ("region", self.region), ("minutes", str(self.minutes))]
        return [*fields, ("urge", "1")] if self.urge else fields

    def query(self, **more: str) -> str:
        """The wish as the query of an address."""
        return urlencode([*more.items(), *self.fields])


def parse_wish(fields: Mapping[str, str]) -> Wish | None:
    """The wish in a form or query; None where there is none at all. Raises NotUnderstoodError."""
    if not {"stiffness", "region", "minutes"} & fields.keys():
        return None
    if "stiffness" not in fields:
        raise NotUnderstoodError("How stiff your back is was not chosen", fix="Choose a number from 0 to 10")
    return Wish(
        stiffness=_number(fields["stiffness"], "stiffness", tuple(range(11))),
        region=parse_region(fields.get("region", "")),
        minutes=_number(fields.get("minutes", ""), "minutes", LENGTHS),
        urge=fields.get("urge") == "1",
    )


def parse_region(text: str) -> Region:
    """One of the three regions. Raises NotUnderstoodError."""
    regions: tuple[Region, ...] = get_args(Region)
    for region in regions:
        if text == region:
            return region
    raise NotUnderstoodError(f"{text!r} is not a region", fix=f"Choose one of {', '.join(regions)}")


def parse_id(text: str) -> UUID:
    """An id from an address. Raises NotUnderstoodError."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotUnderstoodError(f"{text!r} is not an id", fix="Begin again from the first page") from error


def _number(text: str, name: str, allowed: tuple[int, ...]) -> int:
    for number in allowed:
        if text == str(number):
            return number
    raise NotUnderstoodError(
        f"{text!r} does not fit {name}", fix=f"Choose one of {', '.join(map(str, allowed))}"
    )
