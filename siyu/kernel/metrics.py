"""Figures for Prometheus, all under ``siyu_``."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


def counter(name: str, title: str, *labels: str) -> Counter:
    return Counter(f"siyu_{name}", title, labels, registry=REGISTRY)


def gauge(name: str, title: str, *labels: str) -> Gauge:
    return Gauge(f"siyu_{name}", title, labels, registry=REGISTRY)


def seconds(name: str, title: str, *labels: str) -> Histogram:
    return Histogram(f"siyu_{name}_seconds", title, labels, registry=REGISTRY, buckets=_SECONDS)


def render() -> bytes:
    """All figures in the text format of Prometheus."""
    return generate_latest(REGISTRY)
