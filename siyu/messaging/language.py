"""The template language: ``{{ person.name | default("顾客") }}`` and nothing that could do harm.

A language of our own and not Jinja's sandbox, because what an operator needs is small and three
things matter more than power: every mistake is found at save with its line and column (Jinja finds
unknown names at render, one person at a time); each value is escaped for the place it stands in
(text, HTML, address), which the parser must know; and there is no object to climb out through
(Jinja's sandbox has been left by ``|attr`` and ``str.format``: CVE-2025-27516, CVE-2024-56326).

Grammar::

    expression = path { "|" filter }
    path       = name { "." name | "[" string "]" } | string
    filter     = name [ "(" [ literal { "," literal } ] ")" ]
    literal    = string | number
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .filters import FILTERS

EXPRESSIONS_MAX = 500
PATH_DEPTH_MAX = 10

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<name>[^\W\d]\w*)
      | (?P<number>-?\d{1,15}(?:\.\d{1,15})?)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<sign>[.|(),\[\]])
      | (?P<end>\}\})
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """A mistake in a template and where it stands; lines and columns count from 1."""

    part: str
    line: int
    column: int
    message: str


class TemplateMistake(Exception):
    """Raised while reading; ``at`` is an offset into the source."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.message = message


@dataclass(frozen=True)
class Call:
    """A filter and its literal arguments."""

    name: str
    arguments: tuple[str | int | float, ...]


@dataclass(frozen=True)
class Expression:
    """What stands between the braces.

    Args:
        path: names to walk, such as ``("person", "name")``; for a literal ``("", text)``.
        at: offset of the braces in the source.

    """

    path: tuple[str, ...]
    calls: tuple[Call, ...]
    at: int

    @property
    def is_literal(self) -> bool:
        return self.path[0] == ""

    @property
    def has_default(self) -> bool:
        return any(call.name == "default" for call in self.calls)


def parse(source: str) -> list[str | Expression]:
    """Text and expressions in order.

    Raises:
        TemplateMistake: the first thing that does not fit the grammar.

    """
    pieces: list[str | Expression] = []
    position = count = 0
    while (start := source.find("{{", position)) >= 0:
        if start > position:
            pieces.append(source[position:start])
        expression, position = _Reader(source, start).read()
        pieces.append(expression)
        count += 1
        if count > EXPRESSIONS_MAX:
            raise TemplateMistake(start, f"more than {EXPRESSIONS_MAX} expressions")
    if position < len(source):
        pieces.append(source[position:])
    return pieces


def evaluate(expression: Expression, values: Mapping[str, Any], zone: str) -> str:
    """The expression's text for these values, not escaped; a missing value is empty."""
    value: Any = expression.path[1] if expression.is_literal else _walk(expression.path, values)
    for call in expression.calls:
        value = FILTERS[call.name].apply(value, *call.arguments, zone=zone)
    return "" if value is None else as_text(value)


def is_missing(expression: Expression, values: Mapping[str, Any]) -> bool:
    """Whether the values have nothing where the expression looks, and it has no default."""
    if expression.is_literal or expression.has_default:
        return False
    return _walk(expression.path, values) in (None, "")


def as_text(value: Any) -> str:
    """A value as a reader expects it: whole numbers without ``.0``, lists with commas."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(as_text(item) for item in value if not isinstance(item, dict | list))
    return "" if isinstance(value, dict) else str(value)


def position_of(source: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, from 1."""
    line = source.count("\n", 0, at) + 1
    return line, at - (source.rfind("\n", 0, at) + 1) + 1


def _walk(path: tuple[str, ...], values: Mapping[str, Any]) -> Any:
    found: Any = values
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
        if found is None:
            return None
    return found


class _Reader:
    """Reads one expression from ``{{`` on."""

    def __init__(self, source: str, start: int) -> None:
        self._source = source
        self._start = start
        self._at = start + 2
        self._kind, self._text, self._token_at = "", "", start
        self._next()

    def read(self) -> tuple[Expression, int]:
        path = self._path()
        calls = []
        while self._is_sign("|"):
            self._next()
            calls.append(self._call())
        if self._kind != "end":
            self._fail(f"expected | or }}}} but found {self._text!r}")
        return Expression(tuple(path), tuple(calls), self._start), self._at

    def _path(self) -> list[str]:
        if self._kind == "string":
            return ["", self._take_string()]
        if self._kind != "name":
            self._fail("expected a name, such as person.name")
        path = [self._take()]
        while self._is_sign(".") or self._is_sign("["):
            if self._take() == ".":
                if self._kind != "name":
                    self._fail("expected a name after the dot")
                path.append(self._take())
            else:
                if self._kind != "string":
                    self._fail('expected a name in quotes, such as traits["favourite colour"]')
                path.append(self._take_string())
                self._expect("]")
            if len(path) > PATH_DEPTH_MAX:
                self._fail("too deep")
        return path

    def _call(self) -> Call:
        at = self._token_at
        if self._kind != "name":
            self._fail("expected a filter, such as default")
        name = self._take()
        arguments: list[str | int | float] = []
        if self._is_sign("("):
            self._next()
            while not self._is_sign(")"):
                arguments.append(self._literal())
                if not self._is_sign(")"):
                    self._expect(",")
            self._next()
        _check_call(name, arguments, at)
        return Call(name, tuple(arguments))

    def _literal(self) -> str | int | float:
        if self._kind == "string":
            return self._take_string()
        if self._kind == "number":
            text = self._take()
            return float(text) if "." in text else int(text)
        self._fail("expected text in quotes or a number")
        raise AssertionError  # unreachable: _fail raises

    def _take_string(self) -> str:
        return _ESCAPE.sub(r"\1", self._take()[1:-1])

    def _take(self) -> str:
        text = self._text
        self._next()
        return text

    def _is_sign(self, sign: str) -> bool:
        return self._kind == "sign" and self._text == sign

    def _expect(self, sign: str) -> None:
        if not self._is_sign(sign):
            self._fail(f"expected {sign}")
        self._next()

    def _next(self) -> None:
        if self._kind == "end":
            return
        found = _TOKEN.match(self._source, self._at)
        if found is None:
            rest = self._source[self._at :].lstrip()
            self._token_at = len(self._source) - len(rest)
            self._fail(f"cannot read {rest[0]!r}" if rest else "the braces are never closed")
        assert found is not None
        kind = str(found.lastgroup)
        self._kind, self._text = kind, found[kind]
        self._token_at, self._at = found.start(kind), found.end()

    def _fail(self, message: str) -> None:
        raise TemplateMistake(self._token_at, message)


def _check_call(name: str, arguments: list[str | int | float], at: int) -> None:
    known = FILTERS.get(name)
    if known is None:
        raise TemplateMistake(at, f"unknown filter {name}; there are {', '.join(sorted(FILTERS))}")
    problem = known.refuses(arguments)
    if problem:
        raise TemplateMistake(at, f"{name}: {problem}")
