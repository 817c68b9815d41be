import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.tracking.inbox import INTERNAL, Frame, Origin
from siyu.tracking.load import events as events_module
from siyu.tracking.load.events import read_frame
from siyu.tracking.load.plain import may_hold_plain, read_plain

RECEIVED_MS = 1_764_000_000_000
TIMES = st.sampled_from(
    [
        *("2025-11-24T15:59:59.123Z", "2025-11-24T15:59:59.9999995+08:00", "2025-11-24 15:59:59"),
        *("2025-11-24T15:59:59", "2025-11-24", "", "soon", "2300-01-01T00:00:00Z", 0, 1.5e12, None),
        *("0001-01-01T00:00:00+14:00", "2025-11-24T24:00:00Z", "2025-12-31T00:00:00Z", "  "),
    ]
)
TEXTS = st.sampled_from(
    [
        "u",
        " u ",
        "",
        "   ",
        "a\x00b",
        "\u3000x",
        "x" * 101,
        "x" * 501,
        "真",
        '"\\',
        None,
        7,
        7.5,
        True,
    ]
)
OBJECTS = st.sampled_from(
    [{}, {"a": 1}, {"email": "a@b.cn"}, {"deep": {"phone": "13800138000"}}, [], "x", None, 3]
)
CONTEXTS = st.sampled_from(
    [
        {},
        {"ip": "9.9.9.9"},
        {"userAgent": "M"},
        {"traits": {"a": 1}},
        [1],
        None,
        {"externalIds": [{"id": "c1", "type": "card"}]},
    ]
)
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["track", "identify", "page", "Track", "", None, 1]),
        **dict.fromkeys(("event", "messageId", "userId", "anonymousId"), TEXTS),
        **dict.fromkeys(("timestamp", "originalTimestamp", "sentAt"), TIMES),
        "context": CONTEXTS,
        "properties": OBJECTS,
        **dict.fromkeys(("name", "groupId", "previousId"), TEXTS),
        "unite": st.sampled_from([True, False, None]),
        "personId": st.sampled_from([5, None]),
    },
)
MOSTLY_PLAIN = ITEMS.map(
    lambda item: {"type": "track", "event": "A", "messageId": "m", "userId": "u"} | item
)
KINDS = st.sampled_from(["server", "browser", INTERNAL])


def read(body: bytes, origin: Origin):
    """What both ways make of a request, and how many items went the short one."""
    frame = Frame(origin, body)
    short = [msgspec.structs.asdict(event) for event in read_frame(frame, 3, 4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events_module, "may_hold_plain", lambda frame: False)
        long = [msgspec.structs.asdict(event) for event in read_frame(frame, 3, 4)]
    for event in (*short, *long):
        event["raw"] = bytes(event["raw"])
    return short, long


def origin(**given):
    return Origin(received_ms=RECEIVED_MS, source="src_1", **given)


class TestBothWays:
    @given(
        st.lists(st.one_of(ITEMS, MOSTLY_PLAIN), max_size=4), KINDS, st.sampled_from(["", "track"])
    )
    def test_make_the_same_events(self, items, kind, path):
        body = json.dumps(
            {"batch": items, "context": {"a": 1}} if len(items) > 2 else {"batch": items}
        )
        short, long = read(body.encode(), origin(kind=kind, type=path, ip="1.2.3.4"))
        assert short == long

    @pytest.mark.parametrize(
        "tail",
        ['"name":1e999', '"category":[1e999]', '"context":{"a":}', '"properties":{"a":1e999}'],
    )
    def test_agree_on_numbers_out_of_range_and_broken_json(self, tail):
        body = f'{{"type":"track","event":"A","messageId":"m","userId":"u",{tail}}}'.encode()
        short, long = read(body, origin())
        assert short == long


class TestReadPlain:
    def test_reads_what_sdks_send(self):
        item = {
            "type": "track",
            "event": "Product Viewed",
            "messageId": "m1",
            "userId": None,
            "anonymousId": "a1",
            "timestamp": "2025-11-24T15:59:59.123Z",
            "integrations": {},
            "properties": {"sku": "s"},
            "context": {"library": {"name": "analytics.js"}},
        }
        plain = read_plain(json.dumps(item).encode(), 0, "")
        assert plain is not None
        assert (plain.event, plain.anonymousId, plain.userId) == ("Product Viewed", "a1", None)

    def test_leaves_other_types_and_what_is_too_large(self):
        whole = {"event": "A", "messageId": "m", "userId": "u"}
        assert read_plain(json.dumps(whole).encode(), 0, "") is None
        assert read_plain(json.dumps(whole).encode(), 0, "track") is not None
        assert read_plain(json.dumps(whole | {"type": "page"}).encode(), 0, "track") is None
        assert read_plain(json.dumps(whole | {"x": "y" * 40_000}).encode(), 0, "track") is None

    def test_looks_closer_at_our_own_events_and_at_a_nul(self):
        assert may_hold_plain(Frame(origin(), b"{}"))
        assert not may_hold_plain(Frame(origin(kind=INTERNAL), b"{}"))
        assert not may_hold_plain(Frame(origin(), b'{"userId":"a\\u0000"}'))
