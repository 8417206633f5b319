"""The four movements to read in peace: steps, what to feel, what not, limits and where they come from."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from supple.knowledge.schema.common import Grade, Quantity
from supple.knowledge.schema.technique import Phase, Region, Technique
from supple.web.site import Site
from supple.web.still import movement_figure
from supple.web.words import cited

REGION_WORDS = {Region.LOWER: "Lower back", Region.UPPER: "Mid and upper back"}
REPEATS_WORDS = {"a_side": "rounds a side", "levels": "levels", "sweeps": "sweeps"}
GRADE_WORDS = {
    Grade.LIVING: "measured in living people",
    Grade.SPECIMEN: "measured in specimens or images",
    Grade.MODELLED: "modelled, or a small study",
    Grade.EXPERT: "expert view or guideline",
    Grade.ASSUMED: "our own assumption",
}
EXAMPLE_SIDE = {"side": "left", "other": "right", "Side": "Left", "Other": "Right"}


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A dose as the page shows it."""

    words: str
    grade: str


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One technique as the page shows it."""

    technique: Technique
    region: str
    picture: Markup
    steps: tuple[str, ...]
    limits: tuple[Limit, ...]
    sources: tuple[str, ...]


def show(site: Site, _request: Request) -> Response:
    """GET /movements."""
    knowledge = site.supple.knowledge
    return site.page(
        "movements.html",
        here="/movements",
        heading="The four movements",
        movements=[
            Movement(
                technique=technique,
                region=REGION_WORDS[technique.region],
                picture=movement_figure(
                    technique.id, key_pose(technique), title=f"{technique.name}, seen from the side"
                ),
                steps=steps_of(technique),
                limits=limits_of(technique),
                sources=tuple(cited(technique.cites, knowledge)),
            )
            for technique in knowledge.techniques.values()
        ],
    )


def key_pose(technique: Technique) -> str:
    """The pose that a technique is known by: the one that is held, or the far end of the sweep."""
    phase = next(one for one in technique.bout if one.kind in ("hold", "sweep"))
    return phase.pose_through[len(phase.pose_through) // 2] if phase.pose_through else phase.pose_to


def steps_of(technique: Technique) -> tuple[str, ...]:
    """What is done, once through, for the left side and the usual level."""
    landmark = next((one.landmark for one in technique.level if one.id == technique.default_level), "")
    hold = technique.dose.hold
    fill = {
        **EXAMPLE_SIDE,
        "level": technique.default_level,
        "landmark": landmark,
        "hold": "" if hold is None else f"{hold.value:.0f}",
    }

    def words(phase: Phase) -> str:
        return phase.say.format(**fill)

    return tuple(words(phase) for phase in (*technique.set_up, *technique.bout, *technique.finish))


def limits_of(technique: Technique) -> tuple[Limit, ...]:
    """The doses and their caps, each with how well it is supported."""
    dose = technique.dose
    repeats = _limit(dose.repeats, REPEATS_WORDS[dose.repeats_are])
    return (repeats,) if dose.hold is None else (_limit(dose.hold, "seconds held"), repeats)


def _limit(quantity: Quantity, what: str) -> Limit:
    words = f"Usually {quantity.value:g} {what}, never more than {quantity.high:g}"
    return Limit(words=words, grade=GRADE_WORDS[quantity.grade])
