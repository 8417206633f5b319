"""The screening questions in a terminal, and what the answers led to."""

from rich.console import Console
from rich.text import Text

from supple.app.service import Supple
from supple.app.wizard import Progress, next_screen
from supple.cli.answer_file import read_answers
from supple.cli.ask import ask_question
from supple.cli.keys import Keys
from supple.journal.entry import ScreeningEntry
from supple.knowledge.schema.rule import Outcome
from supple.safety.answers import Answer


class Interview:
    """Asks what is due, keeps the answers, and says the outcome."""

    def __init__(self, supple: Supple, *, keys: Keys, console: Console) -> None:
        self._supple = supple
        self._keys = keys
        self._console = console

    def _print(self, text: str) -> None:
        self._console.print(Text(text))

    def screen(self, answer_file: str | None) -> ScreeningEntry | None:
        """The kept screening if it allows a session; otherwise says what to do and gives None."""
        given: dict[str, Answer] = {}
        if answer_file is not None:
            given = dict(read_answers(answer_file, self._supple.knowledge).answers.given)
        again: frozenset[str] = frozenset()
        progress = self._supple.progress(given, again=again)
        while not self._is_emergency(progress) and (screen := next_screen(progress, self._supple.knowledge)):
            self._print(f"\n{screen.group.title}. {screen.group.intro}")
            for question in screen.questions:
                given[question.id] = ask_question(self._keys, self._console, question)
                progress = self._supple.progress(given, again=again)
                if self._is_emergency(progress):
                    return self._finish(progress)  # help first: no further question
            if screen.asked_again:
                again |= {question.id for question in screen.questions}
                progress = self._supple.progress(given, again=again)
        return self._finish(progress)

    def _is_emergency(self, progress: Progress) -> bool:
        return self._supple.judge(progress).outcome is Outcome.EMERGENCY

    def _finish(self, progress: Progress) -> ScreeningEntry | None:
        outcome = self._supple.judge(progress).outcome
        entry = self._supple.finish(progress, outcome.value)
        return self._tell_outcome(entry)

    def _tell_outcome(self, entry: ScreeningEntry) -> ScreeningEntry | None:
        _, clearance = self._supple.screening(entry.id)
        if clearance.outcome is Outcome.EMERGENCY:
            self.tell_emergency()
        else:
            self._print(f"\n{clearance.title}")
        for reason in clearance.reasons:
            self._print(reason.say)
        if clearance.who:
            how_soon = self._supple.knowledge.policy.how_soon[str(clearance.urgency)]
            self._print(f"Who to see: {clearance.who}. {how_soon}")
        return entry if clearance.techniques else None

    def tell_emergency(self) -> None:
        """The number first, then what to do."""
        emergency = self._supple.knowledge.emergency
        self._console.bell()
        self._print(f"\n{emergency.title}. {emergency.call} {self._supple.place_or_default().number}")
        for sentence in emergency.say:
            self._print(sentence)
