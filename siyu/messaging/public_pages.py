"""What a reader's browser meets: tracked links, the opened pixel, the unsubscribe page.

Outside sign-in, so every address is signed, nothing is looked up for a code that is not ours, and a
link leads only where the message's template said.
"""

import base64
from html import escape
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from siyu import organization, people
from siyu.http import LateRoute, Running, client_address, fails_with
from siyu.kernel.clock import now

from .contracts import ReceiptKind
from .errors import LinkUnknown
from .links import CODE_LENGTH_MAX, read_click, read_open, read_unsubscribe
from .models import CampaignRow, DeliveryRow, VariantRow
from .rendering import compiled
from .settling import apply_receipt
from .unsubscribing import unsubscribe
from .values import Setting, values_of

router = APIRouter(tags=["links"], route_class=LateRoute)

LinkCode = Annotated[str, Path(max_length=CODE_LENGTH_MAX)]

_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_UNKEPT = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_PAGE_HEADERS = {
    **_UNKEPT,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
}


@router.get("/t/{code}", responses=fails_with(LinkUnknown), status_code=302)
def follow_link(code: LinkCode, context: Running, request: Request) -> RedirectResponse:
    """Note the click and lead on to where the message said."""
    target = read_click(code)
    with context.session() as session:
        row = session.get(DeliveryRow, target.delivery_id)
        if row is None:
            raise LinkUnknown
        variant = (
            session.query(VariantRow)
            .filter_by(campaign_id=row.campaign_id, number=row.variant)
            .one_or_none()
        )
        content = compiled(variant.content) if variant and variant.content else None
        if content is None or target.number >= len(content.links):
            raise LinkUnknown
        if not _is_prefetch(request):
            apply_receipt(session, row.id, kind=ReceiptKind.clicked, at=now(), link=target.number)
        campaign = session.get(CampaignRow, row.campaign_id)
        brand = organization.get_brand(session, context.settings)
        leads_to = people.canonical(session, [row.person_id]).get(row.person_id, row.person_id)
        profile = people.profiles(session, [leads_to]).get(leads_to)
    setting = Setting(
        brand=brand.name, zone=brand.timezone, campaign=campaign.name if campaign else ""
    )
    values = values_of(profile, setting) if profile else {}
    address = content.links[target.number].address(values, brand.timezone)
    return RedirectResponse(address, status_code=302, headers=_UNKEPT)


@router.get("/o/{code}.gif", response_class=Response)
def note_open(code: LinkCode, context: Running, request: Request) -> Response:
    """Note that the message was opened; the picture comes whatever the code, so nobody learns from it."""
    try:
        delivery_id = read_open(code)
    except LinkUnknown:
        delivery_id = None
    if delivery_id is not None and not _is_prefetch(request):
        with context.session() as session:
            apply_receipt(session, delivery_id, kind=ReceiptKind.opened, at=now())
    return Response(_PIXEL, media_type="image/gif", headers=_UNKEPT)


@router.get("/u/{code}", responses=fails_with(LinkUnknown), response_class=HTMLResponse)
def show_unsubscribe(code: LinkCode, context: Running) -> HTMLResponse:
    """Ask whether the reader means it; mail scanners follow links, so looking changes nothing."""
    delivery_id = read_unsubscribe(code)
    with context.session(read_only=True) as session:
        row = session.get(DeliveryRow, delivery_id)
        if row is None:
            raise LinkUnknown
        brand = organization.get_brand(session, context.settings).name
        done = row.unsubscribed_at is not None
    return HTMLResponse(_page(brand, done=done), headers=_PAGE_HEADERS)


@router.post("/u/{code}", responses=fails_with(LinkUnknown), response_class=HTMLResponse)
def post_unsubscribe(code: LinkCode, context: Running, request: Request) -> HTMLResponse:
    """Withdraw consent; also what a mailbox sends for its one-click button (RFC 8058)."""
    delivery_id = read_unsubscribe(code)
    # The button on our page says so in the query; a mailbox posts to the bare address.
    how = "page" if request.query_params.get("from") == "page" else "one_click"
    proof = {
        "address": client_address()[:100],
        "user_agent": request.headers.get("user-agent", "").replace("\x00", "")[:300],
    }
    with context.session() as session:
        if session.get(DeliveryRow, delivery_id) is None:
            raise LinkUnknown
        unsubscribe(session, delivery_id, how=how, proof=proof)
        brand = organization.get_brand(session, context.settings).name
    return HTMLResponse(_page(brand, done=True), headers=_PAGE_HEADERS)


def _is_prefetch(request: Request) -> bool:
    """Whether a browser looks ahead without anybody having pressed."""
    said = f"{request.headers.get('purpose', '')} {request.headers.get('sec-purpose', '')}"
    return "prefetch" in said.lower()


def _page(brand: str, *, done: bool) -> str:
    name = escape(brand)
    if done:
        body = (
            f"<h1>已退订</h1><p>您不会再收到 {name} 的此类消息。</p>"
            f'<hr><h1 lang="en">Unsubscribed</h1><p lang="en">You will get no more of these '
            f"messages from {name}.</p>"
        )
    else:
        body = (
            f"<h1>退订 {name} 的消息？</h1><p>退订后，您不会再通过此渠道收到营销消息。</p>"
            f'<h2 lang="en">Unsubscribe from {name}?</h2>'
            f'<p lang="en">You will get no more marketing messages this way.</p>'
            f'<form method="post" action="?from=page">'
            f'<button>确认退订 · <span lang="en">Unsubscribe</span></button></form>'
        )
    return _FRAME.replace("{title}", name).replace("{body}", body)


_FRAME = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title><style>
body{font:16px/1.6 "PingFang SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif;color:#17201c;
background:#f6f7f5;margin:0;display:grid;place-items:center;min-height:100vh}
main{background:#fff;border:1px solid #e3e7e4;border-radius:8px;padding:32px;max-width:28rem;margin:16px}
h1,h2{font-size:20px;margin:0 0 8px}p{color:#5e6b65;margin:0 0 16px}hr{border:0;border-top:1px solid #e3e7e4}
button{font:inherit;color:#fff;background:#0b7a5e;border:0;border-radius:8px;padding:8px 24px;cursor:pointer}
@media(prefers-color-scheme:dark){body{background:#0f1412;color:#e6ece8}main{background:#171e1b;
border-color:#2a332f}p{color:#9aa8a1}hr{border-color:#2a332f}button{background:#3cc39b;color:#0f1412}}
</style></head><body><main>{body}</main></body></html>
"""
