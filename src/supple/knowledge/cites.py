"""Every source that is named has to be there."""

from collections.abc import Iterable, Iterator

from supple.knowledge.collection import Knowledge


def unknown_sources(place: str, keys: Iterable[str], knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """Sources that a file cites and nobody wrote, as (file, problem, fix)."""
    for key in dict.fromkeys(keys):
        if key not in knowledge.sources:
            yield place, f"cites names {key!r}, which is not in sources/", f"Write sources/{key}.toml"
