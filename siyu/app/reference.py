"""Reference pages made from the code: ``python -m siyu.app.reference docs/reference``."""

import sys
from pathlib import Path

from pydantic_core import PydanticUndefined
from sqlalchemy import create_engine

from siyu.kernel.context import Context
from siyu.kernel.settings import Settings

from .house import House, assemble


def settings_page() -> str:
    """Every setting with its default."""
    lines = [
        "# Settings",
        "",
        "Environment variables, or lines of a `.env` file in the working directory. This page is made by `make docs`.",
        "",
        "| setting | default | what it does |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is PydanticUndefined else field.default
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        cell = f"`{shown}`" if shown != "" else "(empty)"
        lines.append(f"| `SIYU_{name.upper()}` | {cell} | {field.description} |")
    return "\n".join(lines) + "\n"


def modules_page(house: House) -> str:
    """What each module brings: events, permissions, blocks, jobs, schedules, invariants."""
    lines = [
        "# Modules",
        "",
        "What each room brings to the house. This page is made by `make docs`.",
    ]
    for module in house.modules:
        lines += ["", f"## {module.name}", ""]
        for title, names in (
            ("events", [f"`{event.name}`" for event in module.events]),
            ("hears", [f"`{s.event.__name__}` ({s.subscriber})" for s in module.subscriptions]),
            ("permissions", [f"`{p.name}` {p.title['en']}" for p in module.permissions]),
            ("blocks", [f"{b.kind} `{b.name}`" for b in module.blocks]),
            ("jobs", [f"`{job.name}`" for job in module.jobs]),
            ("schedules", [f"`{s.name}` ({s.cron})" for s in module.schedules]),
            ("workers", [f"`{worker.name}`" for worker in module.workers]),
            ("invariants", [invariant.sentence for invariant in module.invariants]),
        ):
            if names:
                lines.append(f"- **{title}**: " + "; ".join(sorted(names)))
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    context = Context(settings=Settings(_env_file=None), engine=create_engine("sqlite://"))
    return {"settings.md": settings_page(), "modules.md": modules_page(assemble(context))}


def main() -> None:
    """Write the pages into a folder."""
    folder = Path(sys.argv[1])
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
