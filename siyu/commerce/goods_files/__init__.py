"""The catalogue as a file: a row for each SKU, taken in by SKU code as often as one likes, and written out."""

from .contracts import BadRow, GoodsReport
from .exporting import export_goods
from .taking import GoodsFileTooLong, GoodsFileUnfit, take_goods

__all__ = [
    "BadRow",
    "GoodsFileTooLong",
    "GoodsFileUnfit",
    "GoodsReport",
    "export_goods",
    "take_goods",
]
