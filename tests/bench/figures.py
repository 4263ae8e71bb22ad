"""What was measured, what it has to reach, and the table that says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.load import Latencies, Throughput

THROUGHPUT_RATIO = 0.5
LATENCY_RATIO = 0.5
MEMORY_MIB = 220
START_SECONDS = 1.5


@dataclass
class Rounds:
    """What one contestant did, round by round."""

    throughputs: list[Throughput] = field(default_factory=list)
    processor_seconds_a_tap: list[float] = field(default_factory=list)
    latencies: list[Latencies] = field(default_factory=list)
    peak_memory: float = 0.0

    @property
    def rates(self) -> list[float]:
        return [throughput.taps_a_second for throughput in self.throughputs]

    def quantiles(self, part: float) -> list[float]:
        return [latencies.quantile(part) for latencies in self.latencies]

    def row(self, name: str) -> list[str]:
        return [
            name,
            f"{median(self.rates):.0f}",
            f"{1000 * median(self.processor_seconds_a_tap):.2f}",
            f"{100 * median(throughput.server for throughput in self.throughputs):.0f} %",
            f"{1000 * median(self.quantiles(0.5)):.1f}",
            f"{1000 * median(self.quantiles(0.99)):.1f}",
            f"{self.peak_memory:.0f}",
        ]


HEAD = ["", "taps/s", "CPU ms/tap", "server busy", "p50 ms", "p99 ms", "MiB"]


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """The median of the ratios of neighbouring rounds: what disturbs the machine then disturbs both."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def verdicts(product: Rounds, bare: Rounds, tuned: Rounds, starts: Sequence[float]) -> list[list[str]]:
    """`starts`: seconds from the start to the first getUpdates, without the import of aiogram."""
    throughput = ratio(product.rates, tuned.rates)
    latency = ratio(product.quantiles(0.99), bare.quantiles(0.99))
    start = median(starts)
    return [
        ["throughput, of tuned bare", f"{throughput:.2f}", f">= {THROUGHPUT_RATIO}", _said(throughput >= THROUGHPUT_RATIO)],
        ["p99 at a steady pace, of bare", f"{latency:.2f}", f"< {LATENCY_RATIO}", _said(latency < LATENCY_RATIO)],
        ["peak memory, MiB", f"{product.peak_memory:.0f}", f"< {MEMORY_MIB}", _said(product.peak_memory < MEMORY_MIB)],
        ["ready after import aiogram, s", f"{start:.2f}", f"<= {START_SECONDS}", _said(start <= START_SECONDS)],
    ]


def _said(reached: bool) -> str:
    return "ok" if reached else "missed"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of one width: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) if index else cell.ljust(width) for index, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )
