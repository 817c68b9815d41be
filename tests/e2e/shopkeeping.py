"""What a shop needs before a story begins, made through the API."""

import httpx

PHONE = "13800138000"
ADDRESS = {"name": "李华", "phone": PHONE, "region": "上海", "street": "人民路 1 号"}


def made(server, path: str, body: dict):
    """What the server answers to something new."""
    answer = server.post(path, body)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def put(server, path: str, body: dict) -> None:
    headers = {"Authorization": f"Bearer {server.token}"}
    answer = httpx.put(server.url + path, json=body, headers=headers, timeout=60)
    assert answer.is_success, answer.text


def open_shop(server) -> tuple[str, str]:
    """A channel ``mall`` that takes sandbox money: its price book, and a warehouse that ships."""
    book = made(server, "/api/commerce/price-books", {"name": "标准价"})
    channel = {
        "code": "mall",
        "name": "小程序商城",
        "kind": "mini_program",
        "price_book_id": book["id"],
        "payment_providers": ["sandbox"],
    }
    made(server, "/api/commerce/sales-channels", channel)
    warehouse = {"code": "W1", "name": "总仓", "kind": "warehouse", "services": ["ship"]}
    return book["id"], made(server, "/api/commerce/locations", warehouse)["id"]


def stock_one(server, title: str) -> str:
    """A shop that sells one product at ¥120, with ten pieces of it: the SKU."""
    book, place = open_shop(server)
    product = {"code": "P-1", "title": title, "skus": [{"code": "SKU-1"}]}
    shown = made(server, "/api/commerce/products", product)
    sku = shown["skus"][0]["id"]
    price = {"prices": [{"sku_id": sku, "unit_minor": 12_000}]}
    put(server, f"/api/commerce/price-books/{book}/prices", price)
    made(server, f"/api/commerce/products/{shown['id']}/status", {"status": "on_sale"})
    stock = {"location_id": place, "sku_id": sku, "quantity": 10, "reference": "DN-1"}
    made(server, "/api/commerce/stock/receipts", stock)
    return sku


def bought(server, basket: dict, *, orders: int = 1) -> list[str]:
    """Codes of orders that one member placed and paid."""
    made(server, "/m/sign-in-codes", {"phone": PHONE})
    code = server.get("/api/commerce/sandbox/codes").json()[0]["code"]
    opened = made(server, "/m/sessions", {"phone": PHONE, "code": code, "sales_channel": "mall"})
    member = httpx.Client(
        base_url=server.url, headers={"Authorization": f"Bearer {opened['token']}"}, timeout=60
    )
    with member:
        return [_order(member, basket, key=str(number)) for number in range(orders)]


def _order(member: httpx.Client, basket: dict, *, key: str) -> str:
    total = member.post("/m/quotes", json=basket).json()["total_minor"]
    body = {**basket, "expected_total_minor": total, "address": ADDRESS}
    placed = member.post("/m/orders", json=body, headers={"Idempotency-Key": key}).json()
    paying = member.post(f"/m/orders/{placed['id']}/payments", json={"provider": "sandbox"})
    assert member.post(paying.json()["parameters"]["pay_at"]).json() == {"outcome": "paid"}
    return placed["id"]
