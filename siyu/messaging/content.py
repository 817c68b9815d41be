"""A template made ready: parsed, checked, its links taken out, each value escaped for its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from .html import LINK_FIRST, MARK_FIRST, PRIVATE, HtmlMistake, is_mark, rewrite_links
from .language import (
    Expression,
    Problem,
    TemplateMistake,
    evaluate,
    is_missing,
    parse,
    position_of,
)

PARTS = ("subject", "text", "html", "link")
LINKS_MAX = 100
_URL_IN_TEXT = re.compile(r"https?://[^\s<>\"'，。；：、！？（）【】《》“”]+")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d{1,5})?(?=[/?#]|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
OWN_LINKS = ("link", "unsubscribe_url")

Check = Callable[[Expression], str | None]


@dataclass(frozen=True)
class Link:
    """Where the number-th tracked link leads; literal text and expressions."""

    number: int
    pieces: tuple[str | Expression, ...]

    @property
    def source(self) -> str:
        """The address with ``…`` where a person's values stand: what may be shown and counted."""
        return "".join(p if isinstance(p, str) else "…" for p in self.pieces)

    def address(self, values: Mapping[str, Any], zone: str) -> str:
        """The address for one person, their values percent-encoded."""
        return "".join(
            piece if isinstance(piece, str) else quote(evaluate(piece, values, zone), safe="")
            for piece in self.pieces
        )


@dataclass(frozen=True)
class Content:
    """A template's parts, compiled. Pieces are text, expressions, or the number of a link."""

    parts: Mapping[str, tuple[str | Expression | int, ...]]
    links: tuple[Link, ...]
    # The link of the part "link", which ``{{ link }}`` stands for.
    main_link: int | None = None

    def expressions(self) -> Iterator[Expression]:
        for pieces in self.parts.values():
            yield from (piece for piece in pieces if isinstance(piece, Expression))
        for link in self.links:
            yield from (piece for piece in link.pieces if isinstance(piece, Expression))

    def uses(self, name: str) -> bool:
        """Whether some part says ``{{ name }}``."""
        return any(expression.path == (name,) for expression in self.expressions())

    def missing(self, values: Mapping[str, Any]) -> list[str]:
        """Names these values have nothing for, and no default stands in."""
        own = {(name,) for name in OWN_LINKS}
        return sorted(
            {
                ".".join(expression.path)
                for expression in self.expressions()
                if expression.path not in own and is_missing(expression, values)
            }
        )

    def render(
        self,
        part: str,
        values: Mapping[str, Any],
        *,
        zone: str,
        tracked: Callable[[int], str],
        unsubscribe_url: str,
    ) -> str:
        """One part for one person.

        Args:
            tracked: address under which the number-th link is sent.

        """
        own = {"unsubscribe_url": unsubscribe_url}
        if self.main_link is not None:
            own["link"] = tracked(self.main_link)
        everything = {**values, **own}
        put: Callable[[str], str] = escape if part == "html" else _plain
        words = []
        for piece in self.parts.get(part, ()):
            if isinstance(piece, str):
                words.append(piece)
            elif isinstance(piece, int):
                words.append(put(tracked(piece)))
            else:
                words.append(put(evaluate(piece, everything, zone)))
        text = "".join(words)
        return _CONTROL.sub(" ", text).strip() if part == "subject" else text


def compile_content(
    sources: Mapping[str, str], check: Check
) -> tuple[Content | None, list[Problem]]:
    """Read all parts of a template.

    Args:
        sources: part → source; empty parts are left out.
        check: says what is wrong with an expression, such as a name nobody knows.

    Returns:
        The content, or None and every mistake with its place.

    """
    compiler = _Compiler(check)
    for part in ("link", "subject", "text", "html"):
        if sources.get(part):
            compiler.add(part, sources[part])
    if compiler.problems:
        return None, compiler.problems
    return compiler.content(), []


class _Compiler:
    def __init__(self, check: Check) -> None:
        self.problems: list[Problem] = []
        self._check = check
        self._parts: dict[str, tuple[str | Expression | int, ...]] = {}
        self._links: list[Link] = []
        self._main_link: int | None = None

    def content(self) -> Content:
        return Content(parts=self._parts, links=tuple(self._links), main_link=self._main_link)

    def add(self, part: str, source: str) -> None:
        try:
            marked, expressions = self._mark(part, source)
            if part == "link":
                self._main_link = self._new_link(marked.strip(), 0, expressions)
            elif part == "subject":
                self._parts[part] = tuple(self._pieces(marked, expressions))
            else:
                finder = self._in_html if part == "html" else self._in_text
                self._parts[part] = tuple(self._pieces(finder(marked, expressions), expressions))
        except TemplateMistake as mistake:
            self._note(part, source, mistake.at, mistake.message)
        except HtmlMistake as mistake:
            self._note(part, source, _in_source(marked, mistake.at, source), mistake.message)

    def _mark(self, part: str, source: str) -> tuple[str, list[Expression]]:
        """The source with one private letter for each expression."""
        odd = next((i for i, letter in enumerate(source) if ord(letter) in PRIVATE), None)
        if odd is not None:
            raise TemplateMistake(odd, "a private-use character has no place in a message")
        expressions: list[Expression] = []
        words = []
        for piece in parse(source):
            if isinstance(piece, str):
                words.append(piece)
                continue
            problem = self._refuses(part, piece)
            if problem:
                self._note(part, source, piece.at, problem)
            words.append(chr(MARK_FIRST + len(expressions)))
            expressions.append(piece)
        return "".join(words), expressions

    def _refuses(self, part: str, expression: Expression) -> str | None:
        if expression.is_literal:
            return None
        if expression.path[0] in OWN_LINKS:
            if part in ("link", "subject"):
                return f"{expression.path[0]} cannot stand here"
            if expression.path == ("link",) and self._main_link is None:
                return "the template has no link part"
            return "no such value" if len(expression.path) > 1 else None
        return self._check(expression)

    def _in_text(self, marked: str, expressions: list[Expression]) -> str:
        def put(found: re.Match[str]) -> str:
            address = found[0].rstrip(".,;:!?)]}")
            number = self._new_link(address, found.start(), expressions)
            return chr(LINK_FIRST + number) + found[0][len(address) :]

        return _URL_IN_TEXT.sub(put, marked)

    def _in_html(self, marked: str, expressions: list[Expression]) -> str:
        def put(address: str, at: int) -> str | None:
            if len(address) == 1 and is_mark(address):
                expression = expressions[ord(address) - MARK_FIRST]
                return address if expression.path[0] in OWN_LINKS else None
            if address.lower().startswith(("http://", "https://")):
                try:
                    return chr(LINK_FIRST + self._new_link(address, at, expressions))
                except TemplateMistake as mistake:
                    raise HtmlMistake(at, mistake.message) from None
            return None

        return rewrite_links(marked, put)

    def _new_link(self, address: str, at: int, expressions: list[Expression]) -> int:
        check_address(address, at)
        pieces = tuple(
            piece for piece in self._pieces(address, expressions) if not isinstance(piece, int)
        )
        for link in self._links:
            if link.pieces == pieces:
                return link.number
        if len(self._links) >= LINKS_MAX:
            raise TemplateMistake(at, f"more than {LINKS_MAX} links")
        self._links.append(Link(len(self._links), pieces))
        return len(self._links) - 1

    def _pieces(
        self, marked: str, expressions: list[Expression]
    ) -> Iterator[str | Expression | int]:
        start = 0
        for index, letter in enumerate(marked):
            if ord(letter) not in PRIVATE:
                continue
            if index > start:
                yield marked[start:index]
            if is_mark(letter):
                yield expressions[ord(letter) - MARK_FIRST]
            else:
                yield ord(letter) - LINK_FIRST
            start = index + 1
        if start < len(marked):
            yield marked[start:]

    def _note(self, part: str, source: str, at: int, message: str) -> None:
        line, column = position_of(source, at)
        self.problems.append(Problem(part, line, column, message))


def check_address(address: str, at: int) -> None:
    """Refuse an address that could lead anywhere but where the operator wrote.

    Raises:
        TemplateMistake: not http(s), or a value before the path.

    """
    origin = _ORIGIN.match(address)
    if origin is None:
        raise TemplateMistake(
            at, "a link must start with http:// or https:// and a host written out in full"
        )
    parts = urlsplit(origin[0])
    if not parts.hostname or "@" in origin[0] or _CONTROL.search(address) or " " in address:
        raise TemplateMistake(at, "not an address")
    try:
        _ = parts.port
    except ValueError:
        raise TemplateMistake(at, "no such port") from None


def _in_source(marked: str, at: int, source: str) -> int:
    """Offset in the source of an offset in the marked text."""
    before = [piece for piece in parse(source) if isinstance(piece, Expression)]
    passed = sum(map(is_mark, marked[:at]))
    if not passed:
        return at
    # From the end of the last expression passed, letters run in step again.
    last = max(i for i in range(at) if is_mark(marked[i]))
    end = source.index("}}", before[passed - 1].at) + 2
    return end + (at - last - 1)


def _plain(text: str) -> str:
    return text
