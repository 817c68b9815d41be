"""The ways by which people are reached: adapters as blocks of kind ``channel``, and accounts.

Owns: ``channels_*`` tables; the adapters ``sandbox`` and ``smtp``.  Calls: organization, people.
Hears: ``people.person_erased``.  Publishes: nothing; what channels report waits in a queue that
messaging empties with ``take_receipts``.
"""

from .accounts import add_account, require_account
from .contracts import (
    BLOCK_KIND,
    USE_BLOCK,
    Account,
    AccountState,
    ChannelAdapter,
    ChannelReceipt,
    HandoverResult,
    Limit,
    Outcome,
    OutgoingMessage,
    Preview,
    ReceiptKind,
    Use,
)
from .errors import (
    AddressMissing,
    ChannelAccountInUse,
    ChannelAccountNotFound,
    ChannelAccountUnusable,
    OptionsRefused,
)
from .handover import HandoverLedger, hand_over
from .limits import take_allowance
from .options import require_adapter
from .pool_traits import PoolTrait, PoolTraits, TraitFact
from .receipts import has_receipts, report_receipts, take_receipts

__all__ = [
    "BLOCK_KIND",
    "USE_BLOCK",
    "Account",
    "AccountState",
    "AddressMissing",
    "ChannelAccountInUse",
    "ChannelAccountNotFound",
    "ChannelAccountUnusable",
    "ChannelAdapter",
    "ChannelReceipt",
    "HandoverLedger",
    "HandoverResult",
    "Limit",
    "OptionsRefused",
    "Outcome",
    "OutgoingMessage",
    "PoolTrait",
    "PoolTraits",
    "Preview",
    "ReceiptKind",
    "TraitFact",
    "Use",
    "add_account",
    "hand_over",
    "has_receipts",
    "report_receipts",
    "require_account",
    "require_adapter",
    "take_allowance",
    "take_receipts",
]
