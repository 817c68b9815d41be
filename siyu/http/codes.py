"""Integer ids as outside codes, in paths and in bodies."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from siyu.kernel import ids


@dataclass(frozen=True)
class Code:
    """Marks an id that travels as ``<prefix>_…``: ``PersonCode = Annotated[int, Code("per")]``.

    The route sees the integer; bodies and OpenAPI show the code.
    """

    prefix: str

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self._write, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": f"^{self.prefix}_[0-9a-hjkmnp-tv-z]{{1,13}}$",
            "examples": [self._write(1)],
        }

    def _read(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63:
            return value
        try:
            return ids.number(self.prefix, str(value))
        except ids.MalformedCode:
            raise ValueError(f"not a code that starts with {self.prefix}_") from None

    def _write(self, value: int) -> str:
        return ids.code(self.prefix, value)
