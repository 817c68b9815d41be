"""The channels siyu comes with."""

from siyu.kernel.blocks import Block

from . import sandbox, smtp
from .contracts import BLOCK_KIND

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
)
