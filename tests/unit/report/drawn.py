"""Reads a chart back from its text: what is drawn, and where."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
# Widths of serif letters in em, a little wider than Palatino's.
NARROW, WIDE, OTHER = 0.36, 0.9, 0.53
ASCENT, DESCENT = 0.7, 0.22


@dataclass(frozen=True, kw_only=True)
class Box:
    """Where something lies."""

    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, other: "Box") -> bool:
        across = other.left <= self.left <= self.right <= other.right
        return across and other.top <= self.top <= self.bottom <= other.bottom

    def touches(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One element."""

    tag: str
    look: str
    attributes: dict[str, str]
    words: str

    def number(self, name: str) -> float:
        return float(self.attributes[name])

    @property
    def points(self) -> list[tuple[float, float]]:
        """Of a polyline or a path of straight lines."""
        found = re.findall(r"-?\d+(?:\.\d+)?", self.attributes.get("points", self.attributes.get("d", "")))
        numbers = [float(one) for one in found]
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    @property
    def box(self) -> Box:
        """What it covers, without the width of its line."""
        if self.tag == "text":
            return self._box_of_words()
        if self.tag == "circle":
            x, y, r = self.number("cx"), self.number("cy"), self.number("r")
            return Box(left=x - r, top=y - r, right=x + r, bottom=y + r)
        if self.tag == "rect":
            x, y = self.number("x"), self.number("y")
            return Box(left=x, top=y, right=x + self.number("width"), bottom=y + self.number("height"))
        points = self.points or [(self.number(f"x{end}"), self.number(f"y{end}")) for end in "12"]
        across, down = [x for x, _ in points], [y for _, y in points]
        return Box(left=min(across), top=min(down), right=max(across), bottom=max(down))

    def _box_of_words(self) -> Box:
        size, x, y = self.number("font-size"), self.number("x"), self.number("y")
        width = size * sum(
            NARROW if one in "fijlrstIJ ,.-" else WIDE if one in "mwMW" else OTHER for one in self.words
        )
        before = {"start": 0.0, "middle": width / 2, "end": width}[self.attributes["text-anchor"]]
        left = x - before
        return Box(left=left, top=y - ASCENT * size, right=left + width, bottom=y + DESCENT * size)


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A whole chart."""

    frame: Box
    title: str
    description: str
    ids: list[str]
    labelled_by: list[str]
    shapes: list[Shape]

    def of(self, look: str, tag: str | None = None) -> list[Shape]:
        return [one for one in self.shapes if one.look == look and tag in {None, one.tag}]

    @property
    def words(self) -> list[str]:
        return [one.words for one in self.shapes if one.tag == "text"]


def read(svg: str) -> Drawing:
    """The drawing. Fails where the text is not well-formed."""
    root = ET.fromstring(svg)  # noqa: S314, our own text
    left, top, width, height = (float(one) for one in root.attrib["viewBox"].split())
    return Drawing(
        frame=Box(left=left, top=top, right=left + width, bottom=top + height),
        title=root.findtext(f"{SVG}title", ""),
        description=root.findtext(f"{SVG}desc", ""),
        ids=[one.attrib["id"] for one in root.iter() if "id" in one.attrib],
        labelled_by=root.attrib["aria-labelledby"].split(),
        shapes=[
            Shape(
                tag=one.tag.removeprefix(SVG),
                look=one.attrib["class"],
                attributes=dict(one.attrib),
                words=one.text or "",
            )
            for one in root
            if one.tag.removeprefix(SVG) not in {"title", "desc"}
        ],
    )
