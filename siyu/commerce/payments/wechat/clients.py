"""One ``Library`` an account, made anew whenever the account changes."""

import threading
from typing import TYPE_CHECKING

from siyu.kernel import ids
from siyu.kernel.context import Context

from .accounts import keys_of, require_account
from .contracts import GATEWAY

# What it stands on is brought in where an account is first used: many have none.
if TYPE_CHECKING:
    from .library import Library

NOTICE_PATH = "/pay/wechat"


class Clients:
    """Libraries by account. ``gateway`` is where WeChat Pay is: its own address, or that of a twin."""

    def __init__(self, gateway: str = GATEWAY) -> None:
        self.gateway = gateway
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[int, Library]] = {}

    def of(self, context: Context, account_id: int) -> "Library":
        """The account's library, as the account is now.

        Raises:
            PaymentAccountNotFound: there is none.

        """
        with context.session(read_only=True) as session:
            row = require_account(session, account_id)
            version = row.version
            kept = self._kept.get(account_id)
            if kept is not None and kept[0] == version:
                return kept[1]
            keys = keys_of(row)
        from .library import Library

        made = Library(
            keys,
            gateway=self.gateway,
            notify_url=notify_url(context.settings.public_url, account_id),
        )
        with self._lock:
            self._kept[account_id] = (version, made)
        return made


def notify_url(public_url: str, account_id: int) -> str:
    """Where WeChat calls back for an account; without a query, as it demands."""
    return f"{public_url.rstrip('/')}{NOTICE_PATH}/{ids.code('pac', account_id)}"
