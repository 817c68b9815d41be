"""Who carries parcels: what their numbers look like, and what staff may write of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.commerce.carriers import (
    Carrier,
    CarrierUnfit,
    CarrierUnknown,
    WaybillMalformed,
    check_label,
    find_carrier,
    list_carriers,
    put_carrier,
    sample_of,
    track_link,
)
from siyu.commerce.carriers.built_in import BUILT_IN
from siyu.commerce.carriers.forms import FORM_LENGTH_MAX, fits, is_form


class TestForms:
    @pytest.mark.parametrize(
        ("carrier", "waybill", "good"),
        [
            ("SF", "SF1234567890123", True),
            ("SF", "123456789012", True),
            ("SF", "SF123", False),
            ("SF", "YT1234567890123", False),
            ("YTO", "YT1234567890123", True),
            ("EMS", "EA123456789CN", True),
            ("EMS", "EA12345678CN", False),
            ("JD", "JDVA12345678901", True),
            ("JT", "JT1234567890123", True),
            ("JT", "JT12345678901234", False),
            ("ZTO", "7.51235E+13", False),
        ],
    )
    def test_know_the_usual_numbers(self, carrier, waybill, good):
        forms = {one.code: one.waybill_forms for one in BUILT_IN}
        assert fits(waybill, forms[carrier]) is good

    def test_all_that_siyu_comes_with_can_be_read_and_played(self):
        for carrier in BUILT_IN:
            for form in carrier.waybill_forms:
                assert is_form(form)
                assert fits(sample_of(form, 17), carrier.waybill_forms)

    def test_another_number_gives_another_sample(self):
        made = {sample_of("SF#{12,15}", number) for number in range(500)}
        assert len(made) == 500

    @pytest.mark.parametrize(
        "form", ["", "sf#", "SF#{0}", "SF#{9,3}", "#{1,9}*{1,9}", "#{41}", "(a+)+", "#{", "SF .*"]
    )
    def test_refuse_what_they_cannot_read(self, form):
        assert not is_form(form)

    @given(st.text("SF#@*{},0123456789-", max_size=FORM_LENGTH_MAX), st.integers(0, 10**9))
    def test_a_form_that_can_be_read_fits_its_own_sample(self, form, number):
        if is_form(form):
            assert fits(sample_of(form, number), (form,))


@pytest.mark.database
class TestLabels:
    def test_are_kept_as_the_carrier_writes_them(self, session):
        label = check_label(session, carrier="SF", waybill=" sf12 3456 789012 ")
        assert label == ("SF", "SF123456789012")
        assert check_label(session, carrier="", waybill="") == ("", "")

    @pytest.mark.parametrize("carrier", ["", "NOBODY", "顺丰", "SANDBOX", "SF\x00"])
    def test_refuse_unknown_carriers_and_those_that_are_off(self, session, carrier):
        with pytest.raises(CarrierUnknown):
            check_label(session, carrier=carrier, waybill="SF123456789012")

    @pytest.mark.parametrize(
        "waybill", ["", "SF1", "SF12345678901\x00", "ＳＦ123456789012", "1" * 90]
    )
    def test_refuse_numbers_of_another_form(self, session, waybill):
        with pytest.raises(WaybillMalformed):
            check_label(session, carrier="SF", waybill=waybill)

    @pytest.mark.parametrize("word", ["SF", "sf", "顺丰", "顺丰速运", "SF Express", "顺丰快递"])
    def test_find_a_carrier_as_people_write_it(self, session, word):
        found = find_carrier(session, word)
        assert found is not None
        assert found.code == "SF"

    @pytest.mark.parametrize("word", ["", "快递", "没有这家"])
    def test_find_none(self, session, word):
        assert find_carrier(session, word) is None


@pytest.mark.database
class TestPutCarrier:
    def test_adds_one_and_changes_one_that_siyu_comes_with(self, session):
        own = Carrier(
            code="OWN", name_zh="自家车队", name_en="Own fleet", waybill_forms=("OWN#{6}",)
        )
        put_carrier(session, own)
        assert check_label(session, carrier="OWN", waybill="OWN000001") == ("OWN", "OWN000001")
        put_carrier(session, Carrier(code="SF", name_zh="顺丰", name_en="SF", active=False))
        with pytest.raises(CarrierUnknown):
            check_label(session, carrier="SF", waybill="SF123456789012")
        codes = [one.code for one in list_carriers(session)]
        assert (codes[0], codes[-1], len(codes)) == ("SF", "OWN", len(BUILT_IN) + 1)

    @pytest.mark.parametrize(
        "unfit",
        [
            {"waybill_forms": ("(a+)+$",)},
            {"link": "javascript:alert(1)//{waybill}"},
            {"link": "https://x.example/track"},
            {"link": 'https://x.example/"{waybill}'},
        ],
    )
    def test_refuses_what_could_harm(self, session, unfit):
        with pytest.raises(CarrierUnfit):
            put_carrier(session, Carrier(code="X", name_zh="x", name_en="x", **unfit))

    def test_a_link_carries_the_number_quoted(self):
        carrier = Carrier(code="X", name_zh="x", name_en="x", link="https://x.example/?n={waybill}")
        assert track_link(carrier, "A&b=1/..") == "https://x.example/?n=A%26b%3D1%2F.."
        assert track_link(None, "1") == ""
