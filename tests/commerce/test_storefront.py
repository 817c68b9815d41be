"""A member's way through the mall, over HTTP, in the whole house."""

import pytest

from siyu.commerce.members import CodeDoor
from siyu.commerce.members.models import SignInCodeRow
from siyu.http import Guard

from .world import Shop

pytestmark = pytest.mark.database

PHONE = "13800138000"


@pytest.fixture
def mall(house):
    return Shop(house.context).open(freight_minor=800)


def signed_in(api, house, phone=PHONE, **more):
    assert api.post("/m/sign-in-codes", json={"phone": phone}).status_code == 204
    with house.context.session(read_only=True) as session:
        code = session.query(SignInCodeRow).order_by(SignInCodeRow.id.desc()).first().code
    body = {"phone": phone, "code": code, "sales_channel": "mall", **more}
    opened = api.post("/m/sessions", json=body)
    assert opened.status_code == 201, opened.text
    return {"Authorization": f"Bearer {opened.json()['token']}"}


ADDRESS = {"name": "李华", "phone": PHONE, "region": "上海", "street": "人民路 1 号"}


def test_from_a_guests_cart_to_a_refund(api, house, mall):
    sku = mall.sku("A", price=1990, on_hand=5)
    shown = api.get("/m/products", params={"sales_channel": "mall"}).json()["items"]
    (code,) = [one["id"] for one in shown[0]["skus"]]
    assert shown[0]["skus"][0]["unit_minor"] == 1990
    device = "device-0123456789"
    guest = {"device": device}
    anonymous = {"Authorization": ""}
    cart = {"sales_channel": "mall", "lines": [{"sku_id": code, "quantity": 2}]}
    put = api.put("/m/cart", json=cart, params=guest, headers=anonymous)
    assert put.json()["lines"][0]["quantity"] == 2, put.text
    member = signed_in(api, house, device=device)
    basket = {"sales_channel": "mall"}
    quoted = api.post("/m/quotes", json=basket, headers=member).json()
    assert (quoted["goods_minor"], quoted["freight_minor"], quoted["total_minor"]) == (
        3980,
        800,
        4780,
    )
    body = {**basket, "expected_total_minor": 4780, "address": ADDRESS}
    keyed = {**member, "Idempotency-Key": "k1"}
    placed = api.post("/m/orders", json=body, headers=keyed)
    assert placed.status_code == 201, placed.text
    order = placed.json()["id"]
    started = api.post(f"/m/orders/{order}/payments", json={"provider": "sandbox"}, headers=member)
    paid = api.post(started.json()["parameters"]["pay_at"])
    assert paid.json() == {"outcome": "paid"}
    assert api.get("/m/cart", params=basket, headers=member).json()["lines"] == []
    (mine,) = api.get("/m/orders", headers=member).json()["items"]
    assert (mine["id"], mine["state"], mine["paid_minor"]) == (order, "awaiting_shipment", 4780)
    asked = api.post(
        f"/m/orders/{order}/after-sales",
        json={"kind": "refund_only", "quantities": {"1": 2}},
        headers=member,
    )
    assert asked.status_code == 201, asked.text
    agreed = api.post(f"/api/commerce/after-sales/{asked.json()['id']}/approval", json={})
    assert (agreed.json()["state"], agreed.json()["amount_minor"]) == ("done", 4780), agreed.text
    assert api.get(f"/m/orders/{order}", headers=member).json()["state"] == "refunded"
    assert mall.level(sku).available == 5
    assert mall.broken() == []


def test_orders_of_others_are_not_there(api, house, mall):
    sku = mall.sku("A", on_hand=5)
    mine, theirs = signed_in(api, house), signed_in(api, house, "13900139000")
    from siyu.kernel import ids

    body = {
        "sales_channel": "mall",
        "lines": [{"sku_id": ids.code("sku", sku), "quantity": 1}],
        "expected_total_minor": 1800,
        "address": ADDRESS,
    }
    placed = api.post("/m/orders", json=body, headers={**mine, "Idempotency-Key": "k"}).json()
    for path in ("", "/shipments", "/after-sales", "/pickup-code"):
        answer = api.get(f"/m/orders/{placed['id']}{path}", headers=theirs)
        assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")
    for path in ("/cancellation", "/receipt"):
        assert api.post(f"/m/orders/{placed['id']}{path}", headers=theirs).status_code == 404
    assert api.get("/m/orders", headers=theirs).json()["items"] == []
    forged = api.post(
        "/m/orders",
        json={**body, "expected_total_minor": 1},
        headers={**mine, "Idempotency-Key": "k2"},
    )
    assert (forged.status_code, forged.json()["code"]) == (409, "total_changed")
    assert api.post("/m/orders", json=body, headers=mine).status_code == 422
    again = api.post("/m/orders", json=body, headers={**mine, "Idempotency-Key": "k"}).json()
    assert (again["id"], again["again"]) == (placed["id"], True)


def test_codes_are_few_and_guessed_a_few_times(api, house, mall):
    api.post("/m/sign-in-codes", json={"phone": PHONE})
    with house.context.session(read_only=True) as session:
        code = session.query(SignInCodeRow).one().code
    wrong = f"{(int(code) + 1) % 10**6:06}"
    body = {"phone": PHONE, "sales_channel": "mall"}
    for _ in range(5):
        answer = api.post("/m/sessions", json={**body, "code": wrong})
        assert (answer.status_code, answer.json()["code"]) == (422, "code_wrong")
    assert api.post("/m/sessions", json={**body, "code": code}).json()["code"] == "code_wrong"
    sent = [api.post("/m/sign-in-codes", json={"phone": PHONE}).status_code for _ in range(5)]
    assert sent == [204] * 4 + [429]
    assert api.post("/m/sign-in-codes", json={"phone": "12"}).json()["code"] == "phone_unfit"


def test_codes_are_shown_in_the_console_only_where_none_reach_phones(api, house, mall):
    class Phones:
        def send(self, context, phone, code):
            """Reaches it."""

    api.post("/m/sign-in-codes", json={"phone": PHONE})
    (shown,) = api.get("/api/commerce/sandbox/codes").json()
    assert shown["phone"] == "+86138****8000"
    house.context.put(Phones(), kind=CodeDoor)
    assert api.get("/api/commerce/sandbox/codes").json() == []


def test_without_a_session_nothing_of_a_member_is_shown(api, house, mall):
    member = signed_in(api, house)
    assert api.get("/m/me", headers=member).json()["points"] == 0
    assert api.delete("/m/sessions/current", headers=member).status_code == 204
    for path in ("/m/me", "/m/orders", "/m/coupons", "/m/cart?sales_channel=mall"):
        for shown in (member, {"Authorization": ""}, {"Authorization": "Bearer x"}):
            answer = api.get(path, headers=shown)
            assert (answer.status_code, answer.json()["code"]) == (401, "member_session_ended")


def test_a_forged_notice_is_refused_over_http(api, house, mall):
    order_id = mall.buy({mall.sku("A", on_hand=5): 1}).order_id
    headers, body = mall.callback(order_id)
    wrong = {**headers, "sandbox-signature": "0"}
    answer = api.post("/m/payments/sandbox/notices", content=body, headers=wrong)
    assert (answer.status_code, answer.json()["code"]) == (403, "callback_forged")
    right = api.post("/m/payments/sandbox/notices", content=body, headers=headers)
    assert right.json() == {"outcome": "paid"}
    assert api.post("/m/payments/nobody/notices", content=body).status_code == 404


class TestDesk:
    def test_the_catalogue_is_made_sold_and_shipped_from_the_console(self, api, house):
        def post(path, body, **headers):
            answer = api.post(f"/api/commerce{path}", json=body, headers=headers)
            assert answer.status_code in (200, 201, 204), answer.text
            return answer.json() if answer.content else None

        book = post("/price-books", {"name": "标准"})["id"]
        post(
            "/sales-channels",
            {
                "code": "mall",
                "name": "小程序",
                "kind": "mini_program",
                "price_book_id": book,
                "payment_providers": ["sandbox"],
            },
        )
        place = post(
            "/locations", {"code": "W", "name": "仓", "kind": "warehouse", "services": ["ship"]}
        )["id"]
        category = post("/categories", {"name": "面膜"})["id"]
        product = post(
            "/products",
            {
                "code": "MASK",
                "title": "保湿面膜",
                "category_id": category,
                "options": {"颜色": ["红", "蓝"]},
                "skus": [{"code": "RED", "options": {"颜色": "红"}}],
            },
        )
        sku = product["skus"][0]["id"]
        post(f"/products/{product['id']}/status", {"status": "on_sale"})
        priced = {"prices": [{"sku_id": sku, "unit_minor": 5000}]}
        assert api.put(f"/api/commerce/price-books/{book}/prices", json=priced).status_code == 204
        goods = {"sku_id": sku, "location_id": place, "quantity": 3, "reference": "DN1"}
        post("/stock/receipts", goods)
        post("/stock/receipts", goods)
        (level,) = api.get("/api/commerce/stock").json()["items"]
        assert (level["on_hand"], level["sku_code"]) == (3, "RED")
        member = signed_in(api, house)
        person = api.get("/m/me", headers=member).json()["person_id"]
        order = post(
            "/orders",
            {
                "person_id": person,
                "sales_channel": "mall",
                "lines": [{"sku_id": sku, "quantity": 2}],
                "address": ADDRESS,
            },
            **{"Idempotency-Key": "k"},
        )
        post(f"/orders/{order['id']}/price", {"paid_minor": {"1": 9000}})
        started = api.post(
            f"/m/orders/{order['id']}/payments", json={"provider": "sandbox"}, headers=member
        ).json()
        assert api.post(started["parameters"]["pay_at"]).json() == {"outcome": "paid"}
        shipped = post(
            f"/orders/{order['id']}/shipments",
            {"quantities": {"1": 1}, "carrier": "SF", "waybill": "SF123456789012"},
        )
        assert (shipped["state"], shipped["paid_minor"]) == ("part_shipped", 9000)
        post(f"/orders/{order['id']}/notes", {"text": "加急"})
        assert [n["text"] for n in api.get(f"/api/commerce/orders/{order['id']}/notes").json()] == [
            "加急"
        ]
        address = api.get(f"/api/commerce/orders/{order['id']}/address").json()
        assert address["name"] == "李华"
        assert api.get("/api/commerce/orders", params={"unshipped": True}).json()["items"]
        assert Shop(house.context).broken() == []

    def test_staff_say_how_the_customer_is_going_to_pay(self, api, house, mall):
        from siyu.kernel import ids

        mall.accept("sandbox", "wechat_native")
        sku = mall.sku("A", price=5_000, on_hand=5)
        rule = {
            "kind": "spend_off",
            "when": {"payment_methods": ["wechat"]},
            "tiers": [{"at_least_minor": 3_000, "off_minor": 500}],
        }
        made = api.post("/api/promotions", json={"name": "微信支付立减", "rule": rule})
        assert api.post(f"/api/promotions/{made.json()['id']}/start").status_code == 200
        member = signed_in(api, house)
        body = {
            "person_id": api.get("/m/me", headers=member).json()["person_id"],
            "sales_channel": "mall",
            "lines": [{"sku_id": ids.code("sku", sku), "quantity": 1}],
            "address": ADDRESS,
        }

        def place(key, **how):
            headers = {"Idempotency-Key": key}
            return api.post("/api/commerce/orders", json=body | how, headers=headers)

        assert place("k1").json()["total_minor"] == 5_800
        cheaper = place("k2", payment_method="wechat").json()
        assert cheaper["total_minor"] == 5_300
        path = f"/m/orders/{cheaper['id']}/payments"
        refused = api.post(path, json={"provider": "sandbox"}, headers=member)
        assert (refused.status_code, refused.json()["code"]) == (409, "another_payment_method")
        unknown = place("k3", payment_method="shells")
        assert (unknown.status_code, unknown.json()["code"]) == (422, "payment_method_unknown")

    def test_what_lies_outside_the_callers_nodes_is_not_there(self, api, house, mall):
        from siyu.http import Caller
        from siyu.kernel import ids

        order_id = mall.buy({mall.sku("A", on_hand=5): 1}).order_id

        class Elsewhere:
            def identify(self, request, session):
                held = dict.fromkeys(
                    ("commerce.read", "commerce.fulfil", "commerce.serve"), frozenset({99})
                )
                return Caller(actor="staff:2", name="Wang", permissions=held)

        house.context.put(Elsewhere(), kind=Guard)
        code = ids.code("ord", order_id)
        assert api.get("/api/commerce/orders").json()["items"] == []
        assert api.get(f"/api/commerce/orders/{code}").status_code == 404
        assert api.post(f"/api/commerce/orders/{code}/shipments", json={}).status_code == 404
        assert api.post(f"/api/commerce/orders/{code}/closing").status_code == 404
