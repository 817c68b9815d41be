"""The e-mail channel over SMTP: one connection a batch, one transaction a recipient.

Answers are sorted by RFC 5321 §4.2.1 and RFC 3463: 4yz come again, 5yz at RCPT say the address is
dead, other 5yz that this mail is not wanted. SMTP knows no idempotency, so a ledger keeps which
messages went through; see ``HandoverLedger``.
"""

import ipaddress
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from typing import Any, ClassVar

import structlog

from siyu.kernel.context import Context

from .contracts import Account, HandoverResult, Outcome, OutgoingMessage, Preview
from .errors import OptionsRefused
from .handover import HandoverLedger
from .mail import POLICY, MalformedAddress, compose_mail, read_address
from .pool_traits import PoolTrait, PoolTraits, lacks, meets

RETRY_SECONDS_BUSY = 60

OPTIONS_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["host", "from_address"],
    "properties": {
        "host": {
            "type": "string",
            "pattern": "^[A-Za-z0-9._:-]{1,253}$",
            "title": "SMTP server",
        },
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 587},
        "security": {
            "enum": ["starttls", "tls", "none"],
            "default": "starttls",
            "title": "Encryption",
        },
        "verify_certificate": {"type": "boolean", "default": True},
        "timeout_seconds": {"type": "number", "minimum": 1, "maximum": 60, "default": 20},
        "from_address": {"type": "string", "maxLength": 254, "title": "Sender address"},
        "from_name": {"type": "string", "maxLength": 100, "default": "", "title": "Sender name"},
        "reply_to": {"type": "string", "maxLength": 254, "default": ""},
    },
}

POOL_TRAITS: PoolTraits = {
    PoolTrait.two_way: lacks(
        "SMTP 只管发出，客户的回信进的是回信邮箱，不会到这里",
        "SMTP only sends: answers go to the reply address, not here",
    ),
    PoolTrait.habitual: lacks(
        "多数消费者不会每天看邮箱", "Most consumers do not look into their mailbox every day"
    ),
    PoolTrait.recorded: meets(
        "送达失败、点击和退订都记在客户名下",
        "Failures, clicks and unsubscribing are kept with the person",
    ),
    PoolTrait.automated: meets("活动按条件自动发送", "Campaigns send by themselves"),
    PoolTrait.open_api: meets("SMTP 是公开标准（RFC 5321）", "SMTP is an open standard (RFC 5321)"),
    PoolTrait.owned: meets(
        "用自己的域名和地址名单，换服务商客户还在",
        "The domain and the addresses are the company's own, whoever carries the mail",
    ),
}

log = structlog.get_logger(__name__)


class SmtpAdapter:
    """Mail through any SMTP server."""

    parts: ClassVar[frozenset[str]] = frozenset({"subject", "text", "html", "link"})
    batch_max: ClassVar[int] = 50
    lease_seconds: ClassVar[int] = 3600
    credentials_schema: ClassVar[Mapping[str, Any]] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "username": {"type": "string", "maxLength": 254, "x-secret": False},
            "password": {"type": "string", "maxLength": 1000},
        },
        "dependentRequired": {"username": ["password"], "password": ["username"]},
    }

    def channel(self, options: Mapping[str, Any]) -> str:
        return "email"

    def address_kind(self, options: Mapping[str, Any]) -> str | None:
        return "email"

    def pool_traits(self, options: Mapping[str, Any]) -> PoolTraits:
        return POOL_TRAITS

    def validate_options(self, options: Mapping[str, Any], credentials: Mapping[str, str]) -> None:
        for field in ("from_address", "reply_to"):
            try:
                if options.get(field):
                    read_address(options[field])
            except MalformedAddress:
                raise OptionsRefused(f"options.{field}", "not an e-mail address") from None
        if any(ord(letter) < 32 for letter in options.get("from_name", "")):
            raise OptionsRefused("options.from_name", "control characters")
        in_clear = options.get("security") == "none"
        if in_clear and credentials.get("password") and not _is_loopback(options["host"]):
            raise OptionsRefused("options.security", "a password must not travel unencrypted")

    def preview(self, account: Account, message: OutgoingMessage) -> Preview:
        mail = compose_mail(
            message, account.options, account_id=account.id, to="someone@example.com"
        )
        parts = {
            "from": str(mail["From"]),
            "subject": str(mail["Subject"]),
            "text": message.text,
            "html": message.html,
        }
        return Preview(parts={name: value for name, value in parts.items() if value})

    def send(
        self, context: Context, account: Account, messages: Sequence[OutgoingMessage]
    ) -> Sequence[HandoverResult]:
        ledger = HandoverLedger(context, account.id)
        results: list[HandoverResult] = []
        connection: smtplib.SMTP | None = None
        done: HandoverResult | None = None
        try:
            for message in messages:
                known = ledger.step(done=done, begin=message.key)
                done = None
                if known is None:
                    try:
                        connection = connection or _connect(account)
                    except (OSError, smtplib.SMTPException) as error:
                        done = _result(message, Outcome.account, _said(error))
                        break
                    known = done = _send_one(connection, account, message)
                    if _is_closed(connection):
                        connection = None
                results.append(known)
        finally:
            if done is not None:
                ledger.step(done=done)
            _quit(connection)
        if done is not None and done.outcome is Outcome.account:
            # Nobody after this one was tried.
            results += [_result(m, done.outcome, done.detail) for m in messages[len(results) :]]
        return results


def _connect(account: Account) -> smtplib.SMTP:
    options, credentials = account.options, account.credentials
    context = ssl.create_default_context()
    if not options["verify_certificate"]:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    host, port, timeout = options["host"], options["port"], options["timeout_seconds"]
    connection: smtplib.SMTP
    if options["security"] == "tls":
        connection = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
    else:
        connection = smtplib.SMTP(host, port, timeout=timeout)
    try:
        if options["security"] == "starttls":
            connection.starttls(context=context)
        if credentials.get("password"):
            connection.login(credentials["username"], credentials["password"])
        connection.ehlo_or_helo_if_needed()
    except BaseException:
        connection.close()
        raise
    return connection


def _send_one(
    connection: smtplib.SMTP, account: Account, message: OutgoingMessage
) -> HandoverResult:
    try:
        to = read_address(message.address)
    except MalformedAddress:
        return _result(message, Outcome.bounced, "not an e-mail address")
    try:
        mail = compose_mail(message, account.options, account_id=account.id, to=to)
    except (ValueError, UnicodeError):
        return _result(message, Outcome.refused, "the mail could not be composed")
    sender = read_address(account.options["from_address"])
    try:
        return _transact(connection, message, mail, sender=sender, to=to)
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        # Before DATA: certainly not sent.
        connection.close()
        return _result(message, Outcome.transient, _said(error))


def _transact(
    connection: smtplib.SMTP,
    message: OutgoingMessage,
    mail: EmailMessage,
    *,
    sender: str,
    to: str,
) -> HandoverResult:
    """MAIL, RCPT, DATA; what the server says at each decides."""
    options: list[str] = []
    if not to.isascii():
        if not connection.has_extn("smtputf8"):
            return _result(message, Outcome.bounced, "the server cannot reach such an address")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    body = mail.as_bytes(policy=POLICY.clone(utf8=bool(options)))
    code, said = connection.mail(sender, options)
    if code != 250:
        _reset(connection)
        if code >= 500:
            return _result(message, Outcome.account, _words(code, said))
        return _refusal(message, code, said)
    code, said = connection.rcpt(to)
    if code not in (250, 251):
        _reset(connection)
        return _refusal(message, code, said, dead_address=True)
    try:
        code, said = connection.data(body)
    except smtplib.SMTPDataError as error:
        return _refusal(message, error.smtp_code, error.smtp_error)
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        # The line broke while the mail was under way: the server may have taken it.
        connection.close()
        return _result(message, Outcome.uncertain, _said(error))
    if code != 250:
        _reset(connection)
        return _refusal(message, code, said)
    return _result(message, Outcome.accepted, provider_id=str(mail["Message-ID"]))


def _reset(connection: smtplib.SMTP) -> None:
    try:
        connection.rset()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _refusal(
    message: OutgoingMessage, code: int, said: bytes | str, *, dead_address: bool = False
) -> HandoverResult:
    words = _words(code, said)
    if code == 421 or (400 <= code < 500 and "4.7." in words):
        return HandoverResult(
            key=message.key,
            outcome=Outcome.throttled,
            detail=words,
            retry_after_seconds=RETRY_SECONDS_BUSY,
        )
    full_mailbox = code == 552 or "5.2.2" in words
    if code < 500 or full_mailbox:
        return _result(message, Outcome.transient, words)
    return _result(message, Outcome.bounced if dead_address else Outcome.refused, words)


def _result(
    message: OutgoingMessage, outcome: Outcome, detail: str = "", provider_id: str = ""
) -> HandoverResult:
    return HandoverResult(key=message.key, outcome=outcome, detail=detail, provider_id=provider_id)


def _words(code: int, said: bytes | str) -> str:
    """The code and, where there is one, the enhanced code; the rest may quote the address."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    first = text.split(maxsplit=1)[0] if text.split() else ""
    enhanced = first if first.count(".") == 2 and first.replace(".", "").isdigit() else ""
    return f"SMTP {code} {enhanced}".strip()


def _said(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _is_closed(connection: smtplib.SMTP) -> bool:
    return getattr(connection, "sock", None) is None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _quit(connection: smtplib.SMTP | None) -> None:
    if connection is not None and not _is_closed(connection):
        try:
            connection.quit()
        except (OSError, smtplib.SMTPException):
            connection.close()
