import hashlib
import hmac
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.connectors.signatures import signature_header

# Computed with: printf '1767225600.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_example
VECTOR = "66767d6306a1173a1e9c6a7f1a0ffa2b9f613e44c1a02c71704222e753465204"


def test_is_the_published_vector():
    header = signature_header(["whsec_example"], unix_seconds=1767225600, body=b'{"id":"evt_1"}')
    assert header == f"t=1767225600,v1={VECTOR}"


def test_during_a_rotation_both_secrets_sign():
    both = signature_header(["new", "old"], unix_seconds=7, body=b"x")
    new = signature_header(["new"], unix_seconds=7, body=b"x")
    old = signature_header(["old"], unix_seconds=7, body=b"x")
    assert both == f"{new},{old.split(',')[1]}"


@given(secret=st.text(min_size=1), seconds=st.integers(0, 2**40), body=st.binary(max_size=200))
def test_a_receiver_recomputes_it_and_a_changed_byte_shows(secret, seconds, body):
    parts = signature_header([secret], unix_seconds=seconds, body=body).split(",")
    t, v1 = parts[0].removeprefix("t="), parts[1].removeprefix("v1=")

    def expected(of: bytes) -> str:
        return hmac.new(secret.encode(), t.encode() + b"." + of, hashlib.sha256).hexdigest()

    assert hmac.compare_digest(v1, expected(body))
    assert v1 != expected(body + b"!")


class TestGuide:
    """The code that ``docs/how-to/receive-webhooks.md`` gives to receivers."""

    GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "receive-webhooks.md"

    @pytest.fixture
    def is_from_siyu(self, monkeypatch):
        [block] = re.findall(
            r"```python\n(.*?)```", self.GUIDE.read_text(encoding="utf-8"), re.DOTALL
        )
        names: dict[str, object] = {}
        exec(block, names)
        monkeypatch.setattr(time, "time", lambda: 1767225600.0 + 10)
        return names["is_from_siyu"]

    def test_takes_the_vector_and_refuses_changes_and_age(self, is_from_siyu):
        body = b'{"id":"evt_1"}'
        header = f"t=1767225600,v1={VECTOR}"
        assert VECTOR in self.GUIDE.read_text(encoding="utf-8")
        assert is_from_siyu("whsec_example", header, body)
        assert is_from_siyu("whsec_example", f"t=1767225600,v1={'0' * 64},v1={VECTOR}", body)
        assert not is_from_siyu("whsec_other", header, body)
        assert not is_from_siyu("whsec_example", header, body + b" ")
        old = signature_header(["whsec_example"], unix_seconds=1767225600 - 400, body=body)
        assert not is_from_siyu("whsec_example", old, body)
        assert not is_from_siyu("whsec_example", "nonsense", body)
