"""Ids, texts and times in the shapes that FHIR R4 allows. Source: hl7.org/fhir/R4/datatypes.html."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha1
from typing import TypeAlias
from uuid import UUID
from xml.sax.saxutils import escape

from supple.journal.entry import EntryBase

# What goes out as JSON: nothing reads it again here but the checker.
Resource: TypeAlias = dict[str, object]

NAMESPACE = UUID("5b0f1c9e-4f0e-5d6a-9f55-0c7d4f8a61b2")
# FHIR's strings know space, tab and line ends only; XML knows no U+FFFE and U+FFFF.
_NOT_ALLOWED = re.compile(r"[^\S \n]|[\ufffe\uffff]")
# FHIR's dateTime knows no clock further from UTC.
_FURTHEST = timedelta(hours=14)


def made_id(*parts: object) -> str:
    """An id that is the same wherever the parts are the same: a UUID of version 5."""
    name = "/".join(map(str, parts)).encode()
    found = bytearray(sha1(NAMESPACE.bytes + name, usedforsecurity=False).digest()[:16])
    found[6] = found[6] & 0x0F | 0x50
    found[8] = found[8] & 0x3F | 0x80
    digits = found.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def urn(resource_id: str) -> str:
    """The address of a resource inside the Bundle."""
    return f"urn:uuid:{resource_id}"


def reference(address: str) -> Resource:
    """A Reference to an address in the Bundle."""
    return {"reference": address}


def plain(text: str) -> str:
    """The text as a FHIR string; empty where nothing but blanks is left."""
    return _NOT_ALLOWED.sub(" ", text).strip()


def moment(entry: EntryBase) -> str:
    """When the entry was made, on the person's own clock, to the second."""
    return instant(entry.at.astimezone(UTC), timedelta(minutes=entry.utc_offset_minutes))


def instant(at: datetime, offset: timedelta) -> str:
    """A FHIR instant at that distance from UTC; in UTC where FHIR does not know the distance."""
    zone = timezone(offset) if abs(offset) <= _FURTHEST else UTC
    text = at.astimezone(zone).isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")


def narrative(paragraphs: Iterable[str], lines: Iterable[str] = ()) -> Resource:
    """A Narrative of paragraphs and a list, as well-formed XHTML."""
    body = "".join(f"<p>{escape(plain(one))}</p>" for one in paragraphs)
    items = "".join(f"<li>{escape(plain(one))}</li>" for one in lines)
    listed = f"<ul>{items}</ul>" if items else ""
    return {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}{listed}</div>',
    }
