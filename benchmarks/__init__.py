"""Figures of ``docs/why/figures.md``, each beside a yardstick measured in the same run."""
