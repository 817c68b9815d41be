"""One measured figure and how it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A measurement.

    Args:
        name: what was measured, with its scale.
        value: measured, in ``unit``.
        tail: the 95th percentile, where ``value`` is the median of many.
        yardstick: the same, done the plain way, in the same run; None where there is none.
        goal: what is promised, as text.

    """

    name: str
    value: float
    unit: str
    tail: float | None = None
    yardstick: float | None = None
    yardstick_name: str = ""
    goal: str = ""


def show(title: str, figures: list[Figure]) -> None:
    """Print figures as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table("what", "measured", "yardstick", "goal", title=title, title_justify="left")
    for figure in figures:
        yardstick = (
            ""
            if figure.yardstick is None
            else f"{figure.yardstick:,.4g} {figure.unit} ({figure.yardstick_name})"
        )
        tail = "" if figure.tail is None else f" (p95 {figure.tail:,.4g})"
        table.add_row(
            figure.name, f"{figure.value:,.4g} {figure.unit}{tail}", yardstick, figure.goal
        )
    Console(width=160).print(table)
