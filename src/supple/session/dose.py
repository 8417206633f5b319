"""Doses as limits: what was asked, capped by the technique's file, with the reason kept."""

from math import floor

from supple.base.errors import SuppleError
from supple.knowledge.schema.common import Quantity
from supple.knowledge.schema.technique import Technique
from supple.safety.limits import Limit
from supple.session.bouts import Dosed
from supple.session.model import CapNote

SHORTEST_HOLD_S = 1.0
UNITS = {"a_side": "a side", "levels": "levels", "sweeps": "sweeps"}


def dose(
    technique: Technique, *, hold_s: float | None, repeats: int | None, level: str | None, gentle: bool
) -> tuple[Dosed, tuple[CapNote, ...]]:
    """The technique dosed as asked, or less, with a note for each thing that was capped.

    Raises SuppleError for a dose below one second or one repeat, or a hold where nothing is held.
    """
    times = _limit(
        technique.dose.repeats, repeats, unit=UNITS[technique.dose.repeats_are], why=technique.dose.cap_say
    )
    if times.value < 1:
        raise SuppleError(f"repeats = {repeats} makes no sense", fix="Ask for 1 or more")
    hold = _hold(technique, hold_s)
    dosed = Dosed(
        technique=technique,
        repeats=floor(times.value),
        hold_s=None if hold is None else hold.value,
        level=level,
        gentle=gentle,
    )
    limits = {"repeats": times} if hold is None else {"hold_s": hold, "repeats": times}
    return dosed, tuple(note for what, limit in limits.items() for note in _notes(what, limit))


def _hold(technique: Technique, asked_s: float | None) -> Limit | None:
    quantity = technique.dose.hold
    if quantity is None:
        if asked_s is not None:
            raise SuppleError(
                f"hold_s = {asked_s} was asked, but nothing is held in {technique.id}", fix="Leave hold_s out"
            )
        return None
    limit = _limit(quantity, asked_s, unit="s", why=technique.dose.cap_say)
    if limit.value < SHORTEST_HOLD_S:
        raise SuppleError(f"hold_s = {asked_s} is too short to hold anything", fix="Ask for 1 second or more")
    return limit


def _limit(quantity: Quantity, asked: float | None, *, unit: str, why: str) -> Limit:
    wanted = quantity.value if asked is None else asked
    return Limit(asked=wanted, unit=unit).tighten(quantity.high, why=why)


def _notes(what: str, limit: Limit) -> list[CapNote]:
    if limit.binding is None:
        return []
    return [
        CapNote(
            what=what,
            asked=f"{limit.asked:g} {limit.unit}",
            given=f"{limit.value:g} {limit.unit}",
            why=limit.binding.why,
        )
    ]
