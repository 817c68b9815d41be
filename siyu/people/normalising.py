"""Identifiers as sent become identifiers as kept, or nothing where they name nobody."""

import re
from typing import NamedTuple

import phonenumbers

from siyu.kernel.cipher import cipher

from .contracts import Identifier
from .identity_rules import TYPE_PATTERN, IdentityRule, IdentityRules, Normaliser

VALUE_LENGTH_MAX = 500
REGION = "CN"

# Segment Unify blocks `^[0-]*$`, -1, null, anonymous; PostHog the others (its
# persons/person-merge-service.ts), some of them only in this case of letters.
NOBODY = frozenset(
    {
        *("-1", "null", "anonymous", "guest", "distinctid", "distinct_id", "id"),
        *("not_authenticated", "email", "undefined", "true", "false", "none", "nil", "nan"),
        *("[object object]", "unknown", "n/a", "na", "test", "default", "(null)", "nobody"),
    }
)
_ZEROS = re.compile(r"[0-]*")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_EMAIL = re.compile(r"[^@\s<>\"']{1,64}@[^@\s<>\"'.]+(\.[^@\s<>\"'.]+)+")


class Named(NamedTuple):
    """An identifier as kept."""

    type: str
    value: str
    blind: bytes
    priority: int
    passes: bool
    """May pass to another person one day."""


def normalise(identifier: Identifier, rules: IdentityRules) -> Named | None:
    """The one spelling of an identifier and its blind index; None where it names nobody."""
    type_, value = identifier
    if not TYPE_PATTERN.fullmatch(type_) or len(value) > VALUE_LENGTH_MAX:
        return None
    rule = rules.of(type_)
    if _is_blocked(value, rule, rules):
        return None
    spelled = _spell(value, rule.normaliser)
    if not spelled or "\x00" in spelled:
        return None
    passes = rule.reassign_days is not None
    return Named(type_, spelled, cipher().blind_index(type_, spelled), rule.priority, passes)


def spell_phone(value: str) -> str:
    """A phone number as ``+8613800138000``; empty where it cannot be one."""
    bare = re.sub(r"[\s\-()（）.]", "", value)
    mobile = _MOBILE.fullmatch(bare)
    if mobile:
        return f"+86{mobile[1]}"
    try:
        number = phonenumbers.parse(bare, REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spell_email(value: str) -> str:
    """An e-mail address in lower case; empty where it cannot be one."""
    spelled = value.strip().lower()
    return spelled if _EMAIL.fullmatch(spelled) else ""


def own_id(value: str) -> int:
    """A person id in text; 0 where it cannot be one."""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 10 else 0


def _spell(value: str, normaliser: Normaliser) -> str:
    match normaliser:
        case Normaliser.lower:
            return value.strip().lower()
        case Normaliser.email:
            return spell_email(value)
        case Normaliser.phone:
            return spell_phone(value)
        case _:
            return value.strip()


def _is_blocked(value: str, rule: IdentityRule, rules: IdentityRules) -> bool:
    bare = value.strip().strip("\"'").strip()
    lower = bare.lower()
    return (
        _ZEROS.fullmatch(bare) is not None
        or lower in NOBODY
        or any(lower == blocked.strip().lower() for blocked in rule.blocked)
        or any(pattern.is_valid(bare) for pattern in rules.patterns(rule))
    )
