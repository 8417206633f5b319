"""What a player sends: each entry by itself, and never a stop turned away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from supple.app.intake import take_in
from supple.app.service import Supple
from supple.journal.entry import StopEntry, UnreadStop
from tests.unit.conftest import HandClock

JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def stop(**fields: Any) -> dict[str, Any]:
    """A stop as a player sends it."""
    return {
        "kind": "stop",
        "id": str(uuid4()),
        "at": "2026-03-02T17:00:00Z",
        "utc_offset_minutes": 60,
        "rules_version": "1",
        "session_id": str(uuid4()),
        "stop_id": str(uuid4()),
        "event": "numb_tingling",
        "technique": "knee-twist",
        "side": "left",
        "level": None,
        "segment_ms": 1,
        "session_ms": 1,
        **fields,
    }


@example(changes={"id": ""})
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=some.dictionaries(some.sampled_from([*stop(), "more"]), JSON, max_size=5))
def test_a_stop_is_kept_in_whatever_form_and_closes(supple: Supple, changes: dict[str, Any]) -> None:
    """Its id is acknowledged as it was sent; sent again it is the same one."""
    raw = {**stop(), **changes, "kind": "stop"}
    judged = take_in(supple, [raw])
    kept = [entry for entry in supple.reading() if isinstance(entry, StopEntry | UnreadStop)]
    assert judged.refused == ()
    assert kept
    if isinstance(raw["id"], str):
        assert judged.kept == (raw["id"],)
    take_in(supple, [raw])
    assert len([entry for entry in supple.reading() if isinstance(entry, StopEntry | UnreadStop)]) == len(
        kept
    )
    assert supple.today().restrictions.forbid_all


@pytest.mark.parametrize("at", ["2026-03-04T20:00:00Z", "2199-12-31T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_wrong_clock_in_the_browser_closes_today_all_the_same(
    supple: Supple, clock: HandClock, at: str
) -> None:
    """A day ahead, years ahead or long ago: the day of its arrival counts too."""
    assert take_in(supple, [stop(at=at, event="worse_or_new")]).refused == ()
    assert supple.today().restrictions.forbid_all
    clock.move(days=2)
    assert not supple.today().restrictions.forbid_all


@pytest.mark.parametrize(
    "at", ["2250-01-01T00:00:00Z", "1969-12-31T23:00:00Z", "no time", "9999-12-31T23:59:59Z"]
)
@pytest.mark.parametrize("now", [(1, 5), (1969, 300), (2199, 365), (2250, 1), (9998, 365)])
@pytest.mark.parametrize("zone", [60, -20 * 60, 23 * 60])
def test_a_stop_is_kept_whatever_the_clocks_and_the_zone_say(
    supple: Supple, clock: HandClock, now: tuple[int, int], at: str, zone: int
) -> None:
    """The browser's and the computer's are the same where both are on one machine."""
    year, day = now
    clock.moment = datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "utc_offset_minutes", lambda: zone)
        assert take_in(supple, [stop(at=at)]).refused == ()
    assert [entry.kind for entry in supple.store.entries()] == ["unread_stop"]
    clock.moment = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
    assert supple.today().restrictions.forbid_all


@given(text=some.text(some.characters(codec=None), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_stop_that_came_as_text_of_any_letters_takes_nothing_else_down(supple: Supple, text: str) -> None:
    sound = stop()
    judged = take_in(supple, ['"kind": "stop" ' + text, sound])
    assert judged.refused == ()
    assert sound["id"] in judged.kept


def test_a_stop_whose_id_is_taken_is_kept_beside_the_other(supple: Supple) -> None:
    first = stop(event="nothing_bad")
    second = {**first, "event": "sharp_pain"}
    assert take_in(supple, [first]).kept == (first["id"],)
    assert take_in(supple, [second]) == take_in(supple, [second])
    assert [entry.kind for entry in supple.reading()] == ["stop", "unread_stop"]
    both = take_in(supple, [stop(id=first["id"], event="dizzy_breathless"), stop()])
    assert len(both.kept) == 2


def test_what_is_no_stop_is_refused_alone_and_in_words(supple: Supple) -> None:
    adjust = {key: stop()[key] for key in ("at", "utc_offset_minutes", "rules_version")}
    good = {**adjust, "kind": "self_adjust", "id": str(uuid4())}
    worse = {**adjust, "kind": "weekly_change", "id": str(uuid4()), "day": "2031-01-01", "change": "worse"}
    unknown = {**adjust, "kind": "mood", "id": "x"}
    judged = take_in(supple, [unknown, good, worse, 7, stop(technique="headstand")])
    assert len(judged.kept) == 2
    assert [refusal.id for refusal in judged.refused] == ["x", worse["id"], ""]
    assert all(str(refusal.error).count(". ") >= 1 for refusal in judged.refused)
