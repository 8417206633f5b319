"""Asking in a terminal: one key an answer, and nothing counts as no but a no."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from supple.base.errors import SuppleError
from supple.cli.keys import Keys
from supple.knowledge.schema.question import Question
from supple.safety.answers import Answer

LONG_S = 3600.0


def choose(keys: Keys, console: Console, prompt: str, options: Sequence[tuple[str, str]]) -> int:
    """Show the options as (key, label) and return the place of the one whose key is pressed."""
    if prompt:
        console.print(Text(prompt, style="bold"))
    console.print(Text("   ".join(f"[{key}] {label}" for key, label in options)))
    names = [key for key, _ in options]
    while True:
        pressed = keys.wait(LONG_S)
        if pressed is None or pressed in ("\x03", "\x04"):
            raise SuppleError("Nothing was answered", fix="Start again when you are ready")
        if pressed.lower() in names:
            return names.index(pressed.lower())


def ask_question(keys: Keys, console: Console, question: Question) -> Answer:
    """One screening question, answered by a key."""
    if question.answer == "zero_to_ten":
        return float(ask_number(keys, console, question.ask))
    options = [("y", "yes"), ("n", "no")] + ([("u", "not sure")] if question.offer_unsure else [])
    answers: tuple[Answer, ...] = (True, False, "unsure")
    if question.help:
        console.print(Text(question.help, style="dim"))
    return answers[choose(keys, console, question.ask, options)]


def ask_number(keys: Keys, console: Console, prompt: str) -> int:
    """A number from 0 to 10; x is 10."""
    digits = [(str(number), "") for number in range(10)]
    console.print(Text("0 to 9, or x for 10", style="dim"))
    return choose(keys, console, prompt, [*digits, ("x", "10")])
