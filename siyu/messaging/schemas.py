"""What crosses HTTP for templates."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from siyu.http import Code, Schema, Text

from .contracts import CampaignState

TemplateCode = Annotated[int, Code("tpl")]
CampaignCode = Annotated[int, Code("cmp")]
DeliveryCode = Annotated[int, Code("dlv")]
SegmentCode = Annotated[int, Code("seg")]
AccountCode = Annotated[int, Code("chn")]
NodeCode = Annotated[int, Code("node")]
PersonCode = Annotated[int, Code("per")]
JobCode = Annotated[int, Code("job")]

Name = Annotated[Text, Field(min_length=1, max_length=100)]
Kind = Annotated[Text, Field(min_length=1, max_length=60, examples=["sandbox"])]
Language = Annotated[str, Field(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", max_length=20)]
Subject = Annotated[Text, Field(max_length=1000)]
Body = Annotated[Text, Field(max_length=100_000)]
Html = Annotated[Text, Field(max_length=500_000)]
Address = Annotated[Text, Field(max_length=2000)]


class TemplateParts(Schema):
    """The sources of a template; absent parts are not sent."""

    subject: Subject = ""
    text: Body = Field("", examples=['{{ person.name | default("顾客") }}，新品到店：{{ link }}'])
    html: Html = ""
    link: Address = Field(
        "",
        description="Where `{{ link }}` leads; the host must be written out.",
        examples=["https://shop.example.com/new"],
    )


class TemplateCreate(TemplateParts):
    """A new template."""

    name: Name = Field(examples=["上新提醒"])
    kind: Kind = "sandbox"
    language: Language = "zh-CN"
    node_id: NodeCode | None = None


class TemplateUpdate(Schema):
    """What to change; absent fields stay, an empty part is taken out."""

    name: Name | None = None
    language: Language | None = None
    subject: Subject | None = None
    text: Body | None = None
    html: Html | None = None
    link: Address | None = None


class TemplateOut(TemplateParts):
    """A template as it is kept."""

    model_config = ConfigDict(from_attributes=True)

    id: TemplateCode
    name: str
    kind: str
    language: str
    node_id: NodeCode | None
    created_at: datetime
    updated_at: datetime


class TemplateUseOut(Schema):
    """A campaign that says a template."""

    model_config = ConfigDict(from_attributes=True)

    id: CampaignCode
    name: str
    state: CampaignState
    started_at: datetime | None


class TemplatePreview(TemplateParts):
    """Sources that need not be saved, and for whom to show them."""

    kind: Kind = "sandbox"
    person_id: PersonCode


class PersonChoice(Schema):
    """For whom to show it."""

    person_id: PersonCode


class PreviewOut(Schema):
    """How a person would read it. Show the HTML in a frame without scripts."""

    parts: dict[str, str] = Field(examples=[{"text": "李华，新品到店"}])
    missing: list[str] = Field(
        description="Names this person has no value for and no default stands in.",
        examples=[["traits.city"]],
    )


class VocabularyOut(Schema):
    """What a template may speak of."""

    person: list[str]
    attributes: list[str]
    filters: list[str]
    others: list[str]
