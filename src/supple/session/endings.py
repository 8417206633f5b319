"""What every stop, every number and every emergency leads to, worked out before the session starts."""

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.stop import Stop
from supple.safety.stops import pain_event
from supple.session.model import (
    Before,
    EmergencyPage,
    EmergencyPlace,
    FollowUpQuestion,
    StopChoice,
    StopResult,
)

PAIN_SCALE = range(11)


def stop_choices(knowledge: Knowledge, before: Before | None) -> tuple[StopChoice, ...]:
    """The big answers to "what happened?", in order."""
    shown = sorted((stop for stop in knowledge.stops.values() if stop.order), key=lambda stop: stop.order)
    return tuple(_choice(stop, knowledge, before) for stop in shown)


def _choice(stop: Stop, knowledge: Knowledge, before: Before | None) -> StopChoice:
    then = stop.then
    rises = [_pain_event(before, now, knowledge) or stop.id for now in PAIN_SCALE]
    return StopChoice(
        event=stop.id,
        label=stop.label,
        note=stop.note,
        leads_to="resumes" if then.session == "resumes" else "ends",
        emergency=then.emergency,
        title=then.title,
        say=then.say,
        ask=tuple(FollowUpQuestion(id=key, ask=knowledge.questions[key].ask) for key in then.ask),
        ask_pain=then.ask_pain,
        pain_leads_to=tuple(rises) if then.ask_pain else (),
    )


def stop_results(knowledge: Knowledge) -> tuple[StopResult, ...]:
    """What each event that ends a session says, for those that are reached by a number."""
    return tuple(
        StopResult(event=stop.id, title=stop.then.title, say=stop.then.say)
        for stop in knowledge.stops.values()
        if stop.then.session == "ends"
    )


def after_pain(knowledge: Knowledge, before: Before | None) -> tuple[str | None, ...]:
    """For discomfort afterwards, 0 to 10: the event it amounts to, or None."""
    return tuple(_pain_event(before, now, knowledge) for now in PAIN_SCALE)


def _pain_event(before: Before | None, now: int, knowledge: Knowledge) -> str | None:
    return pain_event(
        before=None if before is None else before.discomfort, now=float(now), knowledge=knowledge
    )


def emergency_page(knowledge: Knowledge, place_id: str) -> EmergencyPage:
    """The emergency page for a place. Raises SuppleError on an unknown place."""
    emergency = knowledge.emergency
    places = {place.id: place for place in emergency.place}
    if place_id not in places:
        raise SuppleError(f"There is no place {place_id!r}", fix=f"Choose one of {', '.join(places)}")
    here = places[place_id]
    return EmergencyPage(
        title=emergency.title,
        call=emergency.call,
        number=here.number,
        place=here.name,
        others=tuple((place.name, place.number) for place in emergency.place if place.id != place_id),
        places=tuple(
            EmergencyPlace(id=place.id, name=place.name, number=place.number) for place in emergency.place
        ),
        say=emergency.say,
    )
