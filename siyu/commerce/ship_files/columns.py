"""Columns of a file of parcels by their names, and the words of its outcome, in both languages."""

from collections.abc import Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "order": ("订单号", "order", "订单编号", "order number", "order no", "order id"),
    "carrier": ("快递公司", "carrier", "物流公司", "快递", "承运商", "courier"),
    "waybill": ("运单号", "waybill", "快递单号", "物流单号", "waybill number", "tracking number"),
    "goods": ("商品", "goods"),
    "units": ("件数", "units"),
    "outcome": ("结果", "outcome"),
    "reason": ("原因", "reason"),
}
"""Field → what its column may be called, the name of each language first."""

TAKEN = ("order", "carrier", "waybill")
_FIELDS = {name: field for field in TAKEN for name in (field, *COLUMNS[field])}

WORDS: dict[str, tuple[str, str]] = {
    "good": ("可发货", "would ship"),
    "shipped": ("已发货", "shipped"),
    "again": ("之前已用这个单号发出", "left before under this number"),
    "refused": ("未发货", "not shipped"),
    "order_missing": ("没有订单号", "no order number"),
    "malformed_code": ("订单号不完整", "not an order number"),
    "order_not_found": ("没有这个订单，或不归你管", "no such order, or not yours to ship"),
    "order_twice": ("同一订单在文件里出现了两次", "the order is in the file twice"),
    "carrier_missing": ("没有快递公司", "no carrier"),
    "carrier_unknown": ("没有这家快递公司，或已停用", "no such carrier, or it is switched off"),
    "waybill_missing": (
        "没有运单号，这家快递也不能取号",
        "no number, and this carrier cannot be asked for one",
    ),
    "waybill_malformed": ("运单号不像这家快递的", "not what this carrier's numbers look like"),
    "waybill_twice": ("同一运单号在文件里出现了两次", "the number is in the file twice"),
    "waybill_used": ("这个运单号已用于别的订单", "another order left under this number"),
    "waybill_refused": ("快递公司没有给号", "the carrier gave no number"),
    "not_paid": ("还没有付款", "not paid"),
    "order_closed": ("订单已关闭", "closed"),
    "order_refunded": ("已全额退款", "refunded"),
    "picked_up_in_store": ("到店自提，不用发货", "fetched in the store"),
    "already_shipped": ("已经发完", "nothing is left to send"),
    "in_after_sale": ("剩下的都在售后中", "all that is left is in an after-sale"),
    "row_broken": ("这一行读不出来", "the row cannot be read"),
    "unfit_characters": ("含有不能保存的字符", "characters that cannot be kept"),
    "too_long": ("内容过长", "too long"),
    "failed": ("没有成功，请再试一次", "did not work; try again"),
}
"""Outcome or reason → what it is called in Chinese and in English."""


def places_of(header: Sequence[str]) -> dict[str, int]:
    """Field → place of its column; other columns are passed over, the first of two counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = _FIELDS.get(name.strip().lower().replace("_", " "))
        if field is not None:
            found.setdefault(field, place)
    return found


def heading(field: str, language: str) -> str:
    """What a file of ours calls a column."""
    return COLUMNS[field][0 if language == "zh" else 1]


def word(name: str, language: str) -> str:
    """What a file of ours calls an outcome or a reason."""
    return WORDS.get(name, (name, name))[0 if language == "zh" else 1] if name else ""
