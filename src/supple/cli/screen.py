"""`supple screen FILE`: answers in, clearance out."""

import click

from supple.cli.answer_file import read_answers
from supple.cli.output import print_json
from supple.knowledge.loader import load
from supple.safety.clearance import Clearance
from supple.safety.screening import screen


@click.command("screen")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
def screen_command(file: str, as_json: bool) -> None:
    """Screen the answers in FILE (JSON; - is standard input)."""
    knowledge = load()
    given = read_answers(file, knowledge)
    clearance = screen(given.answers, knowledge, first_week=given.first_week)
    if as_json:
        print_json(as_data(clearance))
        return
    click.echo(clearance.title)
    for reason in clearance.reasons:
        click.echo(f"  {reason.say}")
    if clearance.who:
        click.echo(
            f"  Who to see: {clearance.who}. How soon: {knowledge.policy.how_soon[str(clearance.urgency)]}"
        )
    if clearance.missing:
        click.echo(f"  Not answered: {', '.join(clearance.missing)}")
    if clearance.techniques:
        click.echo(f"  Possible today: {', '.join(clearance.techniques)}")
    click.echo(f"  {knowledge.boundaries.short}")


def as_data(clearance: Clearance) -> dict[str, object]:
    """The clearance by the contract for scripts."""
    return {
        "outcome": clearance.outcome.value,
        "title": clearance.title,
        "urgency": clearance.urgency.value if clearance.urgency else None,
        "who": clearance.who,
        "techniques": list(clearance.techniques),
        "small_range": sorted(clearance.small_range),
        "place": clearance.place,
        "complete": clearance.complete,
        "missing": list(clearance.missing),
        "reasons": [
            {"rule": one.rule, "say": one.say, "sources": list(one.sources)} for one in clearance.reasons
        ],
        "rules_version": clearance.rules_version,
    }
