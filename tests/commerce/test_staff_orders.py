"""Orders that staff place for customers, over HTTP: what one would cost, and placing it."""

import pytest

from siyu import organization, people
from siyu.http import Caller, Guard
from siyu.kernel import ids

from .members import Members
from .world import Shop

pytestmark = pytest.mark.database

ADDRESS = {"name": "李华", "phone": "13800138000", "region": "上海", "street": "人民路 1 号"}


@pytest.fixture
def mall(house):
    return Shop(house.context).open(freight_minor=800)


@pytest.fixture
def sku(mall):
    return mall.sku("A", price=12_000, on_hand=3)


@pytest.fixture
def members(house):
    return Members(house.context)


def basket(person, sku, quantity=1, **more):
    return {
        "person_id": ids.code("per", person),
        "sales_channel": "mall",
        "lines": [{"sku_id": ids.code("sku", sku), "quantity": quantity}],
        **more,
    }


def place(api, body, key="k"):
    return api.post("/api/commerce/orders", json=body, headers={"Idempotency-Key": key})


class TestQuote:
    def test_says_what_it_costs_what_is_there_and_what_the_customer_could_use(
        self, api, mall, members, sku
    ):
        mall.accept("sandbox", "wechat_native")
        person = members.person(points=300)
        coupon = ids.code("cpn", members.coupon(person))
        body = basket(person, sku, 5)
        plain = api.post("/api/commerce/orders/quotes", json=body)
        assert plain.status_code == 200, plain.text
        found = plain.json()
        (line,) = found["lines"]
        assert (line["quantity"], line["paid_minor"], line["available"]) == (5, 60_000, 3)
        assert (found["total_minor"], found["coupon_ids"]) == (60_800, [])
        assert [each["id"] for each in found["coupons"]] == [coupon]
        assert (found["points_held"], found["points_max"]) == (300, 300)
        assert found["payment_methods"] == ["sandbox", "wechat"]
        used = api.post("/api/commerce/orders/quotes", json=body | {"coupon_ids": [coupon]}).json()
        assert (used["total_minor"], used["coupon_ids"]) == (59_800, [coupon])
        (why,) = used["explanations"]
        assert (why["applied"], used["names"][why["rule_id"]]) == (True, "满100减10")

    def test_takes_nothing(self, api, mall, members, sku):
        person = members.person(points=300)
        coupon = members.coupon(person)
        body = basket(person, sku, points=300, coupon_ids=[ids.code("cpn", coupon)])
        assert api.post("/api/commerce/orders/quotes", json=body).json()["points"] == 300
        assert mall.level(sku).reserved == 0
        assert members.coupon_state(coupon) == "held"
        assert members.points(person).available == 300
        assert api.get("/api/commerce/orders").json()["items"] == []

    def test_names_a_coupon_of_somebody_else(self, api, mall, members, sku):
        other = ids.code("cpn", members.coupon(members.person()))
        body = basket(members.person(), sku, coupon_ids=[other])
        refused = api.post("/api/commerce/orders/quotes", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "coupon_unusable")
        assert refused.json()["facts"]["reason"] == "not_held"

    def test_takes_goods_from_the_store_that_is_named(self, api, mall, members, sku):
        store = mall.location("S1", services=("pickup",))
        mall.receive(sku, 7, location_id=store)
        body = basket(members.person(), sku, location_id=ids.code("loc", store))
        found = api.post("/api/commerce/orders/quotes", json=body).json()
        assert (found["lines"][0]["available"], found["freight_minor"]) == (7, 0)

    def test_refuses_who_may_not_order_there(self, api, house, mall, members, sku):
        class Elsewhere:
            def identify(self, request, session):
                held = {"commerce.serve": frozenset({99})}
                return Caller(actor="staff:2", name="Wang", permissions=held)

        person = members.person()
        house.context.put(Elsewhere(), kind=Guard)
        refused = api.post("/api/commerce/orders/quotes", json=basket(person, sku))
        assert (refused.status_code, refused.json()["code"]) == (403, "outside_scope")


class TestStoreStaff:
    """Who serves in a store orders for its customers, with what those hold."""

    @pytest.fixture
    def stores(self, house, mall, sku):
        """Two stores, by org node, each a place to pick goods up; the caller serves in the first."""
        with house.context.session() as session:
            nodes = [
                organization.add_node(session, kind="group", name=name, parent_id=None).id
                for name in ("东店", "西店")
            ]
        places = [mall.location(f"S{node}", services=("pickup",), node_id=node) for node in nodes]
        for place in places:
            mall.receive(sku, 5, location_id=place)

        class Clerk:
            def identify(self, request, session):
                held = {"commerce.serve": frozenset({nodes[0]})}
                return Caller(actor="staff:2", name="Wang", permissions=held)

        house.context.put(Clerk(), kind=Guard)
        return dict(zip(nodes, places, strict=True))

    def ask(self, api, house, person, sku, node, place_at):
        with house.context.session() as session:
            people.belong(session, person, org_node_id=node)
        body = basket(person, sku, location_id=ids.code("loc", place_at))
        return api.post("/api/commerce/orders/quotes", json=body), place(api, body)

    def test_orders_for_a_customer_of_the_store(self, api, house, members, sku, stores):
        [(mine, at_mine), _] = stores.items()
        quoted, placed = self.ask(api, house, members.person(points=300), sku, mine, at_mine)
        assert (quoted.status_code, quoted.json()["points_held"]) == (200, 300)
        assert placed.status_code == 201

    def test_learns_nothing_of_another_stores_customer(self, api, house, members, sku, stores):
        [(_, at_mine), (other, _)] = stores.items()
        answers = self.ask(api, house, members.person(points=300), sku, other, at_mine)
        for refused in answers:
            assert (refused.status_code, refused.json()["code"]) == (404, "person_not_found")
            assert "300" not in refused.text


class TestPlacing:
    def test_refuses_another_total_than_was_shown_and_takes_nothing(self, api, mall, members, sku):
        body = basket(members.person(), sku, address=ADDRESS)
        refused = place(api, body | {"expected_total_minor": 12_000})
        assert (refused.status_code, refused.json()["code"]) == (409, "total_changed")
        assert refused.json()["facts"]["total_minor"] == 12_800
        assert mall.level(sku).reserved == 0
        placed = place(api, body | {"expected_total_minor": 12_800})
        assert (placed.status_code, placed.json()["total_minor"]) == (201, 12_800)

    def test_one_key_makes_one_order(self, api, mall, members, sku):
        body = basket(members.person(), sku, address=ADDRESS, expected_total_minor=12_800)
        first, again = place(api, body).json(), place(api, body).json()
        assert first["id"] == again["id"]
        assert len(api.get("/api/commerce/orders").json()["items"]) == 1
        assert mall.level(sku).reserved == 1

    def test_says_which_goods_are_short(self, api, mall, members, sku):
        refused = place(api, basket(members.person(), sku, 4, address=ADDRESS))
        assert (refused.status_code, refused.json()["code"]) == (409, "out_of_stock")
        short = {"sku_id": sku, "wanted": 4, "available": 3}
        assert refused.json()["facts"]["short"] == [short]


class TestOrder:
    def test_is_of_whoever_its_person_is_today(self, api, house, mall, members, sku):
        older, newer = members.person(), members.person()
        placed = place(api, basket(newer, sku, address=ADDRESS)).json()
        assert placed["person_id"] == ids.code("per", newer)
        with house.context.session() as session:
            people.merge_persons(session, older, newer, actor="staff:1", despite_rules=True)
        shown = api.get(f"/api/commerce/orders/{placed['id']}").json()
        assert shown["person_id"] == ids.code("per", older)
