"""Shared ground that knows nothing of any business module; everyone may open its files.

Settings, database, events (outbox), delivery, jobs, workers, blocks, modules, invariants, clock,
money, ids, errors, cipher, files, logs, metrics.
"""
