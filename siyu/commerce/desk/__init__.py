"""What the console speaks: HTTP under ``/api/commerce``."""

from .routes import ROUTERS

__all__ = ["ROUTERS"]
