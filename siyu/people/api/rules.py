"""Identity rules: how identifiers of each type are treated."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from siyu.http import Caller, Db, IdempotentRoute, Page, Schema, Text, fails_with
from siyu.organization import allow_everywhere, write_audit

from ..errors import BlockedPatternUnreadable, IdentityRuleNotFound, LimitOfUnique
from ..identity_rules import (
    BUILT_IN,
    IdentityRule,
    Normaliser,
    forget_rule,
    load_rules,
    set_rule,
)
from .shapes import ALWAYS, Reader

router = APIRouter(prefix="/identity-rules", tags=["identity-rules"], route_class=IdempotentRoute)

Keeper = Annotated[Caller, allow_everywhere("people.manage_rules")]
TypeName = Annotated[
    str,
    Path(
        pattern=r"^([a-z][a-z0-9_.$-]{0,62}(:([A-Za-z0-9_.-]{1,128}|\*))?|\*)$",
        description="`openid:*` speaks for a family, `*` for all types without a rule.",
        examples=["email"],
    ),
]


class RuleIn(Schema):
    """How identifiers of a type are treated."""

    unique: bool = Field(False, description="A person has at most one, ever.")
    limit: int | None = Field(5, ge=1, le=1000, description="Most values a person may have.")
    window_days: int | None = Field(365, ge=1, le=36_500, description="Within so many days.")
    priority: int = Field(80, ge=1, le=1000, description="Lower goes first.")
    normaliser: Normaliser = Normaliser.trim
    blocked: list[Annotated[Text, Field(max_length=500)]] = Field([], max_length=500)
    blocked_patterns: list[Annotated[Text, Field(max_length=200)]] = Field([], max_length=50)
    anonymous: bool = Field(False, description="Says nothing of who somebody is.")
    reassign_days: int | None = Field(
        None, ge=1, le=36_500, description="Passes to somebody else when unconfirmed for so long."
    )


class RuleOut(RuleIn):
    """A rule, and whether it is siyu's own."""

    type: str = Field(examples=["email"])
    built_in: bool = Field(description="Not changed from what siyu brings.")


@router.get("", responses=fails_with(*ALWAYS))
def list_rules(session: Db, caller: Reader) -> Page[RuleOut]:
    """Every rule, by priority."""
    rules = load_rules(session).rules.values()
    shown = [_shown(rule) for rule in sorted(rules, key=lambda r: (r.priority, r.type))]
    return Page[RuleOut](items=shown, total=len(shown))


@router.put(
    "/{identifier_type}", responses=fails_with(*ALWAYS, BlockedPatternUnreadable, LimitOfUnique)
)
def put_rule(session: Db, caller: Keeper, identifier_type: TypeName, body: RuleIn) -> RuleOut:
    """Set the rule of a type; it holds for evidence that arrives from now on."""
    if body.unique and (body.limit is not None or body.reassign_days is not None):
        raise LimitOfUnique(identifier_type)
    rules = load_rules(session)
    before = rules.rules.get(identifier_type)
    rule = IdentityRule(
        type=identifier_type,
        **{
            **body.model_dump(),
            "blocked": tuple(body.blocked),
            "blocked_patterns": tuple(body.blocked_patterns),
        },
    )
    set_rule(session, rule)
    write_audit(
        session,
        caller.actor,
        action="identity_rules.update",
        target=identifier_type,
        before=_shown(before).model_dump(mode="json") if before else None,
        after=_shown(rule).model_dump(mode="json"),
    )
    return _shown(rule)


@router.delete(
    "/{identifier_type}", status_code=204, responses=fails_with(*ALWAYS, IdentityRuleNotFound)
)
def delete_rule(session: Db, caller: Keeper, identifier_type: TypeName) -> Response:
    """Go back to the rule that siyu brings; a type without one follows ``*`` again."""
    before = load_rules(session).rules.get(identifier_type)
    after = forget_rule(session, identifier_type)
    write_audit(
        session,
        caller.actor,
        action="identity_rules.reset",
        target=identifier_type,
        before=_shown(before).model_dump(mode="json") if before else None,
        after=_shown(after).model_dump(mode="json") if after else None,
    )
    return Response(status_code=204)


def _shown(rule: IdentityRule) -> RuleOut:
    return RuleOut(
        type=rule.type,
        unique=rule.unique,
        limit=rule.limit,
        window_days=rule.window_days,
        priority=max(1, rule.priority),
        normaliser=rule.normaliser,
        blocked=list(rule.blocked),
        blocked_patterns=list(rule.blocked_patterns),
        anonymous=rule.anonymous,
        reassign_days=rule.reassign_days,
        built_in=BUILT_IN.get(rule.type) == rule,
    )
