"""The one family of errors that a person may read."""


class SuppleError(Exception):
    """Bad input or a broken surrounding: one sentence that names the value, the place and the fix.

    Our own bugs are never SuppleErrors; they stay loud.
    """

    def __init__(self, problem: str, *, fix: str) -> None:
        self.problem = problem.rstrip(". ")
        self.fix = fix.rstrip(". ")
        super().__init__(f"{self.problem}. {self.fix}.")


def why(error: OSError) -> str:
    """What the system says of it. A stream that only Python refuses has no number, and says it in words."""
    return error.strerror or str(error) or type(error).__name__
