"""What is made from something else was made from what is there now."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from hatch_build import NODE, ROOMS, ZIG, kernel_code, kernel_is_fresh
from run import fingerprint, player_sources, requirements_of
from supple.web.schema import openapi_json
from tests.codehealth.repository import BUILT_PLAYER, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def _locked(lock: str) -> dict[str, set[str]]:
    """Versions by name: more than one where they differ by Python or system."""
    versions: dict[str, set[str]] = {}
    for package, version in LOCKED.findall((ROOT / lock).read_text(encoding="utf-8")):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-postgres.lock", PROJECT["project"]["dependencies"]),
        ("requirements-postgres.lock", PROJECT["project"]["optional-dependencies"]["postgres"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("requirements-build.lock", PROJECT["dependency-groups"]["build"]),
        ("requirements-build.lock", PROJECT["build-system"]["requires"]),
        ("requirements-build.lock", [NODE, ZIG]),
    ],
)
def test_the_lock_has_what_the_project_asks_for(lock: str, asked: list[str]) -> None:
    locked = _locked(lock)
    for requirement in map(Requirement, asked):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in {lock}: just lock"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: just lock"


@pytest.mark.parametrize("other", ["requirements-dev.lock", "requirements-postgres.lock"])
def test_the_locks_agree(other: str) -> None:
    app, more = _locked("requirements.lock"), _locked(other)
    assert {name: app[name] for name in app.keys() & more.keys()} == {
        name: more[name] for name in app.keys() & more.keys()
    }


def test_what_builds_agrees_with_what_tests() -> None:
    """Node builds the player and tests it."""
    build, dev = _locked("requirements-build.lock"), _locked("requirements-dev.lock")
    assert {name: build[name] for name in build.keys() & dev.keys()} == {
        name: dev[name] for name in build.keys() & dev.keys()
    }


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_lock_names_versions_and_hashes_and_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    for name, requirement in requirements_of(text).items():
        assert LOCKED.match(requirement), name
        assert HASH.search(requirement), name
    assert "".join(requirements_of(text).values()) == text


def test_the_player_was_built_from_these_sources() -> None:
    built = BUILT_PLAYER / ".hash"
    assert built.exists(), "The player is not built: python3 run.py builds it."
    assert built.read_text(encoding="utf-8") == fingerprint(player_sources(ROOT)), "Run python3 run.py again."


@pytest.mark.parametrize("room", ROOMS)
def test_the_kernels_were_compiled_from_these_sources(room: str) -> None:
    assert kernel_code(room, ROOT)
    assert kernel_is_fresh(room, ROOT), "Run python3 run.py: it compiles the kernel again."


def test_the_player_takes_its_types_from_this_api() -> None:
    kept = (ROOT / "player" / "openapi.json").read_text(encoding="utf-8")
    assert kept == openapi_json(), "just schema writes it anew."
