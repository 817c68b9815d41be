from siyu.kernel.logs import mask_personal_data


def test_phones_and_mail_addresses_are_masked():
    entry = mask_personal_data(None, "info", {"event": "sent to 13812345678, li.hua+a@example.com"})
    assert entry["event"] == "sent to 138****5678, ***@***"


def test_numbers_that_are_not_phones_stay():
    text = "order D0000013-1, 541909 rows, id 1381234567890123"
    assert mask_personal_data(None, "info", {"event": text})["event"] == text
