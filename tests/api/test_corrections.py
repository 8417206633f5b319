"""Corrections in any order: only a kept note of the same kind can be corrected, and nothing is ever lost."""

from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from starlette.types import ASGIApp

from supple.app.people import People
from supple.journal.current import current
from tests.api.address import is_refusal, unreadable
from tests.api.made import SESSION, Made, made
from tests.way_in import browser

CORRECTED = ("check_in", "weekly_change", "next_day", "activity_rated")
NOTES = (*CORRECTED, "self_adjust", "activity_named")
FIXED = (
    *("screening", "session_started", "bout_done", "stop", "pop_noted", "session_ended", "after"),
    *("reason", "reminders", "person_named", "place_chosen", "review_confirmed"),
)
ANY = some.integers(min_value=0, max_value=10**6)


class Corrections(RuleBasedStateMachine):
    """Sends entries to a journal of its own, and keeps count of what has to be in it."""

    people: People
    application: ASGIApp

    def __init__(self) -> None:
        super().__init__()
        self.person = self.people.add("Somebody").id
        self.client = browser(self.people, self.application)
        self.client.show(self.people.one(self.person).journal)
        self.kept: list[Made] = []
        self.gone: set[str] = set()

    @initialize()
    def begin(self) -> None:
        self.activity = made("activity_named")
        everything = [self.activity, *map(made, FIXED), *map(self.note, CORRECTED)]
        assert self.send(everything) == [200] * len(everything)

    def note(self, kind: str, **fields: object) -> Made:
        about = {"activity_id": self.activity["id"]} if kind == "activity_rated" else {}
        return made(kind, **about, **fields)

    def send(self, entries: list[Made]) -> list[int]:
        """Post them, and count those as kept that the answer says so of. The status that each came to."""
        answer = self.client.post("/api/entries", json=entries)
        content = answer.json()
        refused = [one["id"] for one in content["refused"]]
        if answer.status_code != 200:
            assert is_refusal(answer)
            assert refused == [one["id"] for one in entries]
            return [answer.status_code] * len(entries)
        known = {one["id"] for one in self.kept}
        kept = [one for one in entries if one["id"] in content["kept"]]
        self.kept += [one for one in kept if one["id"] not in known]
        self.gone |= {one["supersedes"] for one in kept if one.get("supersedes")}
        return [200 if one in kept else 409 for one in entries]

    def one_of(self, kinds: tuple[str, ...], which: int) -> Made:
        fitting = [one for one in self.kept if one["kind"] in kinds]
        return fitting[which % len(fitting)]

    @rule(kind=some.sampled_from(NOTES))
    def what_is_noted_is_kept(self, kind: str) -> None:
        assert self.send([self.note(kind)]) == [200]

    @rule(kind=some.sampled_from(CORRECTED), which=ANY)
    def a_note_can_be_corrected(self, kind: str, which: int) -> None:
        assert self.send([self.note(kind, supersedes=self.one_of((kind,), which)["id"])]) == [200]

    @rule(which=ANY)
    def a_note_can_be_withdrawn(self, which: int) -> None:
        assert self.send([made("withdrawn", supersedes=self.one_of(CORRECTED, which)["id"])]) == [200]

    @rule(kind=some.sampled_from((*CORRECTED, "withdrawn")))
    def what_is_not_there_cannot_be_corrected(self, kind: str) -> None:
        assert self.send([self.note(kind, supersedes=str(uuid4()))]) == [409]

    @rule(kind=some.sampled_from((*CORRECTED, "withdrawn")), which=ANY)
    def stops_sessions_and_answers_stay_as_they_are(self, kind: str, which: int) -> None:
        assert self.send([self.note(kind, supersedes=self.one_of(FIXED, which)["id"])]) == [409]

    @rule(kind=some.sampled_from(CORRECTED), which=ANY)
    def another_kind_is_no_correction(self, kind: str, which: int) -> None:
        other = tuple(one for one in NOTES if one != kind)
        assert self.send([self.note(kind, supersedes=self.one_of(other, which)["id"])]) == [409]

    @rule(kind=some.sampled_from((*CORRECTED, "withdrawn")))
    def nothing_corrects_itself(self, kind: str) -> None:
        entry = self.note(kind)
        assert self.send([{**entry, "supersedes": entry["id"]}]) == [409]

    @rule()
    def a_withdrawal_cannot_be_withdrawn(self) -> None:
        withdrawal = made("withdrawn", supersedes=self.activity["id"])
        assert self.send([withdrawal, made("withdrawn", supersedes=withdrawal["id"])]) == [200, 409]

    @rule(kind=some.sampled_from(("session_started", "screening", "reason")), which=ANY)
    def what_cannot_correct_has_no_word_for_it(self, kind: str, which: int) -> None:
        assert self.send([made(kind, supersedes=self.one_of((kind, *NOTES), which)["id"])]) == [422]

    @rule(which=ANY)
    def the_same_again_is_fine(self, which: int) -> None:
        assert self.send([self.kept[which % len(self.kept)]]) == [200]

    @rule(which=ANY)
    def the_same_id_with_other_words_is_not(self, which: int) -> None:
        kept = [one for one in self.kept if one["kind"] != "stop"]
        other = {**kept[which % len(kept)], "rules_version": "2"}
        assert self.send([self.note("check_in"), other]) == [200, 409]

    @rule()
    def only_an_activity_can_be_scored(self) -> None:
        assert self.send([made("check_in"), made("activity_rated", activity_id=SESSION)]) == [200, 409]

    @invariant()
    def all_that_was_kept_is_there_and_what_was_corrected_counts_no_more(self) -> None:
        entries = self.people.one(self.person).store.entries()
        named, *ours = entries
        assert named.kind == "person_named"
        assert [str(one.id) for one in ours] == [one["id"] for one in self.kept]
        standing = [
            one["id"] for one in self.kept if one["id"] not in self.gone and one["kind"] != "withdrawn"
        ]
        assert [str(one.id) for one in current(ours)] == standing

    def teardown(self) -> None:
        try:
            assert unreadable(self.client) == {}
        finally:
            self.people.remove(self.person)


@pytest.mark.usefixtures("documents_here")
def test_corrections_in_any_order(people: People, application: ASGIApp) -> None:
    class Here(Corrections):
        """On this application."""

    Here.people, Here.application = people, application
    few = settings(derandomize=True, max_examples=8, stateful_step_count=25)
    run_state_machine_as_test(Here, settings=few)
