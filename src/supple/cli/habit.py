"""`supple habit FILE`: days, sessions and stops in; what the habit watch says out."""

import click

from supple.cli.habit_file import HabitFile, read_habit_file
from supple.cli.output import print_json
from supple.journal.habit.effect import restrictions_of
from supple.journal.habit.watch import HabitNote, watch
from supple.knowledge.collection import Knowledge
from supple.knowledge.loader import load
from supple.safety.restrictions import locked, restrictions


@click.command("habit")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
def habit_command(file: str, as_json: bool) -> None:
    """Say what the days in FILE lead to (JSON; - is standard input)."""
    knowledge = load()
    given = read_habit_file(file, knowledge)
    note = watch(given.facts, knowledge, today=given.today)
    data = as_data(note, given, knowledge)
    if as_json:
        print_json(data)
        return
    show(note, data, knowledge)


def as_data(note: HabitNote, given: HabitFile, knowledge: Knowledge) -> dict[str, object]:
    """The note by the contract for scripts."""
    stopped = restrictions(given.history, knowledge, today=given.today)
    left = stopped.with_more(restrictions_of(note, knowledge))
    return {
        "outcome": note.outcome.value,
        "rules": [one.code for one in note.findings],
        "techniques": [key for key in knowledge.techniques if left.leave(key)],
        "locked": list(locked(given.history, knowledge, today=given.today)),
        "say": [*(one.say for one in note.findings), *(one.say for one in stopped.parts)],
        "notes": [
            {
                "rule": one.code,
                "outcome": one.outcome.value,
                "about": one.about,
                "say": one.say,
                "who": None if one.who is None else knowledge.who[one.who].name,
                "urgency": None if one.urgency is None else one.urgency.value,
                "days": [day.isoformat() for day in one.days],
                "sources": list(one.sources),
            }
            for one in note.findings
        ],
        "rules_version": knowledge.boundaries.version,
    }


def show(note: HabitNote, data: dict[str, object], knowledge: Knowledge) -> None:
    """The note in words."""
    click.echo(f"Outcome: {note.outcome.value}")
    for one in note.findings:
        click.echo(f"  {one.code}: {one.say}")
        click.echo(f"      Counted: {', '.join(day.isoformat() for day in one.days)}")
        if one.who is not None and one.urgency is not None:
            how_soon = knowledge.policy.how_soon[one.urgency.value]
            click.echo(f"      Who to see: {knowledge.who[one.who].name}. {how_soon}")
    for key, title in (("techniques", "Possible"), ("locked", "Closed after a stop")):
        names = data[key]
        if isinstance(names, list):
            click.echo(f"  {title}: {', '.join(names) or 'none'}")
    click.echo(f"  {knowledge.boundaries.short}")
