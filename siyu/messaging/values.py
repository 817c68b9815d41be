"""What a template may speak of: names that are known at save, and their values for one person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from siyu import people
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks

from .language import Expression

# Each with the traits it is read from, the first that is there: Segment's names and our own.
PERSON_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "nickname", "firstName", "first_name"),
    "first_name": ("firstName", "first_name"),
    "last_name": ("lastName", "last_name"),
    "nickname": ("nickname", "name"),
    "title": ("title",),
    "gender": ("gender",),
    "birthday": ("birthday",),
    "city": ("city", "address.city"),
    "province": ("province", "state", "address.state"),
    "country": ("country", "address.country"),
    "language": ("language", "locale"),
    "company": ("company.name", "company"),
    "code": (),
}
ROOTS = ("person", "traits", "attributes", "event", "campaign", "brand")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What is the same for everybody a message goes to."""

    brand: str
    zone: str
    campaign: str = ""


def name_check(blocks: Blocks) -> Callable[[Expression], str | None]:
    """A check that finds names nobody knows.

    Traits are free, since whoever tracks may send new ones; attributes are declared by modules.
    """
    attributes = {block.name for block in blocks.of_kind("attribute")}

    def check(expression: Expression) -> str | None:
        root, *rest = expression.path
        if root not in ROOTS:
            return f"unknown value {root}; there are {', '.join(ROOTS)}, link, unsubscribe_url"
        if not rest:
            return f"{root} is a group; name something in it, such as {root}.name"
        known = {
            "person": set(PERSON_FIELDS),
            "attributes": attributes,
            "campaign": {"name"},
            "brand": {"name"},
        }.get(root)
        if known is not None and (len(rest) > 1 or rest[0] not in known):
            there = ", ".join(sorted(known)) or "none yet"
            return f"unknown value {'.'.join(expression.path)}; {root} has {there}"
        return None

    return check


def values_of(
    profile: people.Profile, setting: Setting, event: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Everything a template may say to this person."""
    traits = profile.traits
    person: dict[str, Any] = {
        field: next((v for name in names if (v := _trait(traits, name)) not in (None, "")), None)
        for field, names in PERSON_FIELDS.items()
    }
    person["code"] = ids.code("per", profile.person.id)
    return {
        "person": person,
        "traits": traits,
        "attributes": profile.attributes,
        "event": event or {},
        "campaign": {"name": setting.campaign},
        "brand": {"name": setting.brand},
    }


def _trait(traits: Mapping[str, Any], name: str) -> Any:
    if name in traits:
        found = traits[name]
        return None if isinstance(found, dict) else found
    outer, _, inner = name.partition(".")
    nested = traits.get(outer)
    return nested.get(inner) if inner and isinstance(nested, dict) else None
