"""Text that every store can keep."""

from typing import Annotated

from pydantic import AfterValidator


def _refuse_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text must not contain the NUL character")
    return text


# PostgreSQL cannot store U+0000; lone surrogates pydantic refuses by itself.
Text = Annotated[str, AfterValidator(_refuse_nul)]
