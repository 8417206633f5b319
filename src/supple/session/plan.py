"""A clearance and a wish become a plan. Without a Clearance there is no way to call this."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.technique import Phase, Region
from supple.safety.clearance import Clearance
from supple.session.bouts import Dosed, length_ms, pieces_of
from supple.session.dose import dose
from supple.session.endings import after_pain, emergency_page, stop_choices, stop_results
from supple.session.model import Before, CapNote, Plan, PlanStep, PlayerWords, SegmentKind
from supple.session.routine import fit
from supple.session.timeline import Piece, lay_out

RegionWish = Literal["lower", "upper", "all"]
COMMON_DRAWING = "/api/figures/common"


@dataclass(frozen=True, kw_only=True)
class RoutineRequest:
    """A wish for a routine: which part of the back, and about how many minutes."""

    id: str
    region: RegionWish
    minutes: int
    level: str | None
    place_id: str
    before: Before | None
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class TechniqueRequest:
    """A wish for one technique, with doses that the caps may cut."""

    id: str
    technique: str
    hold_s: float | None
    repeats: int | None
    level: str | None
    place_id: str
    before: Before | None
    answered_at: datetime


def plan_routine(clearance: Clearance, knowledge: Knowledge, request: RoutineRequest) -> Plan:
    """The routine for a region and length, from the techniques that the clearance allows.

    Raises SuppleError if nothing is allowed, or nothing for that region.
    """
    _refuse_without_clearance(clearance)
    wanted = [
        technique
        for technique in knowledge.techniques.values()
        if technique.id in clearance.techniques and _is_for(technique.region, request.region)
    ]
    if not wanted:
        raise SuppleError(
            f"Nothing for the region {request.region!r} is possible today",
            fix=f"Choose another region; possible today: {', '.join(clearance.techniques)}",
        )
    _check_level(request.level, knowledge)
    routine = fit(
        wanted,
        minutes=request.minutes,
        around_ms=_length_ms(_lie_down(clearance, knowledge)) + _length_ms(knowledge.words.get_up),
        change_ms=_length_ms((knowledge.words.change,)),
        level=request.level,
        gentle=clearance.small_range,
    )
    return _compile(
        clearance, knowledge, routine, request, region=request.region, minutes=request.minutes, caps=()
    )


def plan_technique(clearance: Clearance, knowledge: Knowledge, request: TechniqueRequest) -> Plan:
    """One technique at the dose asked for, or at its cap with the reason in `caps`.

    Raises SuppleError if the technique is unknown or not possible today, or the dose makes no sense.
    """
    technique = knowledge.techniques.get(request.technique)
    if technique is None:
        raise SuppleError(
            f"There is no technique {request.technique!r}",
            fix=f"Choose one of {', '.join(knowledge.techniques)}",
        )
    _refuse_without_clearance(clearance)
    if technique.id not in clearance.techniques:
        raise SuppleError(
            f"{technique.id} is not possible today: {clearance.reasons[0].say}",
            fix=f"Possible today: {', '.join(clearance.techniques)}",
        )
    if request.level is not None and not technique.level:
        raise SuppleError(
            f"level = {request.level!r} was asked, but {technique.id} has no levels",
            fix="Leave the level out",
        )
    _check_level(request.level, knowledge)
    dosed, caps = dose(
        technique,
        hold_s=request.hold_s,
        repeats=request.repeats,
        level=request.level,
        gentle=technique.id in clearance.small_range,
    )
    region: RegionWish = technique.region.value
    return _compile(clearance, knowledge, (dosed,), request, region=region, minutes=None, caps=caps)


def _refuse_without_clearance(clearance: Clearance) -> None:
    if not clearance.techniques:
        raise SuppleError(
            f"No session today: {clearance.reasons[0].say}",
            fix="Follow what screening said; nothing here overrides it",
        )


def _is_for(region: Region, wish: RegionWish) -> bool:
    return wish in ("all", region.value)


def _check_level(level: str | None, knowledge: Knowledge) -> None:
    known = [place.id for technique in knowledge.techniques.values() for place in technique.level]
    if level is not None and level not in known:
        raise SuppleError(f"There is no level {level!r}", fix=f"Choose one of {', '.join(known)}")


def _length_ms(phases: Sequence[Phase]) -> int:
    return sum(round(1000 * phase.seconds.value) for phase in phases)


def _lie_down(clearance: Clearance, knowledge: Knowledge) -> tuple[Phase, ...]:
    return knowledge.words.bed_get_down if clearance.place == "bed" else knowledge.words.get_down


def _common(phases: Sequence[Phase], kind: SegmentKind, group: int) -> list[Piece]:
    return [
        Piece(phase=phase, kind=kind, duration_ms=_length_ms((phase,)), drawing=COMMON_DRAWING, group=group)
        for phase in phases
    ]


def _pieces(clearance: Clearance, knowledge: Knowledge, routine: Sequence[Dosed]) -> list[Piece]:
    pieces = _common(_lie_down(clearance, knowledge), "get_down", 0)
    for step, dosed in enumerate(routine, start=1):
        if step > 1:
            change = _common((knowledge.words.change,), "change", pieces[-1].group + 1)
            pieces += [replace(piece, fill={"name": dosed.technique.name}) for piece in change]
        pieces += pieces_of(dosed, step=step, first_group=pieces[-1].group + 1)
    return pieces + _common(knowledge.words.get_up, "get_up", pieces[-1].group + 1)


def _compile(
    clearance: Clearance,
    knowledge: Knowledge,
    routine: Sequence[Dosed],
    request: RoutineRequest | TechniqueRequest,
    *,
    region: RegionWish,
    minutes: int | None,
    caps: tuple[CapNote, ...],
) -> Plan:
    segments = lay_out(_pieces(clearance, knowledge, routine), knowledge.words)
    words = knowledge.words
    before = request.before
    total_ms = segments[-1].end_ms
    return Plan(
        id=request.id,
        rules_version=knowledge.boundaries.version,
        region=region,
        minutes=minutes if minutes is not None else round(total_ms / 60_000),
        total_ms=total_ms,
        outcome=clearance.outcome.value,
        place=clearance.place,
        steps=tuple(_step(dosed) for dosed in routine),
        segments=segments,
        stop_choices=stop_choices(knowledge, before),
        stop_results=stop_results(knowledge),
        after_pain=after_pain(knowledge, before),
        caps=caps,
        emergency=emergency_page(knowledge, request.place_id),
        words=PlayerWords(
            stopped_title=words.stopped_title,
            stopped_say=words.stopped_say,
            pop_noted=words.pop_noted,
            paused=words.paused,
            resumed=words.resumed,
            finished_title=words.finished_title,
            finished_say=words.finished_say,
        ),
        boundaries=knowledge.boundaries.short,
        before=before,
        # Begun in time, it may be played to its end.
        good_until=request.answered_at
        + knowledge.policy.screening_good_for.as_timedelta()
        + timedelta(milliseconds=total_ms),
    )


def _step(dosed: Dosed) -> PlanStep:
    technique = dosed.technique
    return PlanStep(
        technique=technique.id,
        name=technique.name,
        short=technique.short,
        sides=technique.sides,
        repeats=dosed.repeats,
        hold_s=dosed.hold_s,
        level=(dosed.level or technique.default_level) if technique.level else None,
        gentle=dosed.gentle,
        total_ms=length_ms(dosed),
    )
