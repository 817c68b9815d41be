"""What crosses HTTP for recommendations in the console."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from siyu.http import Code, Schema

from ..recommendations import RecommendationReason
from ..schemas import ProductCode


class LearntOut(Schema):
    """What recommendations stand on."""

    learnt_at: datetime | None = Field(description="Null before the first learning.")
    orders: int = Field(description="Orders of half a year with goods of the catalogue.")
    pairs: int = Field(description="Products beside products, as kept.")


class LearningOut(Schema):
    """The job that learns."""

    job_id: Annotated[int, Code("job")]


class FaceOut(Schema):
    """A product in a small block."""

    id: ProductCode
    title: str
    picture: str


class BesideOut(FaceOut):
    """A product that is bought together with another."""

    orders: int = Field(description="Orders with both.")
    lift: float = Field(description="How many times oftener than chance.")


class PersonRecommendedOut(FaceOut):
    """A product for a person."""

    reason: RecommendationReason
    because: str = Field(description="Title of the product that led to it; may be empty.")
