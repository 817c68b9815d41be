"""The sandbox channel: a phone for every person, whose owner behaves as the account says.

What happens to a message hangs on the account's seed and the message's key alone, so a run can be
repeated. The key is unique on the phones: a message handed over twice is there once.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import insert_missing

from .contracts import Account, HandoverResult, Outcome, OutgoingMessage, Preview, ReceiptKind
from .errors import OptionsRefused
from .models import PhoneMessageRow
from .pool_traits import PoolTrait, PoolTraits, TraitFact, lacks, meets

ADDRESS_KINDS = {"email": "email", "sms": "phone"}

POOL_TRAITS: PoolTraits = {
    PoolTrait.two_way: lacks(
        "沙盒手机只能打开、点击和退订，不能回话",
        "Sandbox phones open, click and unsubscribe, but cannot answer",
    ),
    PoolTrait.recorded: meets(
        "送达、打开、点击和退订都记在客户名下",
        "Delivery, opening, clicks and unsubscribing are kept with the person",
    ),
    PoolTrait.automated: meets("活动按条件自动发送", "Campaigns send by themselves"),
    PoolTrait.open_api: meets(
        "消息和手机上的动作都有开放接口", "Messages and what is done with them have an API"
    ),
    PoolTrait.owned: meets("手机就在这套系统里", "The phones are part of this installation"),
}

HABITS: dict[str, TraitFact] = {
    "sms": lacks("短信多是验证码，很少有人翻看", "Text messages are mostly codes, and rarely read"),
    "email": lacks(
        "多数消费者不会每天看邮箱", "Most consumers do not look into their mailbox every day"
    ),
    "app": meets("扮演自有 App，客户会自己打开", "Plays the company's own app, which people open"),
    "wechat": meets("扮演微信，客户每天都在用", "Plays WeChat, which people use every day"),
}


def _rate(title: str, default: float) -> dict[str, Any]:
    return {"type": "number", "minimum": 0, "maximum": 1, "default": default, "title": title}


def _seconds(title: str, default: float) -> dict[str, Any]:
    return {"type": "number", "minimum": 0, "maximum": 864000, "default": default, "title": title}


OPTIONS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "channel": {
            "enum": ["sms", "email", "app", "wechat"],
            "default": "sms",
            "title": "Channel it plays, for which consent is asked",
        },
        "needs_address": {
            "type": "boolean",
            "default": False,
            "title": "Reach only people with an address of that channel",
        },
        "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1, "default": 1},
        "transient_rate": _rate("Hand-overs that fail for now", 0),
        "refused_rate": _rate("Messages refused for good", 0),
        "bounce_rate": _rate("Accepted messages that bounce", 0),
        "open_rate": _rate("Delivered messages that are opened", 0),
        "click_rate": _rate("Opened messages in which a link is followed", 0),
        "unsubscribe_rate": _rate("Opened messages whose reader unsubscribes", 0),
        "delay_seconds_min": _seconds("Soonest delivery", 0),
        "delay_seconds_max": _seconds("Latest delivery", 0),
        "read_seconds_max": _seconds("Longest until it is opened, and again until the click", 0),
    },
}


class SandboxAdapter:
    """Accepts, fails, delays and bounces like a real channel, and disturbs nobody."""

    parts: ClassVar[frozenset[str]] = frozenset({"subject", "text", "html", "link"})
    batch_max: ClassVar[int] = 500
    lease_seconds: ClassVar[int] = 60
    credentials_schema: ClassVar[Mapping[str, Any]] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {},
    }

    def channel(self, options: Mapping[str, Any]) -> str:
        return str(options["channel"])

    def address_kind(self, options: Mapping[str, Any]) -> str | None:
        return ADDRESS_KINDS.get(options["channel"]) if options["needs_address"] else None

    def pool_traits(self, options: Mapping[str, Any]) -> PoolTraits:
        return {**POOL_TRAITS, PoolTrait.habitual: HABITS[options["channel"]]}

    def validate_options(self, options: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        if options.get("delay_seconds_min", 0) > options.get("delay_seconds_max", 0):
            raise OptionsRefused("options.delay_seconds_min", "more than delay_seconds_max")
        if options.get("needs_address") and options.get("channel", "sms") not in ADDRESS_KINDS:
            raise OptionsRefused("options.needs_address", "this channel has no kind of address")

    def send(
        self, context: Context, account: Account, messages: Sequence[OutgoingMessage]
    ) -> Sequence[HandoverResult]:
        keys = [message.key for message in messages]
        with context.session() as session:
            there = set(
                session.scalars(select(PhoneMessageRow.key).where(PhoneMessageRow.key.in_(keys)))
            )
            results = [_answer(account, message, message.key in there) for message in messages]
            accepted = {r.key for r in results if r.outcome is Outcome.accepted and not r.repeated}
            rows = [_row(account, message) for message in messages if message.key in accepted]
            insert_missing(session, PhoneMessageRow, rows, keys=["key"])
        return results

    def preview(self, account: Account, message: OutgoingMessage) -> Preview:
        parts = {"subject": message.subject, "text": message.text, "html": message.html}
        return Preview(parts={name: value for name, value in parts.items() if value})


def chance(account: Account, key: str, what: str) -> float:
    """A number in [0, 1) that is always the same for the same seed, key and question."""
    digest = hashlib.sha256(f"{account.options['seed']}:{key}:{what}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def _answer(account: Account, message: OutgoingMessage, there: bool) -> HandoverResult:
    options, key = account.options, message.key
    outcome, detail = Outcome.accepted, ""
    if there:
        pass
    elif chance(account, key, "refused") < options["refused_rate"]:
        outcome, detail = Outcome.refused, "refused by the sandbox"
    elif chance(account, key, f"transient {message.attempt}") < options["transient_rate"]:
        outcome, detail = Outcome.transient, "the sandbox is busy"
    return HandoverResult(
        key=key, outcome=outcome, detail=detail, provider_id=f"sandbox:{key}", repeated=there
    )


def _row(account: Account, message: OutgoingMessage) -> dict[str, Any]:
    plan = _plan(account, message, now())
    content = {
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "links": list(message.links),
        "unsubscribe_url": message.unsubscribe_url,
    }
    return {
        "key": message.key,
        "account_id": account.id,
        "person_id": message.person_id,
        "content": json.dumps(content, ensure_ascii=False),
        "received_at": now(),
        "plan": [[at.isoformat(), kind] for at, kind in plan],
        "next_at": plan[0][0] if plan else None,
    }


def _plan(
    account: Account, message: OutgoingMessage, instant: datetime
) -> list[tuple[datetime, ReceiptKind]]:
    """What the simulated person will do, soonest first."""
    options, key = account.options, message.key
    shortest, longest = options["delay_seconds_min"], options["delay_seconds_max"]
    delay = shortest + (longest - shortest) * chance(account, key, "delay")
    at = instant + timedelta(seconds=delay)
    if chance(account, key, "bounce") < options["bounce_rate"]:
        return [(at, ReceiptKind.bounced)]
    plan = [(at, ReceiptKind.delivered)]
    if chance(account, key, "open") >= options["open_rate"]:
        return plan
    at += timedelta(seconds=options["read_seconds_max"] * chance(account, key, "open delay"))
    plan.append((at, ReceiptKind.opened))
    at += timedelta(seconds=options["read_seconds_max"] * chance(account, key, "click delay"))
    if message.links and chance(account, key, "click") < options["click_rate"]:
        plan.append((at, ReceiptKind.clicked))
    if chance(account, key, "unsubscribe") < options["unsubscribe_rate"]:
        plan.append((at, ReceiptKind.unsubscribed))
    return plan
