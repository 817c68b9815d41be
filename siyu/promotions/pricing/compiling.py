"""From a rule as it is stored to a rule that can be asked."""

from .effects import Effect
from .get_effects import BuyGetEffect
from .index import ScopeIndex
from .order_effects import RateEffect, SpendOffEffect
from .outcome_effects import AddOnEffect, FreeShippingEffect, PayRewardEffect, SpendGiftEffect
from .price_effects import FixedPriceEffect, LineDiscountEffect, MemberPriceEffect
from .rules import (
    AddOn,
    Bundle,
    BuyGet,
    Exchange,
    FixedPrice,
    FreeShipping,
    LineDiscount,
    MemberPrice,
    NthUnit,
    PayReward,
    Rule,
    SpendGift,
    SpendOff,
    SpendRate,
    UnitsForPrice,
    UnitsRate,
)
from .scope import Scope
from .unit_effects import BundleEffect, ExchangeEffect, NthUnitEffect, UnitsForPriceEffect

_BY_KIND = {
    FixedPrice: FixedPriceEffect,
    MemberPrice: MemberPriceEffect,
    LineDiscount: LineDiscountEffect,
    NthUnit: NthUnitEffect,
    UnitsRate: RateEffect,
    UnitsForPrice: UnitsForPriceEffect,
    SpendOff: SpendOffEffect,
    SpendRate: RateEffect,
    SpendGift: SpendGiftEffect,
    AddOn: AddOnEffect,
    Exchange: ExchangeEffect,
    FreeShipping: FreeShippingEffect,
    PayReward: PayRewardEffect,
}


def compile_effects(rules: list[Rule], index: ScopeIndex) -> list[Effect]:
    """Effects in the order of the rules, whose scopes get the bits 0 … n - 1; scopes of parts come after."""
    for rule in rules:
        index.add(_scope_of(rule), within_skus=_skus_of(rule))
    return [_effect_of(rule, bit, index) for bit, rule in enumerate(rules)]


def _effect_of(rule: Rule, bit: int, index: ScopeIndex) -> Effect:
    if isinstance(rule, Bundle):
        return BundleEffect(rule, bit, [index.add(part.scope) for part in rule.parts])
    if isinstance(rule, BuyGet):
        return BuyGetEffect(rule, bit, bit if rule.get is None else index.add(rule.get))
    effect: Effect = _BY_KIND[type(rule)](rule, bit)
    return effect


def _scope_of(rule: Rule) -> Scope:
    """A bundle over everything is about what its parts are about, so that other carts need not ask it."""
    if not isinstance(rule, Bundle) or rule.scope.include:
        return rule.scope
    parts = [part.scope.include for part in rule.parts]
    if not all(parts):
        return rule.scope
    return Scope(
        include=tuple(selection for part in parts for selection in part),
        exclude=rule.scope.exclude,
    )


def _skus_of(rule: Rule) -> set[str] | None:
    """SKUs outside of which the rule has nothing to say."""
    if isinstance(rule, FixedPrice) and rule.cut is None:
        return set(rule.prices)
    if isinstance(rule, MemberPrice) and not rule.cuts:
        return {sku for prices in rule.prices.values() for sku in prices}
    return None
