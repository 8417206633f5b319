"""sources/<key>.toml: where a claim comes from, and how much of it was read."""

from typing import Literal

from pydantic import Field, model_validator

from supple.knowledge.schema.common import Frozen, Key, Words


class Source(Frozen):
    """One publication, page or body of practice. The file's name is its key."""

    id: Key
    title: Words
    public_title: str = Field(
        default="", description="shown to people where the title would name a condition"
    )
    authors: Words
    year: int = Field(ge=1600, le=2100)
    doi: str = ""
    no_doi_because: str = ""
    people: str = Field(description="how many people or specimens, or why that does not apply")
    shows: Words
    read: Literal["full", "abstract", "recalled"]

    @model_validator(mode="after")
    def _doi_or_reason(self) -> "Source":
        if bool(self.doi) == bool(self.no_doi_because):
            raise ValueError("give either doi or no_doi_because")
        return self
