"""What names an event of the inbox, so that it is kept in quarantine once."""

from bisect import bisect_right


class Causes:
    """Names of a batch's events by index, made only for those that need one."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._stems: list[str] = []

    def begin(self, start: int, stem: str) -> None:
        """From index ``start`` on, events belong to the request that ``stem`` names."""
        self._starts.append(start)
        self._stems.append(stem)

    def of(self, index: int) -> str:
        """Request and place within it."""
        at = bisect_right(self._starts, index) - 1
        return f"{self._stems[at]}:{index - self._starts[at]:x}"
