"""Asks in a terminal what happened at stops of which nobody has said it yet, before anything else."""

from rich.console import Console
from rich.text import Text

from supple.app.service import Supple
from supple.app.stop_answers import (
    StopAnswer,
    StopQuestion,
    YesNoUnsure,
    answer_damage,
    answer_stops,
    damage_to_ask_about,
    leads_to_emergency,
    questions_after,
    stop_question,
)
from supple.cli.ask import ask_number, choose
from supple.cli.interview import Interview
from supple.cli.keys import Keys
from supple.knowledge.schema.stop import Stop
from supple.report.charts.words import long_day

YES_NO_UNSURE: tuple[tuple[YesNoUnsure, str, str], ...] = (
    (True, "y", "yes"),
    (False, "n", "no"),
    ("unsure", "u", "not sure"),
)
LOST = "Part of your journal was lost. Did you stop because something was wrong?"


def ask_open_stops(supple: Supple, interview: Interview, *, keys: Keys, console: Console) -> None:
    """Ask what is open, and keep the answers. Raises SuppleError where nobody answers."""
    damage_id = damage_to_ask_about(supple)
    while damage_id is not None:
        answer_damage(supple, damage_id, stopped=_yes_no(keys, console, LOST))
        damage_id = damage_to_ask_about(supple)
    while (question := stop_question(supple)) is not None:
        _ask_what_happened(supple, interview, question, keys=keys, console=console)


def _ask_what_happened(
    supple: Supple, interview: Interview, question: StopQuestion, *, keys: Keys, console: Console
) -> None:
    when = question.stopped_at
    ask = f"You stopped on {long_day(when.date())} at {when:%H:%M}. What happened?"
    options = [(str(n), f"{stop.label}. {stop.note}") for n, stop in enumerate(question.choices, start=1)]
    stop = question.choices[choose(keys, console, ask, options)]
    answer = _answer(supple, stop, keys=keys, console=console)
    if leads_to_emergency(stop, answer.follow_up):
        interview.tell_emergency()
    led_to = answer_stops(supple, tuple(stopped.stop_id for stopped in question.stops), answer)
    for sentence in (led_to.then.title, *led_to.then.say):
        console.print(Text(sentence))


def _answer(supple: Supple, stop: Stop, *, keys: Keys, console: Console) -> StopAnswer:
    """The event with what it asks for; a yes or not sure ends the asking."""
    follow_up: dict[str, YesNoUnsure] = {}
    for question in questions_after(supple, stop.id):
        follow_up[question.id] = _yes_no(keys, console, question.ask)
        if follow_up[question.id] is not False:
            return StopAnswer(event=stop.id, follow_up=follow_up)
    pain = (
        ask_number(keys, console, "How much does it hurt now? 0 none, 10 worst.")
        if stop.then.ask_pain
        else None
    )
    return StopAnswer(event=stop.id, pain_now=None if pain is None else float(pain), follow_up=follow_up)


def _yes_no(keys: Keys, console: Console, ask: str) -> YesNoUnsure:
    options = [(key, label) for _, key, label in YES_NO_UNSURE]
    return YES_NO_UNSURE[choose(keys, console, ask, options)][0]
