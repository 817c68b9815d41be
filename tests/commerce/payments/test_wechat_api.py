"""Accounts, callbacks and bills over HTTP."""

import json

import pytest

from siyu.commerce.payments.wechat.clients import Clients
from siyu.kernel import ids

from .till import Till, account_of


@pytest.fixture
def till(house, twin, merchants):
    made = Till(house.context, twin, twin.admit(merchants["public_key"]))
    made.open()
    return made


def posted(api, till, callback, account=None):
    code = ids.code("pac", account or till.account_id)
    return api.post(
        f"/pay/wechat/{code}",
        content=callback.body,
        headers={**callback.headers, "Authorization": ""},
    )


def test_callbacks(api, till):
    order_id = till.order()
    number, callback = till.paid_there(order_id)
    assert callback.url.endswith(f"/pay/wechat/{ids.code('pac', till.account_id)}")
    forged = till.twin.callbacks.forged(callback, "signature")
    mismatched = till.twin.callbacks.paid(till.book_of(number), appid="other")
    for bad, status in ((forged, 403), (mismatched, 403)):
        answer = posted(api, till, bad)
        assert (answer.status_code, answer.json()["code"]) == (status, "FAIL")
    assert posted(api, till, callback, account=999).status_code == 404
    assert till.state(order_id) == "unpaid"
    for _ in range(2):
        answer = posted(api, till, callback)
        assert (answer.status_code, answer.content) == (204, b"")
    assert till.state(order_id) == "paid"


def test_a_callback_that_is_far_too_large_is_not_read(api, till):
    code = ids.code("pac", till.account_id)
    answer = api.post(f"/pay/wechat/{code}", content=b"x" * 70_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "FAIL")


def test_accounts_are_kept_without_showing_their_secrets(api, house, twin, merchants):
    house.context.put(Clients(twin.url))
    told = account_of(merchants["public_key"], twin)
    made = api.post("/api/commerce/payment-accounts", json=told)
    assert made.status_code == 201, made.text
    code = made.json()["id"]
    assert made.json()["credentials_set"] == ["api_v3_key", "private_key", "public_key"]
    changed = api.patch(
        f"/api/commerce/payment-accounts/{code}",
        json={"active": False, "credentials": {"api_v3_key": "k" * 32}},
    )
    assert changed.json()["active"] is False
    listed = api.get("/api/commerce/payment-accounts")
    audit = api.get("/api/audit", params={"limit": 100})
    assert audit.status_code == 200
    seen = made.text + changed.text + listed.text + audit.text
    assert "payment_accounts.update" in audit.text
    for secret in (*told["credentials"].values(), "k" * 32):
        assert json.dumps(secret)[1:-1] not in seen
    for bad in (
        {"api_v3_key": "short"},
        {"private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"},
    ):
        answer = api.patch(f"/api/commerce/payment-accounts/{code}", json={"credentials": bad})
        assert answer.status_code == 422
    assert api.delete(f"/api/commerce/payment-accounts/{code}").status_code == 204
    assert api.delete(f"/api/commerce/payment-accounts/{code}").status_code == 404


def test_an_account_that_was_paid_through_stays(api, till):
    till.bought()
    code = ids.code("pac", till.account_id)
    answer = api.delete(f"/api/commerce/payment-accounts/{code}")
    assert (answer.status_code, answer.json()["code"]) == (409, "payment_account_in_use")


def test_bills_and_differences(api, till):
    from siyu.commerce.payments.wechat.reconciling import CHINA
    from siyu.kernel.clock import now

    till.paid_there(till.order())
    code, day = ids.code("pac", till.account_id), now().astimezone(CHINA).date().isoformat()
    made = api.post(f"/api/commerce/payment-accounts/{code}/bills", json={"day": day})
    assert (made.status_code, made.json()["differences"]) == (200, 1), made.text
    assert api.get("/api/commerce/payment-bills").json()["items"][0]["day"] == day
    (found,) = api.get("/api/commerce/payment-differences", params={"settled": False}).json()[
        "items"
    ]
    assert (found["kind"], found["theirs_minor"]) == ("missing_here", 1000)
    answer = api.post(
        f"/api/commerce/payment-differences/{found['id']}/settle", json={"note": "asked"}
    )
    assert answer.json()["note"] == "asked"
    assert (
        api.get("/api/commerce/payment-differences", params={"settled": False}).json()["items"]
        == []
    )
