"""How personal data looks to those who may not see it."""

import re
from collections.abc import Mapping
from typing import Any

from .trait_keys import NAME_KEYS, PERSONAL

_IS_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def mask_phone(phone: str) -> str:
    """``+8613800138000`` → ``138****8000``."""
    bare = phone.removeprefix("+86")
    return f"{bare[:3]}****{bare[-4:]}" if len(bare) >= 8 else "****"


def mask_email(email: str) -> str:
    """``jane@example.com`` → ``j***@example.com``."""
    name, _, host = email.rpartition("@")
    return f"{name[:1]}***@{host}" if host and name else "***"


def mask_name(name: str) -> str:
    """``张小明`` → ``张**``, ``Jane Doe`` → ``J*** D***``."""
    if _IS_CJK.match(name):
        return name[0] + "*" * max(1, min(len(name), 4) - 1)
    return " ".join(f"{word[0]}***" for word in name.split()[:4]) or "***"


def mask_identifier(type_: str, value: str) -> str:
    """An identifier of any type; what names nobody outside stays as it is."""
    if type_ == "phone":
        return mask_phone(value)
    if "@" in value:
        return mask_email(value)
    if type_ in ("anonymous_id", "device_id", "person_id", "account_id"):
        return value
    return value if len(value) < 5 else f"{value[: max(2, len(value) // 4)]}***{value[-2:]}"


def mask_trait(name: str, value: Any) -> Any:
    """A trait, masked where it is personal."""
    if name not in PERSONAL or value is None:
        return value
    if not isinstance(value, str):
        if name == "address" and isinstance(value, Mapping):
            return {key: part if key in _COARSE else "***" for key, part in value.items()}
        return "***"
    if name in NAME_KEYS:
        return mask_name(value)
    if name == "phone":
        return mask_phone(value)
    return mask_email(value) if name == "email" else "***"


_COARSE = frozenset({"city", "state", "province", "country"})
