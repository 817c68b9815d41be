"""Which events stay out: unfit ones, those that break the plan, and those that came before."""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from siyu.tracking.contracts import PlanMode
from siyu.tracking.inbox import INTERNAL
from siyu.tracking.plan import Plan, Rule, violations

from .decisions import BLOCKED, REPEATED
from .events import Event

Drops = dict[int, tuple[str, dict[str, Any]]]


def drops_by_plan(events: Sequence[Event], plan: Plan) -> Drops:
    """Index → reason and facts, of events unfit by themselves or by the plan."""
    drops: Drops = {}
    default, rules = plan.default_mode, plan.rules
    lenient = default == PlanMode.observe
    for index, event in enumerate(events):
        if event.reason:
            drops[index] = (event.reason, event.facts or {})
            continue
        if event.type != "track" or event.origin.kind == INTERNAL:
            continue
        rule = rules.get(event.name)
        if rule is None:
            strict = event.origin.strict
            if lenient and not strict:
                continue
            if default == PlanMode.block:
                drops[index] = (BLOCKED, {"event": event.name})
            else:
                drops[index] = ("not_in_plan", {"event": event.name})
            continue
        found = _violations(rule, event)
        if found and rule.mode == PlanMode.block:
            drops[index] = (BLOCKED, {"violations": found})
        elif found and rule.mode == PlanMode.quarantine:
            drops[index] = ("breaks_plan", {"violations": found})
        elif found:
            event.facts = {"violations": found}
    return drops


def _violations(rule: Rule, event: Event) -> list[str]:
    try:
        properties = msgspec.json.decode(event.properties)
    except msgspec.MsgspecError:
        # JSON sets no bounds to a number; a schema cannot be asked about one beyond a float's.
        return [".: number_out_of_range"]
    return violations(rule.validator, properties)


def drops_by_repeat(drops: Drops, indexes: Sequence[int], repeated: NDArray[np.bool_]) -> None:
    """Add those of ``indexes`` that came before."""
    for at in np.flatnonzero(repeated).tolist():
        drops[indexes[at]] = (REPEATED, {})
