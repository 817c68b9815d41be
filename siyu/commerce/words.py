"""CHECK constraints that keep a column to the words of an enum."""

from enum import StrEnum

from sqlalchemy import CheckConstraint


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """``<column>_known``: the column holds one of the enum's words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} in ({listed})", name=f"{column}_known")
