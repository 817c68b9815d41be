"""What crosses the border of sales channels."""

from dataclasses import dataclass
from enum import StrEnum


class SalesChannelKind(StrEnum):
    """What sort of place it is."""

    mini_program = "mini_program"
    h5 = "h5"
    app = "app"
    pos = "pos"
    tmall = "tmall"
    taobao = "taobao"
    jd = "jd"
    pinduoduo = "pinduoduo"
    douyin = "douyin"
    kuaishou = "kuaishou"
    meituan = "meituan"
    eleme = "eleme"
    other = "other"


class Pool(StrEnum):
    """Whose traffic it lives on."""

    private = "private"
    public = "public"
    commercial = "commercial"


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesChannel:
    """A sales channel.

    Args:
        account: the account on the outside platform (an appid, a shop name); may be empty.
        node_id: org node it belongs to; None for the whole brand.
        unpaid_minutes: after so many an unpaid order is closed.
        freight_minor: of an order that is shipped, fen, before promotions.
        payment_providers: ways to pay here; the sandbox, where anybody can pay with nothing, is one
            only where it is named.

    """

    id: int
    code: str
    name: str
    kind: SalesChannelKind
    pool: Pool
    account: str
    price_book_id: int
    node_id: int | None
    active: bool
    unpaid_minutes: int
    freight_minor: int
    payment_providers: tuple[str, ...]
