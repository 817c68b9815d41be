"""Templates: saved only when every mistake is out of them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, select

from siyu import channels, people
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .content import PARTS, Content, compile_content
from .errors import TemplateFaulty, TemplateNotFound
from .language import Problem
from .models import CampaignRow, TemplateRow, VariantRow
from .rendering import preview_parts
from .values import Setting, name_check


def check_parts(blocks: Blocks, kind: str, parts: Mapping[str, str]) -> Content:
    """The compiled parts.

    Raises:
        BlockNotFound: nobody offers this kind of channel.
        TemplateFaulty: lists every mistake with part, line and column.

    """
    carried = channels.require_adapter(blocks, kind).parts
    filled = {part: parts.get(part, "") for part in PARTS if parts.get(part)}
    problems = [
        Problem(part, 1, 1, f"{kind} cannot carry this part")
        for part in filled
        if part not in carried
    ]
    if not filled.get("text") and not filled.get("html"):
        problems.append(Problem("text", 1, 1, "a message needs a text or an HTML part"))
    content, mistakes = compile_content(filled, name_check(blocks))
    problems += mistakes
    if problems or content is None:
        raise TemplateFaulty([asdict(problem) for problem in problems[:50]])
    return content


def add_template(
    session: Session,
    blocks: Blocks,
    *,
    name: str,
    kind: str,
    language: str,
    parts: Mapping[str, str],
    node_id: int | None = None,
) -> TemplateRow:
    """Keep a template.

    Raises:
        BlockNotFound: nobody offers this kind of channel.
        TemplateFaulty: it has mistakes.

    """
    check_parts(blocks, kind, parts)
    row = TemplateRow(
        name=name,
        kind=kind,
        language=language,
        node_id=node_id,
        created_at=now(),
        updated_at=now(),
        **{part: parts.get(part) or "" for part in PARTS},
    )
    session.add(row)
    session.flush()
    return row


def change_template(
    session: Session,
    blocks: Blocks,
    template_id: int,
    *,
    name: str | None = None,
    language: str | None = None,
    parts: Mapping[str, str | None],
) -> TemplateRow:
    """Change what is given; campaigns that have started keep the words they started with.

    Raises:
        TemplateNotFound: no such template.
        TemplateFaulty: it would have mistakes.

    """
    row = require_template(session, template_id)
    merged = parts_of(row) | {part: value for part, value in parts.items() if value is not None}
    check_parts(blocks, row.kind, merged)
    for part, value in merged.items():
        setattr(row, part, value)
    row.name, row.language = name or row.name, language or row.language
    row.updated_at = now()
    session.flush()
    return row


def require_template(session: Session, template_id: int) -> TemplateRow:
    """A template that was not archived.

    Raises:
        TemplateNotFound: there is none.

    """
    row = session.get(TemplateRow, template_id)
    if row is None or row.archived_at is not None:
        raise TemplateNotFound(template_id)
    return row


def uses_of(template_id: int) -> Select[CampaignRow]:
    """Campaigns one of whose variants is this template."""
    said = select(VariantRow.campaign_id).where(VariantRow.template_id == template_id)
    return select(CampaignRow).where(CampaignRow.id.in_(said))


def parts_of(row: TemplateRow) -> dict[str, str]:
    """The sources of a template by part."""
    return {part: getattr(row, part) for part in PARTS}


def preview(
    session: Session, content: Content, person_id: int, *, setting: Setting
) -> tuple[dict[str, str], list[str]]:
    """How a person would read it, and names there is no value for.

    Raises:
        PersonNotFound: no such person.

    """
    person = people.require_person(session, person_id)
    profile: Any = people.profiles(session, [person.id]).get(person.id)
    return preview_parts(content, profile or people.Profile(person=person), setting)
