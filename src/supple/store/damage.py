"""A journal that does not say any more what was written to it."""

from supple.base.errors import SuppleError


class DamagedError(SuppleError):
    """Something in the journal was changed, or is missing; a file is put together anew from what is sound."""
