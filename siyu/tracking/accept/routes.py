"""Every path that SDKs of Segment, RudderStack, Jitsu and Sensors send to."""

from dataclasses import dataclass

TYPES = ("identify", "track", "page", "screen", "group", "alias")


@dataclass(frozen=True, slots=True)
class Route:
    """What to do with a path.

    Args:
        task: name of the handler.
        methods: those it answers, as in an ``Allow`` header.
        type: event type that the path gives, where it gives one.
        argument: the rest of the path, where that matters.

    """

    task: str
    methods: str
    type: str = ""
    argument: str = ""


_POST = "POST, OPTIONS"
_GET = "GET, HEAD, OPTIONS"
_PREFIXES = (
    "/v1/",
    "/beacon/",
    "/pixel/",
    "/projects/",
    "/analytics.js/",
    "/next-integrations/",
    "/sourceConfig",
    "/api/s/",
    "/sa",
    "/health",
    "/version",
    "/p.js",
)


def _exact() -> dict[str, Route]:
    routes = {f"/v1/{kind}": Route("one", _POST, kind) for kind in TYPES}
    routes |= {f"/v1/{kind[0]}": Route("one", _POST, kind) for kind in TYPES}
    for path in ("/v1/batch", "/v1/import", "/v1/b", "/beacon/v1/batch"):
        routes[path] = Route("batch", _POST)
    jitsu = {kind: kind for kind in TYPES} | {kind[0]: kind for kind in TYPES}
    jitsu |= {"event": "track", "e": "track"}
    for prefix in ("/api/s", "/api/s/s2s"):
        routes |= {f"{prefix}/{name}": Route("one", _POST, kind) for name, kind in jitsu.items()}
        routes[f"{prefix}/batch"] = Route("batch", _POST)
    for kind in TYPES:
        routes[f"/v1/pixel/{kind}"] = Route("pixel", _GET, kind)
        routes[f"/pixel/v1/{kind}"] = Route("rudder_pixel", _GET, kind)
    for path in ("/sa", "/sa.gif"):
        routes[path] = Route("sensors", "GET, HEAD, POST, OPTIONS")
    routes["/v1/m"] = Route("metrics", _POST)
    routes["/sourceConfig"] = Route("source_config", _GET)
    routes["/health"] = Route("health", _GET)
    routes["/version"] = Route("version", _GET)
    return routes


_EXACT = _exact()


def find_route(path: str) -> Route | None:
    """The route of a path; a trailing slash changes nothing."""
    found = _EXACT.get(path)
    if found is not None or not path.startswith(_PREFIXES):
        return found
    if path.endswith("/") and path.rstrip("/") in _EXACT:
        return _EXACT[path.rstrip("/")]
    parts = path.strip("/").split("/")
    match parts:
        case ["v1", "projects", key, "settings"] | ["projects", key, "settings"]:
            return Route("settings", _GET, argument=key)
        case ["analytics.js", "v1", key, "analytics.min.js" | "analytics.js"]:
            return Route("bundle", _GET, argument=key)
    return None


def is_own_path(path: str) -> bool:
    """True where tracking answers, with something or with "not found"."""
    if path in _EXACT:
        return True
    if not path.startswith(_PREFIXES):
        return False
    # "/health" is ours, "/healthz" is not.
    head = path.split("/", 2)[1]
    return head in {"v1", "beacon", "pixel", "projects", "analytics.js", "next-integrations"} or (
        path.startswith("/api/s/") or head in {"sourceConfig", "sa", "health", "version", "p.js"}
    )
