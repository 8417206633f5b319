"""The laws of the habit watch from entries on: notes, corrections, gaps, and the way through a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from supple.app.clock import SystemClock
from supple.journal.current import current
from supple.journal.days import stated_day
from supple.journal.entry import CheckIn, Entry, ReviewConfirmed, SelfAdjust, StopEntry, Withdrawn, local_day
from supple.journal.entry_base import EntryBase
from supple.journal.habit.from_entries import facts_of
from supple.journal.stops import stops
from supple.knowledge.collection import Knowledge
from supple.store import export_lines, open_journals
from tests.laws.random_days import TODAY, Judged, judged
from tests.random_journal import random_journal

pytestmark = pytest.mark.no_cover

JOURNALS = 100
CHANGES_EACH = 6


def histories(knowledge: Knowledge, chance: Random) -> list[Entry]:
    return random_journal(
        knowledge, chance, days=chance.choice((3, 10, 20, 50)), today=TODAY, sessions=(0, 0, 1, 2)
    )


def said(entries: Sequence[Entry], knowledge: Knowledge) -> Judged:
    return judged(facts_of(entries, knowledge), knowledge, today=TODAY)


def base(chance: Random, at: datetime, *, offset: int = 0) -> EntryBase:
    made = UUID(int=chance.getrandbits(128), version=4)
    return EntryBase(id=made, at=at, utc_offset_minutes=offset, rules_version="law")


def evening(day: date) -> datetime:
    return datetime.combine(day, time(22), tzinfo=UTC)


def later_check_ins(entries: Sequence[Entry], knowledge: Knowledge) -> list[CheckIn]:
    """Check-ins that stand, but for those of the first day that counts: a change is told from that one."""
    facts = facts_of(entries, knowledge)
    firsts = [one.check_ins[0][0] for one in (facts, facts.since_review) if one and one.check_ins]
    standing = [one for one in current(entries) if isinstance(one, CheckIn)]
    return [one for one in standing if one.day not in firsts and one.day > min(firsts, default=TODAY)]


def corrected(
    old: CheckIn, chance: Random, *, at: datetime, discomfort: int | None, self_adjusts: int | None
) -> CheckIn:
    return CheckIn(
        **dict(base(chance, at)),
        day=old.day,
        discomfort=discomfort,
        self_adjusts=self_adjusts,
        note=None,
        supersedes=old.id,
    )


def with_one(entries: Sequence[Entry], one: Entry) -> list[Entry]:
    return sorted([*entries, one], key=lambda entry: entry.at)


def test_one_more_pop_noted_is_never_milder(knowledge: Knowledge) -> None:
    chance = Random(41)
    stricter = 0
    for _ in range(JOURNALS):
        every = histories(knowledge, chance)
        entries: list[Entry] = [one for one in every if not isinstance(one, SelfAdjust | CheckIn)]
        before = said(entries, knowledge)
        for _ in range(CHANGES_EACH):
            ago = chance.choice((0, 1, 2, 2, 3, 30))
            at = datetime.combine(TODAY - timedelta(days=ago), time(chance.randrange(24)), tzinfo=UTC)
            entries = with_one(entries, SelfAdjust(**dict(base(chance, at, offset=chance.choice((0, 345))))))
            after = said(entries, knowledge)
            assert after.is_no_milder_than(before)
            stricter += after != before
            before = after
    assert stricter > JOURNALS // 10


def test_a_correction_upwards_is_never_milder(knowledge: Knowledge) -> None:
    """A check-in corrected to more discomfort, or more pops, the same day or weeks later."""
    chance = Random(42)
    stricter = 0
    for _ in range(JOURNALS):
        entries = histories(knowledge, chance)
        for _ in range(CHANGES_EACH):
            known = later_check_ins(entries, knowledge)
            if not known:
                break
            old = chance.choice(known)
            new = corrected(
                old,
                chance,
                at=max(old.at, evening(old.day)),
                discomfort=None if old.discomfort is None else min(10, old.discomfort + chance.randint(0, 5)),
                self_adjusts=None if old.self_adjusts is None else old.self_adjusts + chance.randint(0, 5),
            )
            before = said(entries, knowledge)
            # Only the numbers change: the new one stands where the old one stood.
            after = said(
                [new.model_copy(update={"at": old.at}) if one == old else one for one in entries], knowledge
            )
            assert after.is_no_milder_than(before), (old, new)
            assert said(with_one(entries, new), knowledge).is_no_milder_than(before) or _is_reviewed(
                entries, old
            )
            stricter += after != before
            entries = with_one(entries, new)
    assert stricter > JOURNALS // 10


def _is_reviewed(entries: Sequence[Entry], old: CheckIn) -> bool:
    """Whether a review lies close enough for the moment of the correction to matter."""
    return any(isinstance(one, ReviewConfirmed) and local_day(one) >= old.day for one in entries)


def test_a_note_taken_back_is_no_recovery(knowledge: Knowledge) -> None:
    """No data says at least as much as a zero on the same day."""
    chance = Random(43)
    different = 0
    for _ in range(JOURNALS):
        entries = histories(knowledge, chance)
        known = later_check_ins(entries, knowledge)
        for old in chance.sample(known, min(len(known), CHANGES_EACH)):
            gone = said(
                with_one(entries, Withdrawn(**dict(base(chance, old.at)), supersedes=old.id)), knowledge
            )
            zero = corrected(old, chance, at=old.at, discomfort=0, self_adjusts=0)
            nothing = said(with_one(entries, zero), knowledge)
            assert gone.is_no_milder_than(nothing)
            different += gone != nothing
    assert different > JOURNALS // 50


def test_nothing_taken_back_opens_what_a_stop_closed(knowledge: Knowledge) -> None:
    """Whatever somebody supersedes or withdraws, every stop is still there."""
    chance = Random(44)
    seen = 0
    for _ in range(JOURNALS):
        entries = histories(knowledge, chance)
        before = [replace(stop, place=0) for stop in stops(current(entries), knowledge)]
        seen += len(before)
        targets = [one for one in entries if isinstance(one, StopEntry)] + chance.sample(entries, 5)
        withdrawals = [Withdrawn(**dict(base(chance, evening(TODAY))), supersedes=one.id) for one in targets]
        after = stops(current([*entries, *withdrawals]), knowledge)
        assert [replace(stop, place=0) for stop in after] == before
    assert seen > JOURNALS


def test_a_day_without_entries_is_in_no_fact(knowledge: Knowledge) -> None:
    chance = Random(45)
    for _ in range(JOURNALS):
        entries = histories(knowledge, chance)
        about = {stated_day(one) for one in current(entries)}
        assert {one.day for one in facts_of(entries, knowledge).days} <= about


def test_export_restore_export_is_the_same_and_so_is_what_is_said(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    chance = Random(46)
    clock = SystemClock()
    for number in range(12):
        entries = histories(knowledge, chance)
        chance.shuffle(entries)
        journals, elsewhere = (
            open_journals(tmp_path / f"{number}{place}", None, clock) for place in ("here", "there")
        )
        one = journals.create("first")
        one.add(entries)
        exported = list(export_lines(one))
        other = elsewhere.open(elsewhere.restore(exported))
        assert list(export_lines(other)) == exported
        assert other.entries() == one.entries()
        assert said(other.entries(), knowledge) == said(one.entries(), knowledge)
        journals.close()
        elsewhere.close()
