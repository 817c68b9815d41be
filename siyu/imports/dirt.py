"""Every kind of dirt a file may hold, by code, with what happens to the row and what to tell a person."""

from siyu.imports.contracts import Severity

_NOTED, _REJECTED = Severity.noted, Severity.rejected

DIRT: dict[str, tuple[Severity, str, str]] = {
    # The file
    "line_too_long": (_REJECTED, "Line longer than 1 MiB", "一行超过 1 MiB"),
    "quote_not_closed": (_REJECTED, "Quotation mark never closed", "引号没有闭合"),
    "too_few_cells": (_REJECTED, "Fewer cells than columns", "单元格少于列数"),
    "too_many_cells": (_REJECTED, "More cells than columns", "单元格多于列数"),
    "json_malformed": (_REJECTED, "Not a JSON object", "不是 JSON 对象"),
    "blank_row": (_NOTED, "Empty row, passed over", "空行，已跳过"),
    "file_cut_short": (_NOTED, "The packed file ends too early", "压缩文件不完整"),
    # Text
    "text_undecodable": (_NOTED, "Bytes outside the file's encoding", "含有无法解码的字节"),
    "text_nul": (_NOTED, "NUL characters, removed", "含有 NUL 字符，已去除"),
    "text_too_long": (_NOTED, "Text cut to its limit", "文字过长，已截断"),
    "formula": (_NOTED, "Looks like a formula; kept as text", "疑似公式，按文字保留"),
    # People
    "customer_missing": (_NOTED, "No customer", "没有客户"),
    "identifier_missing": (_REJECTED, "Nothing that says who it is", "没有任何身份标识"),
    "identifier_malformed": (_NOTED, "Identifier cannot be read; left out", "编号无法识别，未采用"),
    "number_as_text": (_NOTED, "Identifier written as a decimal (17850.0)", "编号写成了小数"),
    "number_lost_digits": (_NOTED, "Long number that has lost its last digits", "长数字丢失精度"),
    "phone_malformed": (_NOTED, "Not a phone number; left out", "手机号无效，未采用"),
    "email_malformed": (_NOTED, "Not an e-mail address; left out", "邮箱无效，未采用"),
    "consent_malformed": (_NOTED, "Neither yes nor no; left out", "是否同意无法识别"),
    "store_unknown": (_NOTED, "No such store; left out", "门店不存在"),
    "person_repeated": (
        _NOTED,
        "Same person in several rows; the later row wins",
        "同一人出现多次，以后面的为准",
    ),
    "tag_missing": (_REJECTED, "No tag", "没有标签"),
    # Values
    "time_missing": (_REJECTED, "No time", "没有时间"),
    "time_malformed": (_REJECTED, "Time cannot be read", "时间无法识别"),
    "time_out_of_range": (_REJECTED, "Before 1970 or in the future", "时间早于 1970 年或在未来"),
    "number_missing": (_REJECTED, "A needed number is missing", "缺少数字"),
    "number_malformed": (_REJECTED, "Number cannot be read", "数字无法识别"),
    "number_out_of_range": (_REJECTED, "Number too large", "数字过大"),
    "number_rounded": (_NOTED, "More than four decimals, rounded", "小数超过四位，已舍入"),
    "currency_malformed": (_NOTED, "Not a currency; the chosen one is used", "币种无法识别"),
    "properties_malformed": (_REJECTED, "Properties are not a JSON object", "属性不是 JSON 对象"),
    "event_missing": (_REJECTED, "No event name", "没有事件名"),
    # Orders
    "order_missing": (_REJECTED, "No order number", "没有订单号"),
    "order_too_long": (_REJECTED, "More than 5 000 lines in one order", "订单超过 5 000 行"),
    "order_out_of_range": (_REJECTED, "Order total too large", "订单金额过大"),
    "cancellation": (_NOTED, "Cancelled order", "取消的订单"),
    "adjustment": (_NOTED, "Adjustment, such as a bad debt", "调整，例如坏账"),
    "negative_quantity": (_NOTED, "Negative quantity that is no cancellation", "非取消的负数量"),
    "negative_price": (_NOTED, "Negative price", "负价格"),
    "zero_price": (_NOTED, "Price is zero", "价格为零"),
    "zero_quantity": (_NOTED, "Quantity is zero", "数量为零"),
    "description_missing": (_NOTED, "No description", "没有商品描述"),
    "product_missing": (_NOTED, "No product number", "没有商品编号"),
    "duplicate_row": (
        _NOTED,
        "Exact duplicate of another row; kept only in orders",
        "完全重复的行（仅订单保留）",
    ),
    "order_times_differ": (_NOTED, "Lines of one order at different times", "同一订单时间不一致"),
    "order_customers_differ": (
        _NOTED,
        "Lines of one order with different customers",
        "同一订单客户不一致",
    ),
    "order_total_differs": (
        _NOTED,
        "Order total is not the sum of its lines",
        "订单金额与明细不符",
    ),
    # Against what came before
    "order_changed": (_NOTED, "Order came before with other lines", "订单内容与之前不同"),
    "order_changed_customer": (
        _NOTED,
        "Order came before for another customer; left",
        "订单客户与之前不同",
    ),
}
"""Code → (what becomes of the row, English, Chinese)."""


def severity_of(code: str) -> Severity:
    return DIRT[code][0]


def title_of(code: str) -> dict[str, str]:
    """What the code means, by language."""
    _, english, chinese = DIRT[code]
    return {"en": english, "zh": chinese}
