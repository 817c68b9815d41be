"""Personal data stays out of the warehouse: taken out of properties, or left as a keyed hash.

A hash (``hash:…``, the blind index) lets a segment ask "whose phone is this", and tells nobody
what the phone is.
"""

import re
from typing import Any

import msgspec

from siyu.kernel.cipher import cipher

_HASHED = {
    "email": "email",
    "emailaddress": "email",
    "mail": "email",
    "phone": "phone",
    "mobile": "phone",
    "tel": "phone",
    "telephone": "phone",
    "cellphone": "phone",
    "phonenumber": "phone",
    "mobilephone": "phone",
    "mobilenumber": "phone",
    "手机号": "phone",
    "手机": "phone",
    "邮箱": "email",
}
_DROPPED = frozenset(
    {
        *("address", "street", "shippingaddress", "billingaddress", "idcard", "idnumber"),
        *("firstname", "lastname", "fullname", "realname", "receiver", "receivername", "consignee"),
        *("recipient", "password", "身份证", "姓名", "地址", "收货地址", "收货人"),
    }
)
# In the traits of a person these too; among properties a "name" is a product's or a page's.
_DROPPED_OF_PERSON = frozenset({"name", "nickname", "username", "birthday", "avatar", "姓名"})

_KEEP, _DROP = "keep", "drop"
_TREATMENTS_MAX = 10_000
_treatments: dict[str, str] = {}
_harmless: set[tuple[str, ...]] = set()
"""Keys of flat objects that were looked at and let through: events of one name share theirs."""
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


class _Nothing:
    """Stands for a value that was taken out."""


_NOTHING = _Nothing()
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+\.[^@\s]+")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")


def scrub_raw(raw: bytes) -> bytes:
    """A JSON object without personal data; the same bytes where it has none."""
    fields = _fields.decode(raw)
    keys = tuple(fields)
    flat = raw.find(b"{", 1) < 0
    if flat and keys in _harmless:
        return raw
    changed = False
    for key, value in list(fields.items()):
        treatment = _treatments.get(key) or _treatment(key)
        if treatment == _KEEP:
            sent = bytes(value)
            if b"{" not in sent or sent[:1] not in b"{[":
                continue
        treated = _treat(treatment, msgspec.json.decode(value))
        if treated is _NOTHING:
            del fields[key]
            changed = True
        elif treatment != _KEEP or treated != msgspec.json.decode(value):
            fields[key] = msgspec.Raw(msgspec.json.encode(treated))
            changed = True
    if changed:
        return msgspec.json.encode(fields)
    if flat:
        if len(_harmless) > _TREATMENTS_MAX:
            _harmless.clear()
        _harmless.add(keys)
    return raw


def scrub(properties: dict[str, Any], *, of_person: bool = False) -> dict[str, Any]:
    """Properties without personal data, at any depth."""
    clean = {}
    for key, value in properties.items():
        if of_person and _plain(key) in _DROPPED_OF_PERSON:
            continue
        treated = _treat(_treatments.get(key) or _treatment(key), value, of_person=of_person)
        if treated is not _NOTHING:
            clean[key] = treated
    return clean


def _treat(treatment: str, value: Any, *, of_person: bool = False) -> Any:
    if treatment == _DROP:
        return _NOTHING
    if isinstance(value, dict):
        return scrub(value, of_person=of_person)
    if isinstance(value, list):
        return [_treat(treatment, inner, of_person=of_person) for inner in value]
    if treatment == _KEEP or value is None or isinstance(value, bool):
        return value
    return hashed(treatment, str(value))


def _treatment(key: str) -> str:
    """What happens to values under a key: kept, dropped, or hashed as some kind."""
    name = _plain(key)
    treatment = _HASHED.get(name) or (_DROP if name in _DROPPED else _KEEP)
    if len(_treatments) > _TREATMENTS_MAX:
        _treatments.clear()
    _treatments[key] = treatment
    return treatment


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "").lstrip("$")


def hashed(kind: str, value: str) -> str:
    """``hash:`` and the blind index of a value in its plain spelling."""
    plain = value.strip().lower()
    if kind == "phone":
        plain = re.sub(r"[\s\-()]", "", plain)
        if _MOBILE.fullmatch(plain):
            plain = f"+86{plain[-11:]}"
    return f"hash:{cipher().blind_index(kind, plain).hex()}"


def shown_id(value: str) -> str:
    """A user id as the warehouse may have it: those that are an address or a phone as hash."""
    if "@" in value and _EMAIL.fullmatch(value):
        return hashed("email", value)
    if len(value) >= 11 and _MOBILE.fullmatch(value):
        return hashed("phone", value)
    return value
