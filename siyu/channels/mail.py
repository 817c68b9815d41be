"""One e-mail as bytes: multipart text and HTML, one-click unsubscribe, and no way to inject headers."""

import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from siyu.kernel.clock import now

from .contracts import OutgoingMessage

ADDRESS_LENGTH_MAX = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]"
_LABEL = (
    r"[A-Za-z0-9\u0080-\U0010ffff](?:[A-Za-z0-9\-\u0080-\U0010ffff]*[A-Za-z0-9\u0080-\U0010ffff])?"
)
# RFC 5321 §4.1.2 without quoted local parts and address literals, which no subscriber has.
_ADDRESS = re.compile(rf"({_ATEXT}+(?:\.{_ATEXT}+)*)@({_LABEL}(?:\.{_LABEL})+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class MalformedAddress(ValueError):
    """Not an address that mail can be sent to."""


class _MailPolicy(EmailPolicy):
    """Leaves ``List-Unsubscribe`` in one line: folded or encoded, mailboxes do not understand it."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() == "list-unsubscribe":
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


POLICY = _MailPolicy(linesep="\r\n", max_line_length=78, cte_type="7bit")


def read_address(text: str) -> str:
    """An address fit for an envelope: plain ``local@domain``, the domain in ASCII.

    Raises:
        MalformedAddress: anything else, a line break in it above all.

    """
    found = _ADDRESS.fullmatch(text.strip(" ")) if len(text) <= ADDRESS_LENGTH_MAX else None
    if found is None or _CONTROL.search(text):
        raise MalformedAddress
    local, domain = found[1], found[2]
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise MalformedAddress from None
    if len(local.encode()) > 64 or len(ascii_domain) > 253:
        raise MalformedAddress
    return f"{local}@{ascii_domain}"


def one_line(text: str) -> str:
    """Text fit for a header: control characters and line breaks become one space."""
    return _CONTROL.sub(" ", text).strip()


def compose_mail(
    message: OutgoingMessage, options: Mapping[str, Any], *, account_id: int, to: str
) -> EmailMessage:
    """The mail; ``Message-ID`` follows from the message's key, so a repeat shows as one mail.

    Args:
        options: ``from_address``, ``from_name``, ``reply_to`` of the account.
        to: an address that went through ``read_address``.

    """
    sender = read_address(options["from_address"])
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _mailbox(one_line(options.get("from_name", "")), sender)
    mail["To"] = _mailbox("", to)
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = f"<{message.key}.{account_id}@{sender.rpartition('@')[2]}>"
    if options.get("reply_to"):
        mail["Reply-To"] = _mailbox("", read_address(options["reply_to"]))
    if message.unsubscribe_url:
        # RFC 2369 §3.2 and RFC 8058 §3.1: both headers, and the address must be https in public.
        mail["List-Unsubscribe"] = f"<{_url(message.unsubscribe_url)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    _set_body(mail, message)
    return mail


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(display_name=name, username=local, domain=domain)


def _url(text: str) -> str:
    if not text.isascii() or re.search(r"[\s<>,]", text):
        raise ValueError("an unsubscribe address has no spaces, commas or angle brackets")
    return text


def _set_body(mail: EmailMessage, message: OutgoingMessage) -> None:
    text, html = message.text, message.html
    if html and text:
        mail.set_content(text, charset="utf-8")
        mail.add_alternative(html, subtype="html", charset="utf-8")
    elif html:
        mail.set_content(html, subtype="html", charset="utf-8")
    else:
        mail.set_content(text, charset="utf-8")
