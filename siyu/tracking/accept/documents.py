"""Documents that browser and mobile SDKs read before they send: settings and source config."""

from typing import Any

from siyu.kernel.settings import Settings

# What analytics-next 1.8x and analytics-js 3.x need to become ready, found by running them.


def public_address(settings: Settings, scheme: str, host: str) -> tuple[str, str]:
    """Protocol and host under which browsers reach this server.

    ``SIYU_PUBLIC_URL`` where it was set; else the address that the browser has just used.
    """
    if "public_url" not in settings.model_fields_set and host:
        return scheme, host
    protocol, _, rest = settings.public_url.partition("://")
    return protocol, rest.rstrip("/")


def segment_settings(key: str, *, protocol: str, host: str) -> dict[str, Any]:
    """``/v1/projects/<key>/settings``: the SDK takes its key from here, not from ``load()``."""
    return {
        "integrations": {
            "Segment.io": {
                "apiKey": key,
                "apiHost": f"{host}/v1",
                "protocol": protocol,
                "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
                "unbundledIntegrations": [],
                "addBundledMetadata": False,
            }
        },
        "plan": {"track": {"__default": {"enabled": True, "integrations": {}}}},
        "metrics": {"sampleRate": 0},
        "edgeFunction": {},
        "analyticsNextEnabled": True,
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "remotePlugins": [],
        "legacyVideoPluginsEnabled": False,
    }


def rudder_config(key: str, *, source: str, name: str) -> dict[str, Any]:
    """``/sourceConfig``: what Rudder's SDKs call the source's configuration."""
    return {
        "source": {
            "id": source,
            "name": name,
            "writeKey": key,
            "enabled": True,
            "config": {
                "statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}
            },
            "sourceDefinition": {"id": "siyu", "name": "Javascript", "type": "web"},
            "sourceDefinitionId": "siyu",
            "workspaceId": "siyu",
            "destinations": [],
            "dataplanes": {},
            "connections": [],
            "updatedAt": "2026-01-01T00:00:00.000Z",
        },
        "updatedAt": "2026-01-01T00:00:00.000Z",
    }
