"""Write the OpenAPI document: ``python -m siyu.app.openapi docs/reference/openapi.json``."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from siyu.kernel.context import Context
from siyu.kernel.settings import Settings

from .house import assemble
from .web import build_app


def describe() -> dict[str, Any]:
    """The document of all built-in modules; opens no store."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, home=Path(folder))
        house = assemble(Context(settings=settings, engine=create_engine("sqlite://")))
        return build_app(house).openapi()


def main() -> None:
    """Write or print the document."""
    text = json.dumps(describe(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
