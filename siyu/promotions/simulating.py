"""The simulator: what a cart would cost, with what runs and with drafts besides."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .drafts import rules_of
from .facts import person_facts
from .kinds import kinds_of, rule_of
from .models import CouponKindRow
from .pricing import Cart, CouponFacts, PersonFacts, PricedCart, parse_rule, price
from .programmes import running_with
from .promotion_models import PromotionRow


def simulate(
    session: Session,
    warehouse: Warehouse,
    cart: Cart,
    *,
    at: datetime,
    person_id: int | None = None,
    drafts: Sequence[PromotionRow] = (),
    kinds: Sequence[CouponKindRow] = (),
) -> PricedCart:
    """Price a cart as an order of that time would be; nothing is taken or kept.

    Args:
        cart: its person stands unless ``person_id`` names one; coupons are added here.
        drafts: promotions tried besides what runs, as they are written now.
        kinds: one coupon of each is in hand, drafts too.

    Raises:
        InvalidCart, InvalidProgramme, PersonNotFound: it cannot be priced as asked.

    """
    tried = [parse_rule(rule) for rule in rules_of(session, drafts).values()]
    tried += [rule_of(kind) for kind in kinds]
    running = running_with(session, tried, at=at, channel=cart.channel)
    person: PersonFacts = cart.person
    if person_id is not None:
        person = person_facts(
            session,
            warehouse,
            person_id,
            running=running,
            tier=cart.person.tier,
            orders_before=cart.person.orders_before,
        )
    coupons = tuple(
        CouponFacts(coupon_id=f"{ids.code('cpk', kind.id)}#1", rule_id=ids.code("cpk", kind.id))
        for kind in kinds
    )
    whole = msgspec.structs.replace(cart, person=person, coupons=coupons)
    return price(whole, running.programme, at)


def names_in(session: Session, priced: PricedCart) -> dict[str, str]:
    """What the promotions and coupons in an answer are called, by code."""
    codes = {each.rule_id for each in priced.explanations}
    promotions = [ids.number("prm", code) for code in codes if code.startswith("prm_")]
    kinds = {ids.number("cpk", code) for code in codes if code.startswith("cpk_")}
    found = {ids.code("cpk", id_): row.name for id_, row in kinds_of(session, kinds).items()}
    for promotion_id in promotions:
        row = session.get(PromotionRow, promotion_id)
        if row is not None:
            found[ids.code("prm", promotion_id)] = row.name
    return found
