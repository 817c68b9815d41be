import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.organization.errors import PasswordTooWeak
from siyu.organization.passwords import (
    check_strength,
    generate_password,
    hash_password,
    verify_password,
)


@pytest.fixture
def cheap_hashes() -> None:
    """Real cost here."""


def seconds(stored: str | None) -> float:
    started = time.perf_counter()
    assert verify_password("wrong", stored)[0] is False
    return time.perf_counter() - started


def test_nobody_takes_as_long_as_somebody():
    stored = hash_password("plum-blossom-42")
    seconds(None)
    seconds(stored)
    somebody = statistics.median(seconds(stored) for _ in range(5))
    nobody = statistics.median(seconds(None) for _ in range(5))
    assert 0.5 < nobody / somebody < 2


def test_nobodys_password_never_fits():
    assert verify_password("", None) == (False, None)


def test_a_hash_of_an_older_cost_is_renewed():
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    old = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64),)).hash("plum-blossom-42")
    fits, renewed = verify_password("plum-blossom-42", old)
    assert fits and renewed and "m=65536" in renewed
    assert verify_password("plum-blossom-42", renewed) == (True, None)


@given(st.integers())
def test_generated_passwords_are_strong_and_differ(_seed):
    password = generate_password()
    check_strength(password, email="a@b.cn")
    assert len(password) == 23 and password != generate_password()


@pytest.mark.parametrize("weak", ["", "short", "x" * 40, "Password123", "lihua@example.com"])
def test_refuses_what_is_guessed_first(weak):
    with pytest.raises(PasswordTooWeak):
        check_strength(weak, email="lihua@example.com")
