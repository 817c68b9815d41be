"""``siyu doctor``: whether the stores agree with each other and the background keeps up."""

from dataclasses import asdict, dataclass
from typing import Any

from siyu.kernel.delivery import lags
from siyu.kernel.health import run_checks

from .house import House

LAG_EVENTS_MAX = 10_000


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """One line of the report; ``problem`` is empty where all is well."""

    kind: str
    name: str
    says: str
    problem: str


def examine(house: House, *, invariants: bool = True) -> list[Diagnosis]:
    """Checks, lags and, unless left out, every module's invariants, which read whole tables."""
    findings = [*_checks(house), *_lags(house)]
    return [*findings, *_invariants(house)] if invariants else findings


def as_dicts(findings: list[Diagnosis]) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]


def _checks(house: House) -> list[Diagnosis]:
    return [
        Diagnosis(kind="check", name=found.name, says="answers", problem=found.problem or "")
        for found in run_checks(house.context, house.checks)
    ]


def _lags(house: House) -> list[Diagnosis]:
    with house.context.session(read_only=True) as session:
        behind = lags(session)
    return [
        Diagnosis(
            kind="lag",
            name=subscriber,
            says=f"{events} events behind",
            problem="far behind" if events > LAG_EVENTS_MAX else "",
        )
        for subscriber, events in sorted(behind.items())
    ]


def _invariants(house: House) -> list[Diagnosis]:
    findings = []
    for invariant in house.invariants:
        try:
            broken = invariant.broken(house.context)
        except Exception as error:
            broken = [f"could not be examined: {type(error).__name__}"]
        findings.append(
            Diagnosis(
                kind="invariant",
                name=invariant.name,
                says=invariant.sentence,
                problem="; ".join(broken[:10]),
            )
        )
    return findings
