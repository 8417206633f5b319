"""The secret of a data folder: who can prove it was let in by somebody who may read that folder."""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from pathlib import Path

from supple.app.private_file import read_private
from supple.base.errors import SuppleError
from supple.store.folder import prepare_folder
from supple.store.whole_file import write_whole

SECRET_NAME = "secret"  # noqa: S105 - the file's name
LENGTH = 32


@dataclass(frozen=True, kw_only=True)
class FolderSecret:
    """Read anew for each proof, so that all proofs die with the file, whoever deletes it.

    `_next`: the one that takes its place, until somebody comes in with it and it is written.
    """

    folder: Path
    _next: list[bytes] = field(default_factory=list, repr=False)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / SECRET_NAME

    def prepare(self) -> None:
        """Make it where there is none, or where others could have read it. Raises SuppleError.

        What is no plain file is neither read nor written: a link would lead to a file of something else.
        """
        if self._in_file() is None:
            if self.path.is_symlink() or (self.path.exists() and not self.path.is_file()):
                raise SuppleError(
                    f"{self.path} is a link, a folder or a pipe, not a file of its own; nothing was written",
                    fix="Move it to another place, then try again: Supple makes the file anew",
                )
            prepare_folder(self.folder)
            write_whole(self.path, [self._next.pop() if self._next else secrets.token_bytes(LENGTH)])

    def renew(self) -> None:
        """Have another one ready for when the file is gone. An empty folder stays empty so far."""
        self._next[:] = [secrets.token_bytes(LENGTH)]

    def forget(self) -> None:
        """Let all proofs die. Raises SuppleError."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise SuppleError(
                f"The file {self.path} cannot be deleted ({error.strerror})",
                fix="Give yourself the right to write there, then try again",
            ) from error

    def sign(self, *words: str) -> str | None:
        """A proof of these words, as hexadecimal text; None where there is no secret."""
        secret = self._read()
        if secret is None:
            return None
        return hmac.new(secret, dumps(words).encode(), sha256).hexdigest()

    def proves(self, proof: str, *words: str) -> bool:
        """Whether a proof is of these words and of this secret."""
        right = self.sign(*words)
        return right is not None and same(proof, right)

    def _read(self) -> bytes | None:
        return self._in_file() or next(iter(self._next), None)

    def _in_file(self) -> bytes | None:
        content = read_private(self.path)
        return content if content is not None and len(content) == LENGTH else None


def same(told: str, right: str) -> bool:
    """Whether two texts are the same; how long it takes does not say where they differ."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), right.encode())
