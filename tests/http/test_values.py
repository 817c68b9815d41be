from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from siyu.http import Code, Instant, Text, decode_cursor, encode_cursor
from siyu.http.pages import MalformedCursor


class Shown(BaseModel):
    id: Annotated[int, Code("seg")]


def test_a_record_travels_as_a_code_and_is_an_integer_inside():
    shown = Shown(id=7)
    assert shown.model_dump() == {"id": 7}
    assert shown.model_dump(mode="json")["id"].startswith("seg_")
    assert Shown.model_validate_json(shown.model_dump_json()).id == 7


@pytest.mark.parametrize(
    "value", [-1, 1 << 63, True, "per_1", "seg_", "seg_zzzzzzzzzzzzzz", None, 1.5]
)
def test_what_is_no_id_is_refused(value):
    with pytest.raises(ValidationError):
        Shown(id=value)


def test_text_with_nul_is_refused():
    assert TypeAdapter(Text).validate_python("上海 \U0001f600") == "上海 \U0001f600"
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python("a\x00b")


@pytest.mark.parametrize(
    "value",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00", "2026-01-01T00:00:00", "soon"],
)
def test_an_instant_that_no_store_can_keep_is_refused(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python(value)


def test_an_instant_comes_in_utc():
    instant = TypeAdapter(Instant).validate_python("2026-01-01T08:00:00+08:00")
    assert instant.isoformat() == "2026-01-01T00:00:00+00:00"


@pytest.mark.parametrize("position", [(1 << 63,), (-(1 << 63) - 1,)])
def test_a_cursor_past_what_a_store_can_hold_is_refused(position):
    with pytest.raises(MalformedCursor):
        decode_cursor(encode_cursor(*position), int)


def test_a_cursor_with_nul_is_refused():
    with pytest.raises(MalformedCursor):
        decode_cursor(encode_cursor("a\x00"), str)
