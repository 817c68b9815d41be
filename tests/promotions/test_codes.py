from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel.cipher import Cipher, cipher, install_cipher
from siyu.promotions.batches import write_codes
from siyu.promotions.codes import (
    ALPHABET,
    BATCH_SIZE_MAX,
    BATCHES_MAX,
    FEW,
    Meaning,
    batch_code,
    batch_letters,
    coupon_codes,
    read_code,
)
from siyu.promotions.errors import CodeMistyped

PRINTED = ["NGMA-3GJ5-UV7M", "YVCC-N6CH-45X4"]


def is_read(code: str) -> bool:
    try:
        read_code(code)
    except CodeMistyped:
        return False
    return True


class TestCodes:
    @given(st.integers(0, (1 << 48) - 1))
    def test_a_coupons_code_leads_back_to_it(self, coupon_id):
        assert read_code(coupon_codes([coupon_id])[0]) == Meaning(coupon_id=coupon_id)

    @given(st.integers(1, BATCHES_MAX - 1), st.integers(0, BATCH_SIZE_MAX - 1))
    def test_a_batchs_code_leads_back_to_its_serial(self, batch_id, serial):
        found = read_code(batch_code(batch_id, serial))
        assert found == Meaning(batch_id=batch_id, serial=serial)

    def test_a_hundred_thousand_are_all_different_and_look_alike_to_nobody(self):
        letters = batch_letters(3, 0, 100_000)
        assert len({row.tobytes() for row in letters}) == 100_000
        assert set(bytes(np.unique(letters)).decode()) == {*ALPHABET, "-"}
        assert not set(ALPHABET) & set("01OILSZ")

    def test_neighbours_have_nothing_in_common(self):
        """Every letter of the next code is as good as drawn: one of 29."""
        letters = batch_letters(3, 0, 20_000)[:, [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12]]
        same = (letters[1:] == letters[:-1]).mean()
        assert abs(same - 1 / 29) < 0.002

    def test_small_letters_blanks_and_misread_letters_are_as_good(self):
        code = coupon_codes([77])[0]
        for written in (
            code.lower(),
            f"  {code.replace('-', ' ')} ",
            code.replace("-", "").replace("5", "s").replace("2", "Z"),
        ):
            assert read_code(written) == Meaning(coupon_id=77)

    @given(st.integers(0, 1 << 40), st.data())
    def test_one_wrong_letter_is_found(self, coupon_id, data):
        code = coupon_codes([coupon_id])[0]
        place = data.draw(st.sampled_from([n for n in range(14) if code[n] != "-"]))
        other = data.draw(st.sampled_from([each for each in ALPHABET if each != code[place]]))
        assert not is_read(code[:place] + other + code[place + 1 :])

    @given(st.integers(0, 1 << 40))
    def test_two_letters_swapped_are_found(self, coupon_id):
        code = coupon_codes([coupon_id])[0]
        for one, other in combinations([n for n in range(14) if code[n] != "-"], 2):
            swapped = list(code)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert code[one] == code[other] or not is_read("".join(swapped))

    @pytest.mark.parametrize(
        "text",
        ["", "-", "7KQW", "7KQW-93MD-XT4", "!KQW-93MD-XT4C", "券券券券券券券券券券券券", "7" * 60],
    )
    def test_what_is_no_code_is_refused(self, text):
        with pytest.raises(CodeMistyped):
            read_code(text)

    def test_another_installation_makes_others_and_reads_nothing_of_ours(self):
        before, ours = cipher(), [batch_code(3, n) for n in range(200)]
        install_cipher(Cipher(b"another-secret-of-32-bytes-long!"))
        try:
            assert batch_code(3, 0) != ours[0]
            meant = [read_code(code) for code in ours if is_read(code)]
            assert all(each.batch_id != 3 for each in meant)
        finally:
            install_cipher(before)

    @given(st.lists(st.integers(0, (1 << 48) - 1), min_size=FEW, max_size=40))
    def test_one_by_one_and_many_at_once_are_the_same(self, coupon_ids):
        assert coupon_codes(coupon_ids) == [coupon_codes([each])[0] for each in coupon_ids]

    def test_they_never_change(self):
        """Printed codes outlive a release."""
        assert [batch_code(1, 0), *coupon_codes([1])] == PRINTED

    def test_the_file_has_every_code_once(self):
        lines = b"".join(write_codes(3, 250_000)).split(b"\r\n")
        assert (lines[0], lines[-1], len(set(lines))) == (b"code", b"", 250_002)
        assert lines[200_001].decode() == batch_code(3, 200_000)
