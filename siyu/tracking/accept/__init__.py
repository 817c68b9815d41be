"""The endpoints that SDKs talk to: check the key, look at the JSON, keep it, answer."""

from .app import TrackingApp

__all__ = ["TrackingApp"]
