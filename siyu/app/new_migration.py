"""Write a migration from the models: ``make migration M="people add nickname"``."""

import sys
import tempfile

from siyu.kernel.database import open_engine

from . import schema


def main() -> None:
    """Compare the models with an empty database at the newest revision."""
    message = " ".join(sys.argv[1:]).strip()
    if not message:
        sys.exit('say what changes: make migration M="people add nickname"')
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/empty.db")
        schema.upgrade(engine)
        schema.write_migration(engine, message)
        engine.dispose()


if __name__ == "__main__":
    main()
