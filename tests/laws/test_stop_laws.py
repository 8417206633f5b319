"""What a stop forbids only ever adds up, and always leads somewhere."""

from datetime import date, timedelta
from random import Random

from supple.knowledge.collection import Knowledge
from supple.safety.restrictions import History, StopFact, restrictions
from supple.safety.screening import screen
from tests.laws.plans import clean_plan
from tests.laws.random_answers import clean

TODAY = date(2026, 11, 23)


def fact(knowledge: Knowledge, chance: Random) -> StopFact:
    day = TODAY - timedelta(days=chance.choice((0, 0, 1, 1, 2, 9)))
    return StopFact(
        event=chance.choice([stop.id for stop in knowledge.stops.values()]),
        technique=chance.choice(list(knowledge.techniques)),
        day=day,
    )


def allowed(stops: tuple[StopFact, ...], answered: date | None, knowledge: Knowledge) -> tuple[int, set[str]]:
    history = History(stops=stops, block_b_answered_on=answered, refused_today=False, to_be_answered=False)
    tight = restrictions(history, knowledge, today=TODAY)
    clearance = screen(clean(knowledge), knowledge, first_week=False, restrictions=tight)
    return clearance.outcome.strictness, set(clearance.techniques)


def test_one_more_stop_never_allows_more(knowledge: Knowledge) -> None:
    """Random stops of the last days: adding one never loosens what screening allows."""
    chance = Random(13)
    for _ in range(3_000):
        stops = tuple(fact(knowledge, chance) for _ in range(chance.randint(1, 5)))
        answered = chance.choice((None, TODAY, TODAY - timedelta(days=1)))

        fewer = allowed(stops[:-1], answered, knowledge)
        more = allowed(stops, answered, knowledge)
        assert more[0] >= fewer[0]
        assert more[1] <= fewer[1]


def test_every_choice_leads_somewhere() -> None:
    """Each answer to "what happened?" has words, and numbers lead to events that have words."""
    plan = clean_plan()
    results = {result.event for result in plan.stop_results}
    for choice in plan.stop_choices:
        assert choice.title
        assert choice.say
        assert choice.leads_to == "ends" or choice.event == "nothing_bad"
        assert set(choice.pain_leads_to) <= results
        assert len(choice.pain_leads_to) == (11 if choice.ask_pain else 0)
    assert {event for event in plan.after_pain if event} <= results
    assert [choice.event for choice in plan.stop_choices][-1] == "nothing_bad"


def test_only_nothing_bad_resumes(knowledge: Knowledge) -> None:
    """No other event goes on, and an emergency never asks anything first."""
    for stop in knowledge.stops.values():
        assert (stop.then.session == "resumes") == (stop.id == "nothing_bad")
        if stop.then.emergency:
            assert stop.then.ask == ()
            assert not stop.then.ask_pain
