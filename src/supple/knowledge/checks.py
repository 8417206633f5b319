"""What one file cannot know of another: every reference resolves, and safety holds together."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.schema.code import Use
from supple.knowledge.schema.common import Dated, cited
from supple.knowledge.schema.habit import EitherOf, HabitCondition, HabitRule, StopsWithin
from supple.knowledge.schema.question import UnsureMeans
from supple.knowledge.schema.rule import Outcome, Rule, asks_about
from supple.knowledge.schema.technique import Technique


def cross_check(knowledge: Knowledge) -> None:
    """Raise SuppleError at the first file that does not fit with the others."""
    for place, problem, fix in faults(knowledge):
        raise SuppleError(f"In {place}: {problem}", fix=fix)


def faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Every fault as (file, problem, fix)."""
    yield from _unknown_sources(knowledge)
    for rule in knowledge.rules.values():
        yield from _rule_faults(rule, knowledge)
    yield from _question_faults(knowledge)
    yield from _stop_faults(knowledge)
    for habit in knowledge.habits.values():
        yield from _habit_faults(habit, knowledge)
    for technique in knowledge.techniques.values():
        yield from _technique_faults(technique)
    yield from _policy_faults(knowledge)
    yield from _tracking_faults(knowledge)
    yield from _code_faults(knowledge)


def overdue(knowledge: Knowledge, today: date) -> list[str]:
    """The files whose review date has passed, as sentences."""
    return [
        f"{place} was to be reviewed again by {dated.review_by}"
        for place, dated in _dated(knowledge)
        if dated.review_by < today
    ]


def _dated(knowledge: Knowledge) -> Iterator[tuple[str, Dated]]:
    for folder, files in (
        ("techniques", knowledge.techniques),
        ("questions", knowledge.questions),
        ("safety/rules", knowledge.rules),
        ("safety/stops", knowledge.stops),
        ("habits", knowledge.habits),
    ):
        for key, dated in files.items():
            yield f"{folder}/{key}.toml", dated
    yield "safety/policy.toml", knowledge.policy
    yield "safety/emergency.toml", knowledge.emergency
    yield "safety/boundaries.toml", knowledge.boundaries
    yield "tracking.toml", knowledge.tracking


def _unknown_sources(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    for place, dated in _dated(knowledge):
        if not dated.cites:
            yield place, "cites is empty", "Name at least one file of sources/"
        for key in dict.fromkeys(cited(dated)):
            if key not in knowledge.sources:
                yield (
                    place,
                    f"cites names {key!r}, which is not in sources/",
                    f"Write sources/{key}.toml or correct the key",
                )


def _missing(
    place: str, what: str, keys: Iterable[str], known: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    there = set(known)
    for key in keys:
        if key not in there:
            yield place, f"{what} {key!r} does not exist", f"Use one of: {', '.join(sorted(there))}"


def _rule_faults(rule: Rule, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    place = f"safety/rules/{rule.id}.toml"
    gentle = knowledge.policy.gentle_techniques
    for case in rule.case:
        yield from _missing(place, "question", sorted(asks_about(case.when)), knowledge.questions)
        yield from _missing(place, "who", [case.who] if case.who else [], knowledge.who)
        yield from _missing(place, "gentle technique", case.techniques or (), gentle)
    for unsure in rule.unsure:
        yield from _missing(place, "question", [unsure.question], knowledge.questions)
        yield from _missing(place, "who", [unsure.who], knowledge.who)
    for example in rule.example:
        yield from _missing(
            place, f"example {example.name!r}: question", example.answers, knowledge.questions
        )
    if not any(example.expect == "unanswered" for example in rule.example):
        yield (
            place,
            "no example shows what an unanswered question does",
            'Add an [[example]] with expect = "unanswered"',
        )
    if all(case.outcome is not Outcome.ALLOW for case in rule.case) and not any(
        example.expect == Outcome.ALLOW for example in rule.example
    ):
        yield place, "no example shows a near miss", 'Add an [[example]] with expect = "allow"'


def _question_faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    read_by_a_rule = frozenset().union(
        *(asks_about(case.when) for rule in knowledge.rules.values() for case in rule.case)
    )
    refers = [unsure.question for rule in knowledge.rules.values() for unsure in rule.unsure]
    groups = {group.id: group for group in knowledge.groups}
    for question in knowledge.questions.values():
        place = f"questions/{question.id}.toml"
        yield from _missing(place, "group", [question.group], groups)
        if question.group in groups and groups[question.group].block is not question.block:
            yield (
                place,
                f"block {question.block} differs from that of group {question.group!r}",
                "Use a group of its block",
            )
        if question.asked_if:
            yield from _missing(place, "asked_if question", [question.asked_if.yes], knowledge.questions)
        if question.id not in read_by_a_rule:
            yield place, "no rule reads this question", "Write a rule for it, or remove the question"
        if refers.count(question.id) != (question.unsure is UnsureMeans.REFER):
            yield (
                place,
                'unsure = "refer" and exactly one [[unsure]] table in a rule belong together',
                "Add or remove one",
            )


def _stop_faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    for stop in knowledge.stops.values():
        place = f"safety/stops/{stop.id}.toml"
        yield from _missing(place, "question", stop.then.ask, knowledge.questions)
        yield from _missing(place, "technique", stop.then.only_through_next_day or (), knowledge.techniques)
        for example in stop.example:
            yield from _missing(
                place, "technique", (example.technique, *example.locked), knowledge.techniques
            )
            yield from _missing(place, "event", [example.event], [*knowledge.stops, "unanswered"])
        if (stop.id == "pain_rise") != (stop.rise is not None and stop.reach is not None):
            yield (
                place,
                "rise and reach belong to pain_rise, and both are required there",
                "Add or remove them",
            )
    yield from _missing(
        "safety/stops",
        "event",
        ["pain_rise", "nothing_bad", "emergency_sign", "painless_pop"],
        knowledge.stops,
    )


def _habit_faults(rule: HabitRule, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    place = f"habits/{rule.id}.toml"
    same = [one.id for one in knowledge.habits.values() if one.code == rule.code]
    if len(same) > 1:
        yield place, f"code {rule.code!r} is that of {', '.join(same)}", "Give each rule a code of its own"
    for case in rule.case:
        yield from _missing(place, "who", [case.who] if case.who else [], knowledge.who)
        yield from _missing(place, "stop", _stops_named(case.when), knowledge.stops)
        yield from _unfilled(place, "say", case.say, ("count",))
    for example in rule.example:
        events = [stop.event for stop in example.stops]
        yield from _missing(place, f"example {example.name!r}: event", events, knowledge.stops)
    for expected, what in (("quiet", "a near miss"), (None, "the rule speaking")):
        if not any((example.expect == "quiet") == (expected == "quiet") for example in rule.example):
            yield place, f"no example shows {what}", "Add an [[example]]"


def _stops_named(condition: HabitCondition) -> tuple[str, ...]:
    match condition:
        case StopsWithin(stop=event):
            return (event,)
        case EitherOf(any=parts):
            return tuple(event for part in parts for event in _stops_named(part))
        case _:
            return ()


def _unfilled(place: str, what: str, text: str, known: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    try:
        text.format(**dict.fromkeys(known, "x"))
    except (KeyError, IndexError, ValueError):
        yield (
            place,
            f"{what} has a placeholder that nobody fills: {text!r}",
            f"Use one of {', '.join(known)}",
        )


def _technique_faults(technique: Technique) -> Iterator[tuple[str, str, str]]:
    place = f"techniques/{technique.id}.toml"
    ids = [phase.id for phase in technique.phases]
    for key in sorted({key for key in ids if ids.count(key) > 1}):
        yield place, f"two phases are called {key!r}", "Give each phase an id of its own"
    yield from _missing(place, "phase", (*technique.gentle_words, *technique.gentle_show), ids)
    blanks = ("side", "other", "Side", "Other", "level", "landmark", "hold")
    for phase in technique.phases:
        gentle = (technique.gentle_words.get(phase.id, ""), technique.gentle_show.get(phase.id, ""))
        for text in (phase.say, phase.show, *gentle):
            yield from _unfilled(place, f"phase {phase.id!r}", text, blanks)


def _policy_faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    policy, place = knowledge.policy, "safety/policy.toml"
    yield from _missing(
        place, "technique", (*policy.gentle_techniques, *policy.small_range_when_gentle), knowledge.techniques
    )
    for outcome in Outcome:
        yield from _missing(place, "titles for outcome", [outcome.value], policy.titles)
    yield from _missing(
        "safety/emergency.toml",
        "place",
        [knowledge.emergency.default_place],
        [p.id for p in knowledge.emergency.place],
    )


def _tracking_faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    tracking, place = knowledge.tracking, "tracking.toml"
    yield from _unfilled(place, "band_say", tracking.band_say, ("points",))
    yield from _unfilled(place, "activity_say", tracking.activity_say, ("points",))
    yield from _unfilled(place, "next_day_ask", tracking.next_day_ask, ("day",))
    yield from _unfilled(place, "activity_ask", tracking.activity_ask, ("activity",))


def _code_faults(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    systems = [one.system for one in knowledge.codes.values()]
    for one in knowledge.codes.values():
        if systems.count(one.system) > 1:
            yield f"codes/{one.id}.toml", f"another file is of {one.system!r} too", "Put them into one file"
    uses = [code.used_for for one in knowledge.codes.values() for code in one.code]
    for use in get_args(Use):
        if uses.count(use) != 1:
            yield "codes", f"{uses.count(use)} codes are used for {use!r}", "Name exactly one"
