"""The screening questions in a terminal, and what the answers led to."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from rich.console import Console
from rich.text import Text

from supple.app.service import Supple
from supple.app.wizard import Progress, next_screen
from supple.base.errors import SuppleError
from supple.cli.ask import ask_question
from supple.cli.keys import Keys
from supple.journal.entry import ScreeningEntry
from supple.knowledge.schema.rule import Outcome
from supple.safety.answers import Answer
from supple.safety.screening import screen

TOOK_LONG = "These questions were open for a long time. Please answer them for how you are now."


class Interview:
    """Asks what is due, keeps the answers, and says the outcome."""

    def __init__(self, supple: Supple, *, keys: Keys, console: Console) -> None:
        self._supple = supple
        self._keys = keys
        self._console = console
        self._place = supple.place_or_default()

    def _print(self, text: str) -> None:
        self._console.print(Text(text))

    def screen(self, answers: Mapping[str, Answer] | None) -> ScreeningEntry | None:
        """The kept screening if it allows a session; otherwise says what to do and gives None.

        `answers`: what was answered before, and is not asked.
        """
        given = dict(answers or {})
        while True:
            since = self._supple.clock.now()
            progress = self._ask(given, since)
            if self._asks_for_help(progress) or not self._supple.took_too_long(since):
                return self._finish(progress, since)
            self._print(f"\n{TOOK_LONG}")
            given = {}

    def _ask(self, given: dict[str, Answer], since: datetime) -> Progress:
        """How far the questions came: to their end, to an emergency, or until they took too long."""
        supple, knowledge = self._supple, self._supple.knowledge
        progress = Progress(due=frozenset(), given=given)
        if self._asks_for_help(progress):
            return progress
        progress = supple.progress(given)
        if supple.judge(progress).outcome is Outcome.EMERGENCY:
            return progress
        while screen := next_screen(progress, knowledge):
            self._print(f"\n{screen.group.title}. {screen.group.intro}")
            for question in screen.questions:
                answer = ask_question(self._keys, self._console, question)
                progress = replace(progress, given={**progress.given, question.id: answer})
                if self._asks_for_help(progress) or supple.took_too_long(since):
                    return progress  # no further question
            if screen.asked_again:
                again = progress.again | {question.id for question in screen.questions}
                progress = replace(progress, again=again)
        return progress

    def _asks_for_help(self, progress: Progress) -> bool:
        """Whether the answers alone do, from knowledge: help waits for no journal."""
        clearance = screen(progress.merged, self._supple.knowledge, first_week=None)
        return clearance.outcome is Outcome.EMERGENCY

    def _finish(self, progress: Progress, since: datetime) -> ScreeningEntry | None:
        """Keep it and say what it leads to; the number comes before everything that may fail."""
        asks_for_help = self._asks_for_help(progress)
        if asks_for_help:
            self.tell_emergency()
        outcome = self._supple.judge(progress).outcome
        entry = self._supple.finish(progress, outcome.value, first_answer_at=since)
        _, clearance = self._supple.screening(entry.id)
        if clearance.outcome is Outcome.EMERGENCY and not asks_for_help:
            self.tell_emergency()
        if clearance.outcome is not Outcome.EMERGENCY:
            self._print(f"\n{clearance.title}")
        for reason in clearance.reasons:
            self._print(reason.say)
        if clearance.who:
            how_soon = self._supple.knowledge.policy.how_soon[str(clearance.urgency)]
            self._print(f"Who to see: {clearance.who}. {how_soon}")
        return entry if clearance.techniques else None

    def tell_emergency(self) -> None:
        """The number first, then what to do. It waits for no journal: else the place is as it was before."""
        emergency = self._supple.knowledge.emergency
        with suppress(SuppleError):
            self._place = self._supple.place_or_default()
        self._console.bell()
        self._print(f"\n{emergency.title}. {emergency.call} {self._place.number}")
        for sentence in emergency.say:
            self._print(sentence)
