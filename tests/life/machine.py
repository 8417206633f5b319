"""A life at random: people, folders, kills, full disks, clocks that jump, and what arrives late or twice."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import seed as chosen
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from supple.app.refusals import NotPossibleError
from supple.app.service import Supple
from supple.app.stop_answers import StopAnswer, answer_stops, stop_question
from supple.base.errors import SuppleError
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load
from tests.full_disk import disk_with_room
from tests.life.expected import must_be_closed
from tests.life.world import DataFolder, Promised, World

FAST_DISK = Path("/dev/shm")  # noqa: S108 - a new folder of its own is made there
EVENTS = some.sampled_from(
    [None, "nothing_bad", "painless_pop", "worse_or_new", "sharp_pain", "numb_tingling"]
)
WHICH = some.integers(0, 99)
STEPS_A_LIFE = 50
# How far a file can grow before the disk is full; nearly always there is room.
ROOM = some.one_of(some.none(), some.none(), some.none(), some.integers(0, 200_000))
MINUTES = some.integers(-3 * 24 * 60, 3 * 24 * 60)


class Life(RuleBasedStateMachine):
    """Whatever happens: what was acknowledged is there once and nowhere else, and closes as it must."""

    knowledge: ClassVar[Knowledge]
    steps: ClassVar[int] = 0
    acknowledged: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        parent = FAST_DISK if FAST_DISK.is_dir() else None
        self.world = World(Path(tempfile.mkdtemp(prefix="supple-life-", dir=parent)), self.knowledge)

    @initialize()
    def somebody_begins(self) -> None:
        """One person in each folder."""
        for folder, name in zip(self.world.folders, ("Ana", "Bea"), strict=True):
            self._person(folder, name, room=None)

    def _person(self, folder: DataFolder, name: str, *, room: int | None) -> None:
        before = folder.people.ids()
        try:
            with disk_with_room(room):
                person = folder.people.add(name)
        except SuppleError:
            assert room is not None
            assert folder.people.ids() == before, "somebody is half there"
            return
        supple = folder.people.one(person.id)
        self.world.promised[supple.journal] = self._fresh(supple)
        self.world.moved(supple.journal, folder, person.id)

    def _fresh(self, supple: Supple) -> Promised:
        promised = Promised()
        for entry in supple.store.entries():
            promised.sent.add(entry.id)
            promised.keep(self.world.clock)
        return promised

    def _journal(self, which: int) -> str:
        journals = self.world.living()
        return journals[which % len(journals)]

    def _folder(self, which: int) -> DataFolder:
        return self.world.folders[which % 2]

    # --- what people do

    @precondition(lambda self: len(self.world.living()) < 5)
    @rule(which=WHICH, room=ROOM)
    def somebody_more(self, which: int, room: int | None) -> None:
        self._person(self._folder(which), f"Person {next(self.world.ids)}", room=room)

    @precondition(lambda self: self.world.living())
    @rule(which=WHICH, event=EVENTS, minutes=MINUTES, zone=some.integers(-720, 840), answers=WHICH)
    def a_stop(self, which: int, event: str | None, minutes: int, zone: int, answers: int) -> None:
        """Pressed in the browser, whose clock is its own; or an answer to a stop that waits."""
        journal = self._journal(which)
        before = [raw for name, raw in self.world.waiting if name == journal and raw["kind"] == "stop"]
        stop_id = before[answers % len(before)]["stop_id"] if before and answers % 2 else None
        self._say(
            journal,
            "stop",
            at=(self.world.clock.now() + timedelta(minutes=minutes)).isoformat(),
            utc_offset_minutes=zone,
            session_id=str(self.world.new_id()) if stop_id is None else before[0]["session_id"],
            stop_id=str(self.world.new_id()) if stop_id is None else stop_id,
            event=event,
            technique="knee-twist",
            side="left",
            level=None,
            segment_ms=1,
            session_ms=1,
        )

    @precondition(lambda self: self.world.living())
    @rule(which=WHICH, kind=some.sampled_from(["reason", "review_confirmed", "place_chosen"]))
    def a_note(self, which: int, kind: str) -> None:
        fields = {"reason": {"text": "Stiff"}, "place_chosen": {"place": "europe"}}
        self._say(self._journal(which), kind, **fields.get(kind, {}))

    def _say(self, journal: str, kind: str, **fields: object) -> None:
        shared = {
            "id": str(self.world.new_id()),
            "kind": kind,
            "at": self.world.clock.now().isoformat(),
            "utc_offset_minutes": self.world.clock.utc_offset_minutes(),
            "rules_version": "1",
        }
        self.world.waiting.append((journal, {**shared, **fields}))

    # --- what waits is sent: to whichever Supple answers, also twice, also in part

    @precondition(lambda self: self.world.waiting)
    @rule(which=WHICH, most=some.integers(1, 6), heard=some.integers(0, 3), room=ROOM)
    def what_waits_is_sent_home(self, which: int, most: int, heard: int, room: int | None) -> None:
        """To the Supple that has the journal; now and then its answer is not heard."""
        journal = self.world.waiting[which % len(self.world.waiting)][0]
        if not self.world.promised[journal].deleted:
            self._send(journal, self.world.of(journal)[0], most, heard=heard > 0, room=room)

    @precondition(lambda self: self.world.waiting)
    @rule(which=WHICH, where=WHICH, most=some.integers(1, 6))
    def what_waits_is_sent_anywhere(self, which: int, where: int, most: int) -> None:
        """To whichever Supple has the port now, also for a journal that was deleted."""
        journal = self.world.waiting[which % len(self.world.waiting)][0]
        self._send(journal, self._folder(where), most, heard=True, room=None)

    def _send(self, journal: str, folder: DataFolder, most: int, *, heard: bool, room: int | None) -> None:
        raw = [entry for name, entry in self.world.waiting if name == journal][:most]
        kept = self.world.post(folder, journal, raw, room)
        if heard:
            for entry in raw:
                if entry["id"] in kept:
                    self.world.acknowledge(journal, entry)
                    Life.acknowledged += 1
            self.world.waiting = [row for row in self.world.waiting if row[1]["id"] not in kept]

    # --- what befalls a computer

    @rule(which=WHICH, room=ROOM)
    def supple_starts_anew(self, which: int, room: int | None) -> None:
        self.world.restart(self._folder(which), room)

    @rule(which=WHICH, room=ROOM)
    def supple_is_killed(self, which: int, room: int | None) -> None:
        self.world.kill(self._folder(which), room)

    @rule(minutes=some.one_of(some.integers(0, 600), MINUTES))
    def the_clock_moves(self, minutes: int) -> None:
        self.world.clock.moment += timedelta(minutes=minutes)

    @rule(zone=some.integers(-720, 840))
    def the_zone_changes(self, zone: int) -> None:
        self.world.clock.offset_minutes = zone

    # --- what people do with a journal as a whole

    @precondition(lambda self: len(self.world.living()) > 2)
    @rule(which=WHICH, room=ROOM)
    def somebody_deletes_everything(self, which: int, room: int | None) -> None:
        """Where the disk is too full even for that, all of it is still there, or it goes at the next try."""
        journal = self._journal(which)
        folder, supple = self.world.of(journal)
        try:
            with disk_with_room(room):
                folder.people.remove(supple.person)
        except SuppleError:
            assert room is not None
            if supple.person in folder.people.ids():
                return
            folder.people.remove(supple.person)
        self.world.promised[journal].deleted = True

    @precondition(lambda self: self.world.living())
    @rule(which=WHICH, room=ROOM)
    def somebody_moves_to_the_other_folder(self, which: int, room: int | None) -> None:
        """Taken along, deleted here, brought back there: the same journal, under the same id."""
        journal = self._journal(which)
        folder, supple = self.world.of(journal)
        file = self.world.exported(supple)
        other = next(one for one in self.world.folders if one is not folder)
        folder.people.remove(supple.person)
        before = other.people.ids()
        try:
            with disk_with_room(room):
                brought = other.people.bring(file)
        except SuppleError:
            assert room is not None
            assert other.people.ids() == before, "somebody is half there"
            file.seek(0)
            brought = other.people.bring(file)
        assert brought.journal == journal
        self.world.moved(journal, other, brought.person)

    @precondition(lambda self: self.world.living())
    @rule(which=WHICH)
    def a_journal_that_lives_here_is_not_brought_in_again(self, which: int) -> None:
        folder, supple = self.world.of(self._journal(which))
        try:
            folder.people.bring(self.world.exported(supple))
        except SuppleError:
            return
        raise AssertionError("one journal lives twice in a folder")

    @precondition(lambda self: self.world.living())
    @rule(which=WHICH, event=some.sampled_from(["nothing_bad", "worse_or_new", "numb_tingling"]), room=ROOM)
    def what_happened_is_answered_late(self, which: int, event: str, room: int | None) -> None:
        journal = self._journal(which)
        _, supple = self.world.of(journal)
        question = stop_question(supple)
        if question is None:
            return
        ids = tuple(stop.stop_id for stop in question.stops)
        answers = len(supple.store.entries(kinds=["stop_answered"]))
        try:
            with disk_with_room(room):
                answer_stops(supple, ids, StopAnswer(event=event, follow_up={}))
        except NotPossibleError:
            return
        except SuppleError:
            assert room is not None
            if len(supple.store.entries(kinds=["stop_answered"])) == answers:
                return
        self.world.answered_late(journal, ids, event)

    # --- what always holds

    @invariant()
    def a_journal_is_as_promised(self) -> None:
        """One journal after each step, by turns; all of them at the end."""
        Life.steps += 1
        self.looks += 1
        journals = self.world.living()
        if journals:
            self._look_at(journals[self.looks % len(journals)])

    def _look_at(self, journal: str) -> None:
        """It closes what it must and nothing else; what was acknowledged is in it once and in no other."""
        _, supple = self.world.of(journal)
        closed = supple.today().restrictions.forbid_all
        self.world.caught_up(journal, supple)
        promised = self.world.promised[journal]
        expected = must_be_closed(promised, self.world.clock, self.knowledge)
        assert closed == expected, (closed, expected)
        names = [entry.id for entry in supple.store.entries()]
        assert len(names) == len(set(names))
        assert promised.acknowledged.keys() <= set(names)
        for other, owed in self.world.promised.items():
            assert other == journal or not owed.sent & set(names)

    def teardown(self) -> None:
        try:
            for journal in self.world.living():
                self._look_at(journal)
        finally:
            self.world.close()


Life.knowledge = load()


def live(lives: int, *, seed: int | None = None) -> None:
    """Run so many lives; raises what failed, as small as it can be made. `Life.steps` counts them."""
    machine = settings(
        max_examples=lives,
        stateful_step_count=STEPS_A_LIFE,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    life = Life if seed is None else chosen(seed)(Life)
    run_state_machine_as_test(life, settings=machine)
