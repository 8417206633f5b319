"""Static files, and the built player's shell and service worker."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from supple.base.errors import SuppleError
from supple.web.site import PLAYER, STATIC

ASSETS = "player/assets/"
FOREVER = "public, max-age=31536000, immutable"


class StaticFolder(StaticFiles):
    """Files under static/. Those with a hash in their name never change; the others are checked each time."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = FOREVER if path.startswith(ASSETS) else "no-cache"
        return response


def shell(_request: Request) -> Response:
    """GET /session. Raises SuppleError where the player was not built."""
    return FileResponse(_built("index.html"), headers={"cache-control": "no-cache"})


def service_worker(_request: Request) -> Response:
    """GET /sw.js, allowed to serve the whole site."""
    headers = {"cache-control": "no-cache", "service-worker-allowed": "/"}
    return FileResponse(_built("sw.js"), media_type="text/javascript", headers=headers)


def _built(name: str) -> Path:
    path = PLAYER / name
    if not path.is_file():
        raise SuppleError(
            f"The session player is not built: {path.name} is missing",
            fix="Install Supple again with python3 run.py, or run npm ci and npm run build in player",
        )
    return path
