"""The `supple` command. Bad input is one line on standard error and exit code 2."""

import sys
from pathlib import Path

import click

from supple.base.errors import SuppleError, why
from supple.cli.data_folder import FOLDER
from supple.cli.signals import SignalError
from supple.cli.standard_output import OutputError, let_go_of, ready_to_write

CTRL_C = 130
OWN_BUG = 1  # as Python ends then
READER_LEFT = 1  # as click and rich end then

COMMANDS = {
    "screen": "supple.cli.screen:screen_command",
    "plan": "supple.cli.plan:plan_command",
    "habit": "supple.cli.habit:habit_command",
    "session": "supple.cli.session:session_command",
    "spine": "supple.cli.spine:spine_command",
    "pop": "supple.cli.pop:pop_command",
    "report": "supple.cli.report:report_command",
    "export": "supple.cli.own_data:export_command",
    "restore": "supple.cli.own_data:restore_command",
    "link": "supple.cli.link:link_command",
    "people": "supple.cli.own_data:people_command",
    "delete": "supple.cli.own_data:delete_command",
    "knowledge": "supple.cli.knowledge:knowledge_command",
}


class LazyGroup(click.Group):
    """Imports a command only when it is asked for, so that the app starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        from pkgutil import resolve_name

        command = resolve_name(COMMANDS[cmd_name])
        return command if isinstance(command, click.Command) else None


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.option(
    "--port", type=click.IntRange(0, 65_535), help="The port on 127.0.0.1; by default the first free one."
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--data", type=FOLDER, help="The data folder; by default the platform's.")
@click.version_option(package_name="supple")
@click.pass_context
def supple(context: click.Context, port: int | None, no_browser: bool, data: Path | None) -> None:
    """Guided, gentle mobility for a stiff back. Without a command, starts the app."""
    if context.invoked_subcommand is not None:
        return
    from supple.app.serving import serve
    from supple.app.settings import Settings

    serve(Settings(data=data, port=port, open_browser=not no_browser))


def main() -> None:
    """Run the command line; every expected fault is one sentence and exit code 2."""
    try:
        code = _run()
    except OutputError as error:
        let_go_of(sys.stdout)
        code = _fail(f"Standard output cannot be written ({why(error)}). Send it somewhere else.")
    except BrokenPipeError:  # a reader who left, as `head` does, knows already
        let_go_of(sys.stdout)
        code = READER_LEFT
    except Exception as bug:  # noqa: BLE001 - a mistake of ours is told without what anybody wrote
        from supple.app.bug_log import tell_bug

        tell_bug(bug)
        code = OWN_BUG
    sys.exit(code)


def _run() -> int:
    """The exit code. Raises OutputError here, not when Python ends, for what cannot be written."""
    try:
        ready_to_write()
        code = supple.main(standalone_mode=False) or 0
        sys.stdout.flush()
    except SuppleError as error:
        return _fail(str(error), code=getattr(error, "exit_code", 2))
    except SignalError as signal:
        if signal.for_good:  # a terminal that is gone takes nothing more
            let_go_of(sys.stdout)
            let_go_of(sys.stderr)
        return signal.exit_code
    except click.exceptions.Abort as abort:
        code = CTRL_C if isinstance(abort.__cause__, KeyboardInterrupt) else 2
        return _fail("Interrupted. Nothing was lost; start again when you like.", code=code)
    except click.ClickException as error:
        return _fail(f"{error.format_message()} See supple --help.")
    return code


def _fail(sentence: str, *, code: int = 2) -> int:
    try:
        click.echo(f"supple: {' '.join(sentence.split())}", err=True)
    except OSError:
        let_go_of(sys.stderr)
    return code


if __name__ == "__main__":
    main()
