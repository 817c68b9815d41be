"""Names of traits: those of the Segment spec in one spelling, and which are personal data."""

from collections.abc import Mapping
from typing import Any

from .contracts import Identifier

KEYS_MAX = 300
KEY_LENGTH_MAX = 200
TEXT_LENGTH_MAX = 8_192

# https://segment.com/docs/connections/spec/identify/#traits, and spellings that SDKs and CSVs use.
_RESERVED = (
    *("address", "age", "avatar", "birthday", "company", "createdAt", "description", "email"),
    *("firstName", "gender", "id", "lastName", "logins", "name", "phone", "title", "username"),
    *("website", "city", "country", "province"),
)
_SPELLINGS = {name.lower(): name for name in _RESERVED} | {
    "first_name": "firstName",
    "firstname": "firstName",
    "given_name": "firstName",
    "last_name": "lastName",
    "lastname": "lastName",
    "family_name": "lastName",
    "created_at": "createdAt",
    "signup_date": "createdAt",
    "email_address": "email",
    "mail": "email",
    "e-mail": "email",
    "mobile": "phone",
    "mobile_phone": "phone",
    "mobilephone": "phone",
    "phone_number": "phone",
    "phonenumber": "phone",
    "tel": "phone",
    "full_name": "name",
    "fullname": "name",
    "sex": "gender",
    "birth_date": "birthday",
    "date_of_birth": "birthday",
    "dob": "birthday",
    "user_name": "username",
    "姓名": "name",
    "手机": "phone",
    "手机号": "phone",
    "电话": "phone",
    "邮箱": "email",
    "性别": "gender",
    "生日": "birthday",
    "地址": "address",
    "城市": "city",
    "省份": "province",
}
NAME_KEYS = frozenset({"name", "firstName", "lastName", "username", "nickname"})
PERSONAL = NAME_KEYS | {"phone", "email", "address", "idCard", "id_card", "avatar"}
"""Kept sealed and shown masked."""


def spell_key(key: str) -> str:
    """One spelling of a trait's name."""
    return _SPELLINGS.get(key.strip().lower(), key.strip())


def trait_identifiers(traits: Mapping[str, Any]) -> tuple[Identifier, ...]:
    """Identifiers among traits: a phone number and an e-mail address name somebody."""
    found = []
    for key, value in traits.items():
        if isinstance(value, str | int) and not isinstance(value, bool):
            name = _SPELLINGS.get(key.lower())
            if name in ("email", "phone"):
                found.append(Identifier(name, str(value)))
    return tuple(found)


def spell_traits(traits: Mapping[str, Any]) -> dict[str, Any]:
    """Traits as kept: one spelling, bounded, storable everywhere."""
    kept: dict[str, Any] = {}
    for key, value in traits.items():
        name = spell_key(str(key)).replace("\x00", "")
        if name and len(name) <= KEY_LENGTH_MAX and len(kept) < KEYS_MAX:
            kept[name] = storable(value)
    return kept


def storable(value: Any, depth: int = 0) -> Any:
    """The same JSON value without what a database refuses: NUL, endless text, endless depth."""
    if isinstance(value, str):
        return value.replace("\x00", "")[:TEXT_LENGTH_MAX]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else str(value)
    if isinstance(value, float):
        return value if value - value == 0 else None
    if depth >= 8:
        return None
    if isinstance(value, Mapping):
        items = list(value.items())[:KEYS_MAX]
        return {
            str(k).replace("\x00", "")[:KEY_LENGTH_MAX]: storable(v, depth + 1) for k, v in items
        }
    if isinstance(value, list | tuple):
        return [storable(item, depth + 1) for item in value[:KEYS_MAX]]
    return str(value).replace("\x00", "")[:TEXT_LENGTH_MAX]
