"""How identifiers of each type are treated: data that a brand may change.

What siyu brings follows Segment Unify's defaults where it has one; the rest are the platforms of
private-domain commerce in China. A change holds for evidence that arrives after it.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import jsonschema_rs
from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert

from .errors import BlockedPatternUnreadable, IdentityRuleNotFound
from .models import IdentityRuleRow
from .sequences import bump_epoch

TYPE_PATTERN = re.compile(r"[a-z][a-z0-9_.$-]{0,62}(:[A-Za-z0-9_.-]{1,128})?")
PERSON_ID, PREVIOUS_ID, ANONYMOUS_ID = "person_id", "previous_id", "anonymous_id"


class Normaliser(StrEnum):
    """How two spellings of one identifier become equal."""

    trim = "trim"
    lower = "lower"  # type: ignore[assignment]  # hides str.lower, which nobody calls on it
    email = "email"
    phone = "phone"


@dataclass(frozen=True, kw_only=True)
class IdentityRule:
    """Treatment of one type.

    Args:
        type: ``openid:*`` speaks for every type that begins with ``openid:``; ``*`` for all others.
        unique: a person has at most one, ever; two that differ are never joined.
        limit: most values a person may have within ``window_days`` (ever, where that is empty).
        priority: lower goes first; an event is homed by its first identifier, and the last is the
            first to be left out where a rule would break.
        blocked: values nobody is, in any case of letters, quoted or not.
        blocked_patterns: regular expressions (Rust's syntax, matched in linear time).
        anonymous: says nothing of who somebody is: devices and cookies.
        reassign_days: passes to another person when unconfirmed for so long: recycled phone numbers.

    """

    type: str
    unique: bool = False
    limit: int | None = 5
    window_days: int | None = 365
    priority: int = 80
    normaliser: Normaliser = Normaliser.trim
    blocked: tuple[str, ...] = ()
    blocked_patterns: tuple[str, ...] = ()
    anonymous: bool = False
    reassign_days: int | None = None


def _unique(type_: str, priority: int) -> IdentityRule:
    return IdentityRule(type=type_, unique=True, limit=None, window_days=None, priority=priority)


BUILT_IN = {
    rule.type: rule
    for rule in (
        _unique("user_id", 10),
        _unique("unionid", 20),
        _unique("external_userid", 30),
        _unique("member_no", 40),
        _unique("openid:*", 45),
        _unique("account_id", 48),
        IdentityRule(
            type="phone", priority=50, normaliser=Normaliser.phone, limit=5, reassign_days=180
        ),
        IdentityRule(type="email", priority=60, normaliser=Normaliser.email, limit=5),
        IdentityRule(type="*", priority=80, normaliser=Normaliser.lower, limit=5),
        IdentityRule(type="device_id", priority=90, limit=20, window_days=30, anonymous=True),
        IdentityRule(type=ANONYMOUS_ID, priority=100, limit=20, window_days=7, anonymous=True),
        IdentityRule(type=PERSON_ID, priority=0, limit=None, window_days=None),
    )
}


class IdentityRules:
    """All rules, by type."""

    def __init__(self, rules: Mapping[str, IdentityRule]) -> None:
        self.rules = {**BUILT_IN, **rules}
        self._found: dict[str, IdentityRule] = {}
        self._patterns = {name: matchers(rule) for name, rule in self.rules.items()}

    def of(self, type_: str) -> IdentityRule:
        """The rule that speaks for a type."""
        rule = self._found.get(type_)
        if rule is None:
            family = f"{type_.partition(':')[0]}:*"
            rule = self.rules.get(type_) or self.rules.get(family) or self.rules["*"]
            if len(self._found) < 10_000:
                self._found[type_] = rule
        return rule

    def patterns(self, rule: IdentityRule) -> list[Any]:
        """Compiled patterns of a rule."""
        return self._patterns[rule.type]


def load_rules(session: Session) -> IdentityRules:
    """The rules as they stand."""
    rows = session.scalars(select(IdentityRuleRow)).all()
    return IdentityRules({row.type: _from_json(row.type, row.rule) for row in rows})


def set_rule(session: Session, rule: IdentityRule) -> None:
    """Set the rule of a type; every loader heeds it from its next batch.

    Raises:
        BlockedPatternUnreadable: a pattern cannot be read.

    """
    matchers(rule)
    kept = {key: value for key, value in asdict(rule).items() if key != "type"}
    row = {"type": rule.type, "rule": kept, "changed_at": now()}
    upsert(session, IdentityRuleRow, [row], keys=["type"])
    bump_epoch(session)


def forget_rule(session: Session, type_: str) -> IdentityRule | None:
    """Go back to what siyu brings for a type; None where it brings nothing of its own.

    Raises:
        IdentityRuleNotFound: the brand has set none.

    """
    row = session.get(IdentityRuleRow, type_)
    if row is None:
        raise IdentityRuleNotFound(type_)
    session.delete(row)
    session.flush()
    bump_epoch(session)
    return BUILT_IN.get(type_)


def matchers(rule: IdentityRule) -> list[Any]:
    """One validator per pattern; Rust's engine cannot be made to backtrack."""
    found = []
    for pattern in rule.blocked_patterns:
        try:
            options = jsonschema_rs.RegexOptions()
            found.append(jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=options))
        except Exception:
            raise BlockedPatternUnreadable(pattern[:200]) from None
    return found


def _from_json(type_: str, kept: dict[str, Any]) -> IdentityRule:
    base = replace(BUILT_IN.get(type_, IdentityRule(type=type_)), type=type_)
    values = {key: value for key, value in kept.items() if key in asdict(base)}
    for name in ("blocked", "blocked_patterns"):
        values[name] = tuple(values.get(name, ()))
    values["normaliser"] = Normaliser(values.get("normaliser", base.normaliser))
    return replace(base, **values)
