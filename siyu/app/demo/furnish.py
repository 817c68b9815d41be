"""The brand's back office before its first customer: organization, sources, tags, segments, templates."""

from typing import Any

from .api import Brand
from .brand import BRAND, CHANNELS, STORES

_SOURCE_KINDS = {"小程序": "mini_program", "H5 商城": "browser", "门店收银": "server"}


def furnish_organization(brand: Brand) -> dict[str, str]:
    """Name the brand and hang its stores into a tree; returns node codes by store code."""
    brand.patch("/brand", {"name": BRAND})
    group = brand.post("/nodes", {"kind": "group", "name": "山茶集团"})["id"]
    company = brand.post("/nodes", {"kind": "subsidiary", "name": "山茶零售", "parent_id": group})[
        "id"
    ]
    house = brand.post("/nodes", {"kind": "brand", "name": BRAND, "parent_id": company})["id"]
    regions: dict[str, str] = {}
    stores: dict[str, str] = {}
    for store in STORES:
        if store.region not in regions:
            region = {"kind": "region", "name": f"{store.region}大区", "parent_id": house}
            regions[store.region] = brand.post("/nodes", region)["id"]
        made = brand.post(
            "/nodes",
            {
                "kind": "store",
                "name": store.name,
                "parent_id": regions[store.region],
                "external_code": store.code,
                "address": store.address,
                "longitude": store.longitude,
                "latitude": store.latitude,
            },
        )
        stores[store.code] = made["id"]
    return stores


def furnish_sources(brand: Brand) -> None:
    """A write key for each of the brand's own channels; made once, found again after a restart."""
    known = {source["name"]: source for source in brand.get("/sources", limit=200)["items"]}
    for name in dict.fromkeys(channel[2] for channel in CHANNELS):
        source: dict[str, Any] = known.get(name) or brand.post(
            "/sources", {"name": name, "kind": _SOURCE_KINDS[name]}
        )
        brand.use_source(name, source["write_keys"][0]["key"])
