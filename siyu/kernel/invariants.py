"""What must always hold between tables and stores; ``siyu doctor`` and a schedule ask for it."""

from collections.abc import Callable
from dataclasses import dataclass

from .context import Context


@dataclass(frozen=True)
class Invariant:
    """A sentence that is true, and a function that finds where it is not.

    Args:
        name: ``<module>.<short_name>``.
        sentence: what holds, in English: "Every delivery has its event".
        broken: up to ten examples by code or number, never personal data; empty when it holds.

    """

    name: str
    sentence: str
    broken: Callable[[Context], list[str]]
