"""From the inbox to the warehouse: split, check, resolve, decide, insert, move on."""

from .loader import Loader

__all__ = ["Loader"]
