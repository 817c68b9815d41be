import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel.cipher import Cipher, load_cipher
from siyu.kernel.settings import Settings

KEY = Cipher(b"0" * 32)


@given(st.text())
def test_what_is_sealed_can_be_read_and_never_looks_the_same(text):
    assert KEY.unseal(KEY.seal(text)) == text
    assert KEY.seal(text) != KEY.seal(text)


def test_a_changed_or_foreign_text_is_refused():
    sealed = KEY.seal("13800138000")
    for bad in (sealed[:-1] + bytes([sealed[-1] ^ 1]), Cipher(b"1" * 32).seal("x"), b"", b"\x01"):
        with pytest.raises(ValueError):
            KEY.unseal(bad)


def test_a_blind_index_depends_on_kind_text_and_key():
    indexes = {
        KEY.blind_index("phone", "1"),
        KEY.blind_index("email", "1"),
        KEY.blind_index("phone", "2"),
        Cipher(b"1" * 32).blind_index("phone", "1"),
    }
    assert len(indexes) == 4
    assert KEY.blind_index("phone", "1") == KEY.blind_index("phone", "1")


def test_the_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path):
    settings = Settings(_env_file=None, home=tmp_path)
    sealed = load_cipher(settings).seal("x")
    assert load_cipher(settings).unseal(sealed) == "x"
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
