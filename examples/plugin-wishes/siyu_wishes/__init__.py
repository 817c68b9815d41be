"""A sample plug-in: wishes for every day, and a reward that other modules can offer."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel

from siyu.http import Caller, allow
from siyu.kernel.blocks import Block
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import Event, Subscription
from siyu.kernel.modules import Module, Permission

router = APIRouter(prefix="/wishes", tags=["wishes"])

heard: list[str] = []


class Wish(BaseModel):
    """A kind word."""

    text: str


@router.get("")
def get_wish(caller: Annotated[Caller, allow("wishes.read")]) -> Wish:
    """A wish for whoever asks."""
    return Wish(text=f"万事如意, {caller.name}")


def listen(session: Session, event: Event, context: Context) -> None:
    """Hear everything that happens in the house."""
    heard.append(event.name)


MODULE = Module(
    name="wishes",
    routers=[router],
    permissions=[Permission("wishes.read", {"zh": "读取祝福", "en": "Read wishes"})],
    subscriptions=[Subscription("wishes.listen", Event, listen)],
    blocks=[
        Block(
            kind="reward",
            name="wish",
            title={"zh": "祝福", "en": "A wish"},
            implementation=lambda: Wish(text="万事如意"),
            options_schema={"type": "object", "properties": {"text": {"type": "string"}}},
        )
    ],
)
