"""Recommendations over orders planted in a real warehouse, and through both APIs."""

import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest

from siyu import people
from siyu.commerce import catalogue, prices, recommendations, sales_channels
from siyu.commerce.catalogue.models import SkuRow
from siyu.commerce.recommendations import LEARN, RecommendationReason, learn_when_due
from siyu.commerce.recommendations.models import BesideRow, PopularRow, VersionRow
from siyu.kernel import ids
from siyu.kernel.clock import frozen
from siyu.kernel.jobs import requested_jobs, run_job
from siyu.warehouse import Warehouse

from .members import Members
from .test_storefront import signed_in
from .world import Shop

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)
NUMBERS = itertools.count(1)


@pytest.fixture(autouse=True)
def clock():
    with frozen(NOON) as set_to:
        yield set_to


@pytest.fixture
def mall(house):
    return Shop(house.context).open()


def plant(house, *orders, event="Order Completed", at=NOON - DAY, person=0, node=0, number=None):
    """Orders of SKUs as events; their numbers."""
    rows, numbers = [], []
    for skus in orders:
        order = number or f"o{next(NUMBERS)}"
        numbers.append(order)
        products = [{"product_id": f"P-{sku}", "sku": sku, "quantity": 1} for sku in skus]
        said = {"order_id": order, "products": products}
        day = str((at + timedelta(hours=8)).date())
        message = f"m{next(NUMBERS)}"
        rows.append((event, "track", day, person, message, at.isoformat(), node, json.dumps(said)))
    names = ["event", "type", "day", "person", "message_id", "time", "org", "properties_json"]
    house.context.get(Warehouse).insert_rows("event_lines", names, rows)
    return numbers


def learn(house, at=NOON):
    learn_when_due(house.context, at)
    with house.context.session(read_only=True) as session:
        waiting = [row.id for row in requested_jobs(session) if row.name == LEARN]
    for job in waiting:
        run_job(house.context, house.jobs, job)
    return len(waiting)


def product(house, sku_id):
    with house.context.session(read_only=True) as session:
        return session.get_one(SkuRow, sku_id).product_id


def beside(house, mall, sku_id):
    with house.context.session(read_only=True) as session:
        channel = sales_channels.require_sales_channel(session, mall.channel_id)
        found = recommendations.bought_together(session, channel, product(house, sku_id), most=10)
        return [(one.product_id, one.together) for one in found]


def popular(house, mall, **asked):
    with house.context.session(read_only=True) as session:
        channel = sales_channels.require_sales_channel(session, mall.channel_id)
        found = recommendations.popular(session, channel, most=10, **asked)
        return [(one.product_id, one.reason) for one in found]


def for_person(house, mall, person_id, **asked):
    with house.context.session(read_only=True) as session:
        channel = sales_channels.require_sales_channel(session, mall.channel_id)
        found = recommendations.for_person(
            session, house.context, channel, person_id, most=10, **asked
        )
        return [(one.product_id, one.reason, one.because) for one in found]


class TestLearning:
    def test_orders_given_back_do_not_count(self, house, mall):
        a, b, _ = (mall.sku(code, on_hand=5) for code in "ABC")
        plant(house, *[("A", "B")] * 3, *[("A",)] * 2, *[("C",)] * 9, ("X",))
        whole, part, unnamed = plant(house, *[("A", "B")] * 3)
        plant(house, ("A", "B"), event="Order Refunded", number=whole)
        plant(house, ("B",), event="Order Refunded", number=part)
        plant(house, (), event="Order Refunded", number=unnamed)
        learn(house)
        assert beside(house, mall, a) == [(product(house, b), 3)]
        with house.context.session(read_only=True) as session:
            # Three with both, two of A, nine of C, and the one of which only B went back; X is not ours.
            assert recommendations.learnt(session).orders == 15

    def test_articles_are_known_by_sku_or_by_product(self, house, mall):
        a, b = mall.sku("A", on_hand=5), mall.sku("B", on_hand=5)
        mall.sku("C", on_hand=5)
        for named in ({"sku": "B"}, {"product_id": "P-B"}, {"product_id": "their-7", "sku": "B"}):
            said = {"order_id": f"o{next(NUMBERS)}", "products": [{"sku": "A"}, named]}
            row = ("Order Completed", "track", "2026-11-21", 0, f"m{next(NUMBERS)}")
            house.context.get(Warehouse).insert_rows(
                "event_lines",
                ["event", "type", "day", "person", "message_id", "time", "properties_json"],
                [(*row, (NOON - DAY).isoformat(), json.dumps(said))],
            )
        plant(house, *[("C",)] * 3)
        learn(house)
        assert beside(house, mall, a) == [(product(house, b), 3)]

    def test_once_a_day_and_only_the_last_version_stays(self, house, mall, clock):
        mall.sku("A", on_hand=5), mall.sku("B", on_hand=5), mall.sku("C", on_hand=5)
        plant(house, *[("A", "B")] * 3, *[("C",)] * 3)
        assert learn(house) == 1
        assert learn(house, NOON + timedelta(hours=1)) == 0
        clock(NOON + DAY)
        assert learn(house, NOON + DAY) == 1
        with house.context.session(read_only=True) as session:
            (version,) = session.query(VersionRow).all()
            for table in (BesideRow, PopularRow):
                assert {row.version_id for row in session.query(table)} == {version.id}

    def test_a_learning_cut_off_is_not_read(self, house, mall):
        a = mall.sku("A", on_hand=5)
        with house.context.session() as session:
            session.add(VersionRow(started_at=NOON, ready_at=None, orders=0, pairs=0))
        assert popular(house, mall) == [(product(house, a), RecommendationReason.newest)]
        with house.context.session(read_only=True) as session:
            assert recommendations.learnt(session) is None


class TestPopular:
    def test_without_orders_the_newest_come_first(self, house, mall):
        a, b = mall.sku("A", on_hand=5), mall.sku("B", on_hand=5)
        newest = [(product(house, sku), RecommendationReason.newest) for sku in (b, a)]
        assert popular(house, mall) == newest
        learn(house)
        assert popular(house, mall) == newest

    def test_the_stores_come_before_all_and_the_tiers(self, house, mall):
        skus = {code: mall.sku(code, on_hand=5) for code in "ABCD"}
        plant(house, *[("A",)] * 5)
        plant(house, ("B",), node=7)
        gold = Members(house.context).person()
        house.context.get(Warehouse).insert_rows(
            "person_values",
            ["key", "person", "value", "version", "removed"],
            [("tier", gold, "gold", 1, 0)],
        )
        plant(house, ("C",), person=gold)
        learn(house)
        found = popular(house, mall, node_id=7, tier="gold")
        named = {product(house, sku): code for code, sku in skus.items()}
        assert [(named[one], reason) for one, reason in found] == [
            ("B", RecommendationReason.popular_in_store),
            ("C", RecommendationReason.popular_in_tier),
            ("A", RecommendationReason.popular),
            ("D", RecommendationReason.newest),
        ]


class TestForPerson:
    def test_goes_by_what_was_bought_and_looked_at_less_what_they_have(self, house, mall):
        a, b, c, d = (mall.sku(code, on_hand=9) for code in "ABCD")
        plant(house, *[("A", "B")] * 4, *[("C", "D")] * 4, *[("D",)] * 2)
        learn(house)
        person = Members(house.context).person()
        mall.bought({a: 1}, person=person)
        plant(house, ("C",), event="Product Viewed", person=person)
        # C, looked at but not bought, comes by being popular; D goes with it, at half weight.
        assert for_person(house, mall, person) == [
            (product(house, b), RecommendationReason.bought_together, product(house, a)),
            (product(house, d), RecommendationReason.bought_together, product(house, c)),
            (product(house, c), RecommendationReason.popular, None),
        ]

    def test_what_was_given_back_is_not_theirs(self, house, mall):
        a, b = mall.sku("A", on_hand=9), mall.sku("B", on_hand=9)
        person = Members(house.context).person()
        order = mall.bought({a: 1, b: 1}, person=person)
        assert for_person(house, mall, person) == []
        mall.refund(order, {1: 1})
        assert for_person(house, mall, person) == [
            (product(house, a), RecommendationReason.newest, None)
        ]

    def test_a_silent_warehouse_leaves_the_malls_own_orders(self, house, mall, monkeypatch):
        from siyu.warehouse import WarehouseUnavailable

        a, b = mall.sku("A", on_hand=9), mall.sku("B", on_hand=9)
        mall.sku("C", on_hand=9)
        plant(house, *[("A", "B")] * 3, *[("C",)] * 3)
        learn(house)
        person = Members(house.context).person()
        mall.bought({a: 1}, person=person)

        def away(*_, **__):
            raise WarehouseUnavailable(reason="away")

        monkeypatch.setattr(Warehouse, "rows", away)
        assert for_person(house, mall, person)[0][0] == product(house, b)

    def test_an_erased_person_has_none(self, house, mall):
        with pytest.raises(people.PersonNotFound):
            for_person(house, mall, 404)


def test_never_recommends_what_the_channel_does_not_show(house, mall):
    """Every way in which a product may be kept from a shopper, alone and together."""
    good, all_skus = set(), []
    other = mall.sku("SEED", on_hand=9)
    for flags in itertools.product((False, True), repeat=5):
        on_sale, listed, priced, stocked, offered = flags
        code = "K" + "".join("1" if flag else "0" for flag in flags)
        with house.context.session() as session:
            made = catalogue.add_product(
                session,
                catalogue.NewProduct(code=f"P-{code}", title=code),
                [catalogue.NewSku(code=code)],
            )
            sku = catalogue.skus_of(session, made.id)[0]
            catalogue.set_status(session, made.id, catalogue.ProductStatus.on_sale)
            if priced:
                price = prices.NewPrice(sku_id=sku.id, unit_minor=100)
                prices.set_prices(session, mall.book_id, [price])
        if stocked:
            mall.receive(sku.id, 3)
        with house.context.session() as session:
            catalogue.set_listing(session, made.id, mall.channel_id, listed=listed)
            if not offered:
                catalogue.change_sku(
                    session, sku.id, barcode="", floor_minor=0, weight_g=0, retired=True
                )
            if not on_sale:
                catalogue.set_status(session, made.id, catalogue.ProductStatus.off_sale)
        all_skus.append(code)
        if all(flags):
            good.add(made.id)
    mall.sku("FAR", on_hand=9)
    plant(house, *[("SEED", code) for code in all_skus] * 3, *[("FAR",)] * 50)
    learn(house)
    seed, far = product(house, other), {p for p, _ in popular(house, mall)}
    assert good <= far
    assert {p for p, _ in beside(house, mall, other)} == good
    person = Members(house.context).person()
    mall.bought({other: 1}, person=person)
    shown = {p for p, *_ in for_person(house, mall, person)}
    assert good <= shown
    assert len(far - good) == 2 and seed in far and seed not in shown
    assert len(shown - good) == 1


class TestOverHttp:
    def test_members_guests_and_staff(self, api, house, mall):
        a, b = mall.sku("A", price=1990, on_hand=9), mall.sku("B", on_hand=9)
        mall.sku("C", on_hand=9)
        plant(house, *[("A", "B")] * 3, *[("C",)] * 3)
        learn(house)
        code = {sku: ids.code("prd", product(house, sku)) for sku in (a, b)}
        at = {"sales_channel": "mall"}
        guest = {"Authorization": ""}
        (mate,) = api.get(f"/m/products/{code[a]}/bought-together", params=at, headers=guest).json()
        assert (mate["id"], mate["reason"], mate["because"]) == (
            code[b],
            "bought_together",
            code[a],
        )
        assert mate["skus"][0]["available"] == 9
        shown = api.get("/m/recommendations/popular", params=at, headers=guest).json()
        assert {one["reason"] for one in shown} == {"popular"} and len(shown) == 3
        few = api.get("/m/recommendations/popular", params={**at, "limit": 1}, headers=guest)
        assert len(few.json()) == 1 and int(few.headers["ratelimit-limit"]) > 0
        refused = api.get("/m/recommendations/for-you", params=at, headers=guest)
        assert (refused.status_code, refused.json()["code"]) == (401, "member_session_ended")
        member = signed_in(api, house)
        person = api.get("/m/me", headers=member).json()["person_id"]
        mall.bought({a: 1}, person=ids.number("per", person))
        mine = api.get("/m/recommendations/for-you", params=at, headers=member).json()
        assert mine[0]["id"] == code[b] and code[a] not in {m["id"] for m in mine}
        channel = {"sales_channel_id": ids.code("sch", mall.channel_id)}
        (told,) = api.get(
            f"/api/commerce/products/{code[a]}/bought-together", params=channel
        ).json()
        # lift = 3·6 / (3·3)
        assert (told["id"], told["orders"], told["lift"]) == (code[b], 3, 2.0)
        theirs = api.get(f"/api/commerce/people/{person}/recommendations", params=channel).json()
        assert (theirs[0]["id"], theirs[0]["because"]) == (code[b], "商品A")
        state = api.get("/api/commerce/recommendations").json()
        assert (state["orders"], state["pairs"]) == (6, 2)
        asked = api.post("/api/commerce/recommendations/learning")
        assert asked.status_code == 202 and asked.json()["job_id"].startswith("job_")

    def test_a_product_that_is_not_sold_here_is_not_there(self, api, house, mall):
        a = product(house, mall.sku("A", on_hand=1))
        with house.context.session() as session:
            catalogue.set_listing(session, a, mall.channel_id, listed=False)
        at = {"sales_channel": "mall"}
        found = api.get(f"/m/products/{ids.code('prd', a)}/bought-together", params=at)
        assert (found.status_code, found.json()["code"]) == (404, "product_not_found")

    def test_people_of_other_nodes_are_not_there(self, api, house, mall):
        from siyu.http import Caller, Guard

        person = Members(house.context).person()

        class Elsewhere:
            def identify(self, request, session):
                held = {"commerce.read": frozenset({99})}
                return Caller(actor="staff:2", name="Wang", permissions=held)

        house.context.put(Elsewhere(), kind=Guard)
        found = api.get(
            f"/api/commerce/people/{ids.code('per', person)}/recommendations",
            params={"sales_channel_id": ids.code("sch", mall.channel_id)},
        )
        assert (found.status_code, found.json()["code"]) == (404, "person_not_found")
