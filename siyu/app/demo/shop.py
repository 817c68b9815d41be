"""The brand's shop: shelves, prices, channels, places and what lies in them; through the console's API."""

from collections.abc import Mapping
from dataclasses import dataclass

from .api import Brand
from .brand import BRAND, PRODUCTS, STORES

MINI, H5 = "mini", "h5"
SHELF, STORE_SHELF = 5_000, 60
"""Pieces of everything in the warehouse, and of what a store keeps."""
KEPT_IN_STORES = ("S001", "S003", "B004", "B005", "I002", "I003")
DEAR = 1.1
"""Marketplaces cost the brand more, so its goods cost more there."""

_CHANNELS: tuple[tuple[str, str, str, str, list[str], int], ...] = (
    # Code, name, kind, pool, ways to pay, fen of freight.
    (MINI, "小程序商城", "mini_program", "private", ["sandbox"], 800),
    (H5, "H5 商城", "h5", "private", ["sandbox"], 800),
    ("pos", "门店收银", "pos", "private", ["sandbox"], 0),
    ("tmall", "天猫旗舰店", "tmall", "public", [], 1_000),
)


@dataclass(frozen=True)
class Shop:
    """Codes that later steps name, by what the brand calls things.

    Args:
        skus: article number → SKU.
        categories: name → category.
        places: store's code → location.

    """

    skus: Mapping[str, str]
    categories: Mapping[str, str]
    places: Mapping[str, str]


def furnish_shop(brand: Brand, stores: Mapping[str, str]) -> None:
    """Fill shelves and open channels.

    Args:
        stores: code of the store → its node.

    """
    categories = _categories(brand)
    label = brand.post("/commerce/brands", {"name": BRAND})["id"]
    skus = {}
    for product in PRODUCTS:
        made = brand.post(
            "/commerce/products",
            {
                "code": product.product_id,
                "title": product.name,
                "category_id": categories[product.category],
                "brand_id": label,
                "skus": [{"code": product.product_id, "floor_minor": product.price_minor // 4}],
            },
        )
        skus[product.product_id] = made["skus"][0]["id"]
        brand.post(f"/commerce/products/{made['id']}/status", {"status": "on_sale"})
    _channels(brand, skus)
    _stock(brand, skus, stores)


def read_shop(brand: Brand) -> Shop:
    """The shop as it stands, found by article numbers, names and codes of stores."""
    products = brand.all("/commerce/products")
    return Shop(
        skus={sku["code"]: sku["id"] for product in products for sku in product["skus"]},
        categories={one["name"]: one["id"] for one in brand.get("/commerce/categories")},
        places={one["code"]: one["id"] for one in brand.get("/commerce/locations")},
    )


def _categories(brand: Brand) -> dict[str, str]:
    names = dict.fromkeys(product.category for product in PRODUCTS)
    return {
        name: brand.post("/commerce/categories", {"name": name, "position": place})["id"]
        for place, name in enumerate(names)
    }


def _channels(brand: Brand, skus: Mapping[str, str]) -> None:
    own = brand.post("/commerce/price-books", {"name": "全国统一价"})["id"]
    dear = brand.post("/commerce/price-books", {"name": "天猫价", "parent_id": own})["id"]
    for book, factor in ((own, 1.0), (dear, DEAR)):
        prices = [
            {
                "sku_id": skus[product.product_id],
                "unit_minor": round(product.price_minor * factor / 100) * 100,
            }
            for product in PRODUCTS
            if factor == 1.0 or product.category in ("美妆", "家居")
        ]
        brand.put(f"/commerce/price-books/{book}/prices", {"prices": prices})
    for code, name, kind, pool, ways, freight in _CHANNELS:
        brand.post(
            "/commerce/sales-channels",
            {
                "code": code,
                "name": name,
                "kind": kind,
                "pool": pool,
                "price_book_id": dear if pool == "public" else own,
                "payment_providers": ways,
                "freight_minor": freight,
            },
        )


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _stock(brand: Brand, skus: Mapping[str, str], stores: Mapping[str, str]) -> None:
    sandbox = {
        "name_zh": "沙盒快递",
        "name_en": "Sandbox carrier",
        "waybill_forms": ["SBX#{12}"],
        "provider": "sandbox",
    }
    brand.put("/commerce/carriers/SANDBOX", sandbox)
    warehouse = {"code": "W-JX", "name": "嘉兴中心仓", "kind": "warehouse", "services": ["ship"]}
    places = {"W-JX": brand.post("/commerce/locations", warehouse)["id"]}
    for store in STORES:
        body = {
            "code": store.code,
            "name": store.name,
            "kind": "store",
            "node_id": stores[store.code],
            "services": ["pickup", "delivery"],
            "longitude": store.longitude,
            "latitude": store.latitude,
            "delivery_radius_m": 3_000,
            "hours": {day: ["10:00", "22:00"] for day in WEEKDAYS},
        }
        places[store.code] = brand.post("/commerce/locations", body)["id"]
    for code, place in places.items():
        articles = skus if code == "W-JX" else KEPT_IN_STORES
        for article in articles:
            pieces = SHELF if code == "W-JX" else STORE_SHELF
            receipt = {
                "sku_id": skus[article],
                "location_id": place,
                "quantity": pieces,
                "reference": f"DEMO-{code}-{article}",
            }
            brand.post("/commerce/stock/receipts", receipt)
