"""What a member's client speaks: HTTP under ``/m``."""

from .routes import ROUTERS

__all__ = ["ROUTERS"]
