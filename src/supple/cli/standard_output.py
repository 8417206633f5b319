"""Standard output that is full, closed, or read by somebody who left; and `-`, which is standard output."""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from supple.base.errors import SuppleError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

DASH = "-"


class OutputError(OSError):
    """Standard output cannot be written: none of our bugs, but something to say."""


class _Told(io.FileIO):
    """Standard output that tells its own faults from those of other files."""

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write some of it. Raises OutputError, BrokenPipeError where the reader has left."""
        try:
            return super().write(content)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from error


def ready_to_write() -> None:
    """Raise SuppleError where standard output is closed. Letters that it lacks are written as codes."""
    if sys.stdout is None:
        raise SuppleError("Standard output is closed", fix="Leave it open, or send it to a file")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # A console of Windows has ways of its own, and a test has no file.
    stream = sys.__stdout__
    if stream is not None and sys.stdout is stream and (os.name == "posix" or not stream.isatty()):
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(_Told(stream.fileno(), "wb", closefd=False)),
            encoding=stream.encoding,
            errors="backslashreplace",
            line_buffering=stream.line_buffering,
        )


def let_go_of(stream: TextIO | None) -> None:
    """Send what still waits there to nowhere, so that Python's own end is quiet."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def is_output(path: Path | str | None) -> bool:
    """Whether a file's name is `-`."""
    return path is not None and str(path) == DASH


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where files go: under their names, or for `-` to standard output."""

    binary: BinaryIO

    def write(self, path: Path, content: bytes, *, silent: bool = False, more: str = "") -> None:
        """Write a file whole or not at all, and say so. Raises SuppleError where it cannot be written."""
        if is_output(path):
            self.write_out([content])
            return
        from supple.app.keeping import write_file

        write_file(path, content)
        if not silent:
            click.echo(f"Wrote {path}{more}")

    def write_out(self, pieces: Iterable[bytes]) -> None:
        """Write to standard output. Raises OSError."""
        self.binary.writelines(pieces)
        self.binary.flush()


def output_of(*files: Path | str | None, json: bool = False) -> Output:
    """`files_out` for as long as the command runs."""
    return click.get_current_context().with_resource(files_out(*files, json=json))


@contextmanager
def files_out(*files: Path | str | None, json: bool = False) -> Iterator[Output]:
    """Where one of the files is standard output, words go to standard error while this lasts.

    Raises SuppleError where more than one thing would go to standard output, or into one file, and for a file
    in which journals are kept.
    """
    named = [Path(file) for file in files if file is not None and not is_output(file)]
    _refuse_same(named)
    _refuse_own(named)
    output = Output(binary=sys.stdout.buffer)
    dashes = sum(map(is_output, files))
    if dashes + json > 1 and dashes:
        raise SuppleError("Two things cannot both go to standard output", fix="Name a file for one of them")
    sys.stdout.flush()
    with redirect_stdout(sys.stderr) if dashes else nullcontext():
        yield output


def _refuse_same(files: Sequence[Path]) -> None:
    """Raise SuppleError where a file would take the place of another one; a device takes everything."""
    meant = [Path(os.path.realpath(file)) for file in files]
    twice = next(
        (file for file in meant if meant.count(file) > 1 and (file.is_file() or not file.exists())), None
    )
    if twice is not None:
        raise SuppleError(f"Two things cannot both go to {twice}", fix="Name another file for one of them")


def _refuse_own(files: Sequence[Path]) -> None:
    """Raise SuppleError where a file is one of Supple's own in the data folder of this command."""
    if not files:
        return
    from supple.app.keeping import refuse_own_files

    context = click.get_current_context(silent=True)
    given = [] if context is None else [context.params.get("data"), context.find_root().params.get("data")]
    refuse_own_files(files, next(filter(None, given), None))
