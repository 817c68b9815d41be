"""Whether this process can do its work; ``/readyz`` and ``siyu doctor`` ask."""

from collections.abc import Callable
from dataclasses import dataclass

from .context import Context
from .errors import SiyuError


@dataclass(frozen=True)
class Check:
    """One thing that must work.

    Args:
        name: ``<module>.<thing>``.
        run: returns what is wrong in a short English sentence, or None; may raise.
        needed: while it fails, the process is not ready for traffic.

    """

    name: str
    run: Callable[[Context], str | None]
    needed: bool = True


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found; ``problem`` is None where all is well."""

    name: str
    problem: str | None
    needed: bool


def run_checks(context: Context, checks: list[Check]) -> list[Finding]:
    """Run every check; one that raises has found a problem."""
    return [
        Finding(name=check.name, problem=_problem(context, check), needed=check.needed)
        for check in checks
    ]


def _problem(context: Context, check: Check) -> str | None:
    try:
        return check.run(context)
    except Exception as error:
        said = error.title() if isinstance(error, SiyuError) else type(error).__name__
        return f"does not answer: {said}"
