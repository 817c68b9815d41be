"""HTML parts: what may stand in a message, where its links are, and where a value may stand.

Expressions come in as one private letter each (``MARK_FIRST`` on), so that quotes inside them do not
confuse the HTML parser; links go out as one private letter each (``LINK_FIRST`` on).
"""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

MARK_FIRST = 0xF0000
LINK_FIRST = 0x100000
PRIVATE = range(MARK_FIRST, 0x10FFFF)

_FORBIDDEN = frozenset(
    {"script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button"}
    | {"textarea", "select", "base", "link", "svg", "math", "template", "noscript"}
)
_URLS = frozenset({"href", "src", "background", "poster", "cite", "action", "formaction", "srcset"})
_SAFE = ("http://", "https://", "mailto:", "tel:", "#", "cid:")


class HtmlMistake(Exception):
    """Raised while reading; ``at`` is an offset into what was fed."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.message = message


def rewrite_links(text: str, link: Callable[[str, int], str | None]) -> str:
    """HTML with every link of ``<a>`` and ``<area>`` replaced by what ``link`` makes of it.

    Args:
        text: HTML with a private letter for each expression.
        link: called with an address and its offset; gives the replacement, or None to leave it.

    Raises:
        HtmlMistake: something that has no place in a message.

    """
    reader = _Reader(text, link)
    reader.feed(text)
    reader.close()
    return reader.result()


def is_mark(letter: str) -> bool:
    """Whether a letter stands for an expression."""
    return MARK_FIRST <= ord(letter) < LINK_FIRST


class _Reader(HTMLParser):
    def __init__(self, text: str, link: Callable[[str, int], str | None]) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._link = link
        self._line_starts = [0]
        for index, letter in enumerate(text):
            if letter == "\n":
                self._line_starts.append(index + 1)
        self._done: list[str] = []
        self._copied = 0

    def result(self) -> str:
        return "".join([*self._done, self._text[self._copied :]])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._offset()
        if tag in _FORBIDDEN:
            raise HtmlMistake(at, f"<{tag}> has no place in a message")
        if any(map(is_mark, tag)):
            raise HtmlMistake(at, "a value cannot name a tag")
        changed = False
        new: list[tuple[str, str | None]] = []
        for name, value in attrs:
            replaced = self._attribute(tag, name, value, at)
            changed = changed or replaced != value
            new.append((name, replaced))
        if tag == "meta" and any(name == "http-equiv" for name, _ in attrs):
            raise HtmlMistake(at, "<meta http-equiv> has no place in a message")
        if changed:
            raw = self.get_starttag_text() or ""
            self._done += [self._text[self._copied : at], _tag(tag, new, raw)]
            self._copied = at + len(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and any(map(is_mark, data)):
            raise HtmlMistake(self._offset(), f"a value cannot stand in <{self.cdata_elem}>")
        if data.startswith("<") and not self.cdata_elem:
            # A "<" that opens no tag: were a value or our pixel to follow, it might open one yet.
            at = self._offset()
            after = self._text[at + 1 : at + 2]
            if after and (
                after in "/!?" or is_mark(after) or (after.isascii() and after.isalpha())
            ):
                raise HtmlMistake(at, "a tag that is never closed; write &lt; for the sign")

    def handle_comment(self, data: str) -> None:
        # A value could end the comment; what follows would then show.
        if any(map(is_mark, data)):
            raise HtmlMistake(self._offset(), "a value cannot stand in a comment")

    def handle_decl(self, decl: str) -> None:
        self._no_mark(decl)

    def handle_pi(self, data: str) -> None:
        self._no_mark(data)

    def unknown_decl(self, data: str) -> None:
        self._no_mark(data)

    def _no_mark(self, data: str) -> None:
        if any(map(is_mark, data)):
            raise HtmlMistake(self._offset(), "a value cannot stand in a declaration")

    def _attribute(self, tag: str, name: str, value: str | None, at: int) -> str | None:
        if name.startswith("on") or name in ("srcdoc", "xmlns", "action", "formaction"):
            raise HtmlMistake(at, f"{name} has no place in a message")
        if any(map(is_mark, name)):
            raise HtmlMistake(at, "a value cannot name an attribute")
        if value is None:
            return None
        if name == "style" and any(map(is_mark, value)):
            raise HtmlMistake(at, "a value cannot stand in style")
        if name not in _URLS:
            return value
        address = value.strip()
        if tag in ("a", "area") and name == "href":
            replaced = self._link(address, at)
            if replaced is not None:
                return replaced
        image = name in ("src", "background") and address.lower().startswith("data:image/")
        if address and not image and not address.lower().startswith(_SAFE):
            raise HtmlMistake(at, f"{name} must start with http://, https://, mailto:, tel: or #")
        return value

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column


def _tag(tag: str, attrs: list[tuple[str, str | None]], raw: str) -> str:
    words = [tag, *(n if v is None else f'{n}="{escape(v)}"' for n, v in attrs)]
    return f"<{' '.join(words)}{' /' if raw.endswith('/>') else ''}>"
