"""Modules meet only at their front door, ``<module>/__init__.py``; import-linter checks the direction."""

import grimp

FOUNDATION = {"kernel", "http"}  # rooms whose files everyone may open
ROOF = {"app"}  # assembles the house, so it may enter every room


def room(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else None


def test_modules_meet_only_at_their_front_door():
    graph = grimp.build_graph("siyu")
    leaks = {
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if room(importer) not in ROOF
        and room(imported) not in FOUNDATION
        and room(importer) != room(imported)
        and imported.count(".") > 1
    }
    assert leaks == set()
