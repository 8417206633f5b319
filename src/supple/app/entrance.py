"""Who may come in: whoever followed a link that only this user can read, and whoever was let in before."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from os import fsencode
from pathlib import Path

from supple.app.folder_watch import FolderWatch
from supple.app.secret import FolderSecret, same
from supple.app.settings import Settings
from supple.base.errors import SuppleError
from supple.store.folder import data_folder

_BROWSER, _PLAN = "browser", "plan"
SHORT = 12


def folder_id(folder: Path) -> str:
    """A short name for a data folder."""
    return sha256(fsencode(folder)).hexdigest()[:SHORT]


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """The door of one data folder, while a server runs.

    `lasting`: the token of the printed link. `once`: the token of the link that the browser is opened with;
    it is good for one use.
    """

    folder: Path
    watch: FolderWatch
    secret: FolderSecret
    lasting: str
    once: str
    _unused: list[str] = field(repr=False)

    @property
    def cookie_name(self) -> str:
        """Browsers share cookies among all ports of a host, so each folder has its own."""
        return f"supple_{folder_id(self.folder)}"

    def cookie(self) -> str:
        """What a browser shows that was let in. Raises SuppleError where no secret can be kept."""
        self.watch.refuse_replaced()
        self.secret.prepare()
        self.watch.refuse_replaced()  # from now on, if the folder was made just now
        return self._cookie()

    def new_cookie(self) -> str:
        """What the one browser shows that may begin anew when everything was deleted."""
        self.secret.renew()
        return self._cookie()

    def _cookie(self) -> str:
        proof = self.secret.sign(_BROWSER)
        if proof is None:
            raise SuppleError(
                f"The file {self.secret.path} cannot be read", fix="Give yourself the right to read it"
            )
        return proof

    def admits(self, cookie: str | None) -> bool:
        """Whether a browser was let in; those of before "Delete everything" were not."""
        if cookie is None or not self.secret.proves(cookie, _BROWSER):
            return False
        with suppress(SuppleError):  # on a full disk the next secret stays in memory
            self.secret.prepare()
        return True

    @property
    def person_cookie_name(self) -> str:
        """The cookie that says whose journal a browser shows."""
        return f"supple_person_{folder_id(self.folder)}"

    def plan_token(self, journal: str, session: str) -> str:
        """What a session's page holds: good for entries of that session alone, also without a cookie."""
        return f"{session}.{self.secret.sign(_PLAN, journal, session) or ''}"

    def session_of(self, token: str, journal: str) -> str | None:
        """The session that a token is good for in that journal; None if it is no token of ours."""
        session, _, proof = token.rpartition(".")
        return session if self.secret.proves(proof, _PLAN, journal, session) else None

    def opens(self, token: str) -> bool:
        """Whether it is the token of the printed link."""
        return same(token, self.lasting)

    def opens_once(self, token: str) -> bool:
        """Whether it is the token of the link for one use; it is used then."""
        if not any(same(token, unused) for unused in self._unused):
            return False
        self._unused.clear()
        return True


def entrance_of(settings: Settings) -> Entrance:
    """The door of the data folder that was chosen, with links that nobody has seen yet."""
    folder = data_folder(settings.data)
    once = secrets.token_urlsafe()
    return Entrance(
        folder=folder,
        watch=FolderWatch(folder=folder),
        secret=FolderSecret(folder=folder),
        lasting=secrets.token_urlsafe(),
        once=once,
        _unused=[once],
    )
