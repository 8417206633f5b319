"""Asking in a terminal: one key an answer, and nothing counts as no but a no."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from supple.base.errors import SuppleError
from supple.cli.keys import Keys
from supple.knowledge.schema.question import Question
from supple.safety.answers import Answer

LONG_S = 3600.0
SHORT_LABEL = 20


def choose(
    keys: Keys, console: Console, prompt: str, options: Sequence[tuple[str, str]], *, hint: str = ""
) -> int:
    """Show the prompt and the options (key, label); the place of the one whose key is pressed."""
    if prompt:
        console.print(Text(prompt, style="bold"))
    between = "\n" if any(len(label) > SHORT_LABEL for _, label in options) else "   "
    shown = hint or between.join(f"[{key}] {label}" for key, label in options)
    console.print(Text(shown, style="dim" if hint else ""))
    names = [key for key, _ in options]
    while True:
        pressed = keys.wait(LONG_S)
        if pressed is None or pressed in ("\x03", "\x04"):
            raise SuppleError("Nothing was answered", fix="Start again when you are ready")
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
