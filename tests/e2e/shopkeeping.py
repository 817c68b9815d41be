"""What a shop needs before a story begins, made through the API."""

import httpx


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
