"""From a variant's words and a person's values to the message that is handed over."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from siyu import channels, people
from siyu.kernel import ids
from siyu.kernel.settings import Settings

from .content import PARTS, Content, compile_content
from .links import click_url, open_url, unsubscribe_url
from .values import Setting, values_of

CODE_PREFIX = "dlv"


def message_key(delivery_id: int) -> str:
    """Idempotency key of a delivery at its channel."""
    return ids.code(CODE_PREFIX, delivery_id)


@lru_cache(maxsize=256)
def _compiled(sources: tuple[tuple[str, str], ...]) -> Content:
    content, problems = compile_content(dict(sources), lambda _: None)
    if content is None:
        raise ValueError(f"a stored template no longer compiles: {problems[:1]}")
    return content


def compiled(parts: Mapping[str, str]) -> Content:
    """Content of parts that were checked when they were saved; kept for the next message."""
    return _compiled(tuple((part, parts.get(part) or "") for part in PARTS))


def render_message(
    content: Content,
    profile: people.Profile,
    setting: Setting,
    settings: Settings,
    *,
    delivery_id: int,
    address: str = "",
    attempt: int = 1,
) -> channels.OutgoingMessage:
    """The message of one delivery, with links that lead through us."""
    values = values_of(profile, setting)
    unsubscribe = unsubscribe_url(settings, delivery_id)

    def tracked(number: int) -> str:
        return click_url(settings, delivery_id, number)

    def part(name: str) -> str:
        return content.render(
            name, values, zone=setting.zone, tracked=tracked, unsubscribe_url=unsubscribe
        )

    html = part("html")
    return channels.OutgoingMessage(
        key=message_key(delivery_id),
        person_id=profile.person.id,
        address=address,
        subject=part("subject"),
        text=part("text"),
        html=_with_pixel(html, open_url(settings, delivery_id)) if html else "",
        links=tuple(tracked(link.number) for link in content.links),
        unsubscribe_url=unsubscribe,
        attempt=attempt,
    )


def preview_parts(
    content: Content, profile: people.Profile, setting: Setting
) -> tuple[dict[str, str], list[str]]:
    """Each part as this person would read it, with plain links, and names they have no value for."""
    values: dict[str, Any] = values_of(profile, setting)

    def plain(number: int) -> str:
        return content.links[number].address(values, setting.zone)

    parts = {
        name: content.render(
            name, values, zone=setting.zone, tracked=plain, unsubscribe_url="#unsubscribe"
        )
        for name in ("subject", "text", "html")
    }
    if content.main_link is not None:
        parts["link"] = plain(content.main_link)
    return {name: value for name, value in parts.items() if value}, content.missing(values)


def _with_pixel(html: str, url: str) -> str:
    pixel = f'<img src="{url}" width="1" height="1" alt="" style="display:none">'
    place = html.lower().rfind("</body>")
    return html + pixel if place < 0 else html[:place] + pixel + html[place:]
