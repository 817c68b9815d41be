"""``make bench``: every benchmark, or those named: ``python -m benchmarks start tracking``."""

import argparse
import importlib

from .figures import show

NAMES = (
    "start",
    "tracking",
    "segments",
    "incremental",
    "campaign",
    "lists",
    "console",
    "loyalty",
    "pricing",
    "coupons",
    "commerce",
)


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", default=list(NAMES))
    options.add_argument("--scale", choices=("small", "large"), default="small")
    chosen = options.parse_args()
    for name in chosen.names:
        show(name, importlib.import_module(f"benchmarks.{name}").run(chosen.scale))


if __name__ == "__main__":
    main()
