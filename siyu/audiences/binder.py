"""Values of a definition as query parameters; nothing of it is ever put into SQL text."""

from typing import Any


class Binder:
    """Numbers parameters, and gives equal values of a type one parameter."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.params: dict[str, Any] = {}
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, value: Any, type_: str) -> str:
        """Placeholder of a value, such as ``{p3:String}``.

        Args:
            type_: ClickHouse type; from the code, never from a definition.

        """
        key = (type_, repr(value))
        if key not in self._known:
            name = f"p{len(self.params)}"
            self.params[name] = value
            self._known[key] = f"{{{name}:{type_}}}"
        return self._known[key]
