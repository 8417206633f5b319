"""Fingers on a screen: each put down, held and lifted when the test says so."""

from dataclasses import dataclass
from random import Random

from playwright.sync_api import CDPSession, Page

Place = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Finger:
    """Where a finger comes down, when, and for how long it stays, in ms."""

    place: Place
    after_ms: float
    held_ms: float


class Touchscreen:
    """The screen of one page, with several fingers at once."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._down: dict[int, Place] = {}

    def down(self, finger: int, place: Place) -> None:
        """Put a finger down beside those that are there."""
        self._down[finger] = place
        self._send("touchStart")

    def move(self, finger: int, place: Place) -> None:
        """Slide it to another place; the others stay."""
        self._down[finger] = place
        self._send("touchMove")

    def up(self, finger: int) -> None:
        """Lift it; the others stay."""
        del self._down[finger]
        self._send("touchMove" if self._down else "touchEnd")

    def _send(self, kind: str) -> None:
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in self._down.items()]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def gesture(chance: Random, places: tuple[Place, Place]) -> list[Finger]:
    """One way to touch: short, held, tapped again and again at one place, or with two fingers."""
    way = chance.choice(("short", "held", "again", "again", "two"))
    if way == "short":
        return [Finger(place=places[0], after_ms=0, held_ms=chance.uniform(10, 90))]
    if way == "held":
        return [Finger(place=places[0], after_ms=0, held_ms=chance.uniform(300, 1500))]
    if way == "two":
        return [
            Finger(place=places[0], after_ms=0, held_ms=chance.uniform(30, 700)),
            Finger(place=places[1], after_ms=chance.uniform(0, 200), held_ms=chance.uniform(30, 700)),
        ]
    fingers, at = [], 0.0
    for _ in range(chance.randint(2, 5)):
        x, y = places[0]
        near = (x + chance.uniform(-12, 12), y + chance.uniform(-12, 12))
        held = chance.uniform(20, 120)
        fingers.append(Finger(place=near, after_ms=at, held_ms=held))
        at += held + chance.uniform(40, 250)
    return fingers
