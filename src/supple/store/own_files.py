"""Nothing that is written for somebody takes the place of a file of Supple's own."""

from contextlib import suppress
from pathlib import Path

from supple.base.errors import SuppleError
from supple.store.folder import names_in
from supple.store.own_names import BESIDE_JOURNAL, JOURNAL_FILE, is_own
from supple.store.real_file import real_path


def refuse_own(path: Path, folder: Path) -> None:
    """Raises SuppleError where a file that is to be written is one of Supple's own.

    In the data folder that is every such name; elsewhere what a link in it leads to, and any journal.
    """
    real = real_path(path)
    is_journal = JOURNAL_FILE.fullmatch(real.name) is not None and real.exists()
    if is_journal or (is_own(real.name) and _is_same(real.parent, folder)) or _is_led_to(real, folder):
        raise SuppleError(
            f"{path} is one of Supple's own files, in which it keeps what is noted; nothing was written",
            fix="Name another file",
        )


def _is_same(folder: Path, other: Path) -> bool:
    with suppress(OSError):
        return folder.samefile(other)
    return real_path(folder) == real_path(other)


def _is_led_to(real: Path, folder: Path) -> bool:
    """Whether a link in the data folder leads there, or to the database beside which it lies."""
    names: list[str] = []
    with suppress(SuppleError):  # whoever needs the folder is told
        names = [name for name in names_in(folder) if is_own(name) and (folder / name).is_symlink()]
    targets = [real_path(folder / name) for name in names]
    return any(
        real.parent == target.parent
        and real.name.startswith(target.name)
        and BESIDE_JOURNAL.fullmatch(real.name.removeprefix(target.name))
        for target in targets
    )
