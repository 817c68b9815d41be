"""The channels siyu comes with, and what hangs on an org node."""

from siyu import organization
from siyu.kernel.blocks import Block

from . import sandbox, smtp
from .contracts import BLOCK_KIND
from .models import AccountRow

BLOCKS = (
    Block(
        kind=BLOCK_KIND,
        name="sandbox",
        title={"zh": "沙盒手机", "en": "Sandbox phone"},
        implementation=sandbox.SandboxAdapter(),
        options_schema=sandbox.OPTIONS_SCHEMA,
    ),
    Block(
        kind=BLOCK_KIND,
        name="smtp",
        title={"zh": "邮件（SMTP）", "en": "E-mail (SMTP)"},
        implementation=smtp.SmtpAdapter(),
        options_schema=smtp.OPTIONS_SCHEMA,
    ),
    organization.node_use_block(
        "channel_accounts",
        {"zh": "渠道账号", "en": "Channel accounts"},
        organization.rows_on_node(AccountRow.node_id),
    ),
)
