"""Asking in a terminal: one key an answer, and nothing counts as no but a no."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from supple.base.errors import SuppleError
from supple.cli.keys import Keys
from supple.cli.signals import SignalError
from supple.knowledge.schema.question import Question
from supple.safety.answers import Answer

LONG_S = 3600.0
QUIET_S, MOST_WAITS = 0.4, 8
LEFT_BY = {"\x03": 130, "\x04": 2, "\x1c": 131}  # Ctrl-C, Ctrl-D and Ctrl-\\, with how the command then ends
SHORT_LABEL = 20


class NothingAnsweredError(SuppleError):
    """A question was left open."""

    def __init__(self, *, exit_code: int) -> None:
        super().__init__("Nothing was answered", fix="Start again when you are ready")
        self.exit_code = exit_code


def leaves_with(pressed: str | None) -> int | None:
    """How the command ends where one of these keys leaves, held down or not; None: nobody leaves."""
    return next((LEFT_BY[key] for key in pressed or "" if key in LEFT_BY), None)


def settle(keys: Keys) -> None:
    """Wait until no key was pressed for a moment: whoever pressed to stop has chosen no answer yet."""
    for _ in range(MOST_WAITS):
        try:
            if keys.wait(QUIET_S) is None:
                return
        except SignalError as signal:
            if signal.for_good:
                raise


def choose(
    keys: Keys, console: Console, prompt: str, options: Sequence[tuple[str, str]], *, hint: str = ""
) -> int:
    """Show the prompt and the options (key, label); the place of the one whose key is pressed.

    Raises NothingAnsweredError where somebody leaves, or presses nothing for an hour; SignalError.
    """
    if prompt:
        console.print(Text(prompt, style="bold"))
    between = "\n" if any(len(label) > SHORT_LABEL for _, label in options) else "   "
    shown = hint or between.join(f"[{key}] {label}" for key, label in options)
    console.print(Text(shown, style="dim" if hint else ""))
    names = [key for key, _ in options]
    while True:
        pressed = keys.wait(LONG_S)
        exit_code = leaves_with(pressed)
        if pressed is None or exit_code is not None:
            raise NothingAnsweredError(exit_code=exit_code or 2)
        if pressed.lower() in names:
            place = names.index(pressed.lower())
            console.print(Text(f"  {options[place][1]}", style="cyan"))
            return place


def ask_question(keys: Keys, console: Console, question: Question) -> Answer:
    """One screening question, answered by a key."""
    prompt = f"\n{question.ask}" + (f" ({question.help})" if question.help else "")
    if question.answer == "zero_to_ten":
        return float(ask_number(keys, console, prompt))
    options = [("y", "yes"), ("n", "no")] + ([("u", "not sure")] if question.offer_unsure else [])
    answers: tuple[Answer, ...] = (True, False, "unsure")
    return answers[choose(keys, console, prompt, options)]


def ask_number(keys: Keys, console: Console, prompt: str) -> int:
    """A number from 0 to 10; x is 10."""
    options = [*((str(number), str(number)) for number in range(10)), ("x", "10")]
    return choose(keys, console, prompt, options, hint="a key from 0 to 9, or x for 10")
