"""The roof: HTTP assembly, workers, CLI, demo world, migrations, built web files. Knows everyone."""
