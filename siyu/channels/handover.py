"""Handing messages over: the adapter sends, the account's health is kept, nothing is sent twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete, select, update

from siyu.kernel import metrics
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import insert_once

from .accounts import note_failure, note_success
from .contracts import Account, HandoverResult, Outcome, OutgoingMessage
from .models import HandoverRow
from .options import require_adapter

KEPT_DAYS = 30

log = structlog.get_logger(__name__)
_HANDED = metrics.counter("channels_handed_over", "Messages handed to a channel", "kind", "outcome")


def hand_over(
    context: Context, account: Account, messages: Sequence[OutgoingMessage]
) -> list[HandoverResult]:
    """Give messages to the account's channel; one result each, in the order given.

    A channel that breaks as a whole gives ``account`` for every message it did not answer for, and
    is left alone for a while. Opens transactions of its own: call it outside any.
    """
    if not messages:
        return []
    adapter = require_adapter(context.get(Blocks), account.kind)
    error = ""
    try:
        found = {result.key: result for result in adapter.send(context, account, messages)}
    except Exception as problem:
        log.exception("channels.adapter_failed", kind=account.kind, account_id=account.id)
        found, error = {}, type(problem).__name__
    results = [
        found.get(message.key)
        or HandoverResult(
            key=message.key, outcome=Outcome.account, detail=error or "no answer from the adapter"
        )
        for message in messages
    ]
    for result in results:
        _HANDED.labels(account.kind, result.outcome).inc()
    broken = next((r for r in results if r.outcome is Outcome.account), None)
    with context.session() as session:
        if broken is not None:
            note_failure(session, account.id, error=broken.detail)
        else:
            note_success(session, account.id)
    return results


class HandoverLedger:
    """Remembers, for a channel that cannot, which messages were begun and which went through.

    One commit a message: ``step`` closes the last and opens the next. After a crash the last may
    have gone out or not; it is ``uncertain`` and is not sent again.
    """

    def __init__(self, context: Context, account_id: int) -> None:
        self._context = context
        self._account_id = account_id

    def step(
        self, *, done: HandoverResult | None = None, begin: str | None = None
    ) -> HandoverResult | None:
        """Note what became of one message and open the next, in one transaction.

        Returns:
            What is known of ``begin`` already; None means: send it.

        """
        with self._context.session() as session:
            if done is not None:
                self._close(session, done)
            if begin is None:
                return None
            row = {"account_id": self._account_id, "key": begin, "begun_at": now()}
            row |= {"outcome": None, "provider_id": ""}
            if insert_once(session, HandoverRow, row, keys=["account_id", "key"]):
                return None
            known = session.get_one(HandoverRow, (self._account_id, begin))
            return HandoverResult(
                key=begin,
                outcome=Outcome(known.outcome) if known.outcome else Outcome.uncertain,
                provider_id=known.provider_id,
                detail="" if known.outcome else "interrupted while it was handed over",
                repeated=True,
            )

    def _close(self, session: Any, done: HandoverResult) -> None:
        mine = (HandoverRow.account_id == self._account_id) & (HandoverRow.key == done.key)
        if done.outcome in (Outcome.accepted, Outcome.uncertain):
            session.execute(
                update(HandoverRow)
                .where(mine)
                .values(outcome=done.outcome, provider_id=done.provider_id[:200])
            )
        else:
            # It did not go out, so it may be tried again.
            session.execute(delete(HandoverRow).where(mine))


def trim_handovers(context: Context, _due: object) -> None:
    """Forget hand-overs nobody will repeat any more."""
    with context.session() as session:
        old = select(HandoverRow.key).where(
            HandoverRow.begun_at < now() - timedelta(days=KEPT_DAYS)
        )
        if session.scalar(old.limit(1)) is not None:
            session.execute(
                delete(HandoverRow).where(HandoverRow.begun_at < now() - timedelta(days=KEPT_DAYS))
            )
