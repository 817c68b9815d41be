"""How the platform tells of trades and refunds, in answers, callbacks and bills."""

import csv
import io
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .book import Book, Refund, Trade

CHINA = ZoneInfo("Asia/Shanghai")
_COLUMNS = (
    "交易时间",
    "公众账号ID",
    "商户号",
    "特约商户号",
    "设备号",
    "微信订单号",
    "商户订单号",
    "用户标识",
    "交易类型",
    "交易状态",
    "付款银行",
    "货币种类",
    "应结订单金额",
    "代金券金额",
    "微信退款单号",
    "商户退款单号",
    "退款金额",
    "充值券退款金额",
    "退款类型",
    "退款状态",
    "商品名称",
    "商户数据包",
    "手续费",
    "费率",
    "订单金额",
    "申请退款金额",
    "费率备注",
)
_TOTALS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)


def trade_told(trade: Trade) -> dict[str, Any]:
    """A trade, as queries and callbacks tell it."""
    told: dict[str, Any] = {
        "appid": trade.app_id,
        "mchid": trade.merchant.merchant_id,
        "out_trade_no": trade.number,
        "trade_state": trade.state,
        "trade_state_desc": trade.state,
        "attach": "",
    }
    if trade.paid_at is not None:
        told |= {
            "transaction_id": trade.transaction_id,
            "trade_type": trade.trade_type.upper(),
            "bank_type": "OTHERS",
            "success_time": _stamp(trade.paid_at),
            "payer": {"openid": trade.payer},
            "amount": {
                "total": trade.total,
                "payer_total": trade.total,
                "currency": trade.currency,
                "payer_currency": trade.currency,
            },
        }
    return told


def refund_answered(trade: Trade, refund: Refund) -> dict[str, Any]:
    """A refund, as answers tell it."""
    told: dict[str, Any] = {
        "refund_id": refund.refund_id,
        "out_refund_no": refund.number,
        "transaction_id": trade.transaction_id,
        "out_trade_no": trade.number,
        "channel": "ORIGINAL",
        "user_received_account": "零钱",
        "create_time": _stamp(refund.made_at),
        "status": refund.status,
        "amount": {"total": trade.total, "refund": refund.amount, "currency": trade.currency},
    }
    if refund.succeeded_at is not None:
        told["success_time"] = _stamp(refund.succeeded_at)
    return told


def refund_told(trade: Trade, refund: Refund) -> dict[str, Any]:
    """A refund, as callbacks tell it."""
    told = {
        "mchid": trade.merchant.merchant_id,
        "transaction_id": trade.transaction_id,
        "out_trade_no": trade.number,
        "refund_id": refund.refund_id,
        "out_refund_no": refund.number,
        "refund_status": refund.status,
        "user_received_account": "零钱",
        "amount": {
            "total": trade.total,
            "refund": refund.amount,
            "payer_total": trade.total,
            "payer_refund": refund.amount,
        },
    }
    if refund.succeeded_at is not None:
        told["success_time"] = _stamp(refund.succeeded_at)
    return told


def bill_text(book: Book, merchant_id: str, day: date) -> str:
    """The trade bill of a day of China; empty where there was nothing."""
    lines: list[dict[str, str]] = []
    for (owner, _), trade in book.trades.items():
        if owner != merchant_id or trade.paid_at is None:
            continue
        if _day(trade.paid_at) == day:
            lines.append(
                _line(trade, trade.paid_at, 交易状态="SUCCESS", 订单金额=_yuan(trade.total))
            )
        lines += [
            _line(
                trade,
                refund.made_at,
                交易状态="REFUND",
                订单金额="0.00",
                微信退款单号=refund.refund_id,
                商户退款单号=refund.number,
                退款状态=refund.status,
                申请退款金额=_yuan(refund.amount),
            )
            for refund in trade.refunds.values()
            if _day(refund.made_at) == day
        ]
    if not lines:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in sorted(lines, key=lambda one: one["交易时间"]):
        writer.writerow(["`" + line.get(column, "") for column in _COLUMNS])
    out.write(_TOTALS + "\r\n")
    out.write(f"`{len(lines)},`0.00,`0.00,`0.00,`0.00000,`0.00,`0.00\r\n")
    return "\ufeff" + out.getvalue()


def _line(trade: Trade, at: datetime, **told: str) -> dict[str, str]:
    return {
        "交易时间": f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        "公众账号ID": trade.app_id,
        "商户号": trade.merchant.merchant_id,
        "微信订单号": trade.transaction_id,
        "商户订单号": trade.number,
        "交易类型": trade.trade_type.upper(),
        "货币种类": trade.currency,
        "商品名称": trade.description,
        "申请退款金额": "0.00",
        **told,
    }


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def _stamp(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat(timespec="seconds")
