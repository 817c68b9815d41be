"""A twin of WeChat Pay (沙盒): a real HTTP server with keys and a book of its own, for tests and trials."""

from .book import Book
from .callbacks import Callback, Callbacks
from .keys import Merchant, Platform, new_merchant, new_platform
from .server import Twin

__all__ = [
    "Book",
    "Callback",
    "Callbacks",
    "Merchant",
    "Platform",
    "Twin",
    "new_merchant",
    "new_platform",
]
