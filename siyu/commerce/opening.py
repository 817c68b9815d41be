"""What commerce puts into the context at start."""

from siyu.kernel.context import Context

from .members import CodeDoor, SandboxDoor
from .payments import Providers, SandboxProvider
from .payments.wechat.clients import Clients
from .payments.wechat.provider import providers as wechat_providers


def open_commerce(context: Context) -> None:
    """Ways to pay, and the door by which codes reach phones."""
    sandbox, clients = SandboxProvider(), Clients(context.settings.wechat_pay_url)
    context.put(clients)
    context.put(Providers({sandbox.name: sandbox, **wechat_providers(clients)}))
    context.put(SandboxDoor(), kind=CodeDoor)
