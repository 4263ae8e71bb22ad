"""What was measured, what it has to reach, and the tables that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.load import Latencies, Throughput

THROUGHPUT_RATIO = 0.85
LATENCY_RATIO = 2.0
MEMORY_MIB = 60
"""More than bare aiogram takes."""
START_SECONDS = 1.5

CONTESTANTS = ["contestant", "taps/s", "CPU ms/tap", "server busy", "p50 ms", "p99 ms", "peak MiB"]
FIGURES = ["figure", "measured", "target", "verdict"]


@dataclass
class Rounds:
    """What one contestant did, round by round."""

    throughputs: list[Throughput] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)
    """For one tap, while everybody tapped at once."""
    latencies: list[Latencies] = field(default_factory=list)
    peak_memories: list[float] = field(default_factory=list)
    """Largest resident set of the process, in MiB."""

    @property
    def peak_memory(self) -> float:
        return median(self.peak_memories)

    @property
    def rates(self) -> list[float]:
        return [throughput.taps_a_second for throughput in self.throughputs]

    def quantiles(self, part: float) -> list[float]:
        return [latencies.quantile(part) for latencies in self.latencies]

    def row(self, name: str) -> list[str]:
        return [
            name,
            f"{median(self.rates):.0f}",
            f"{1000 * median(self.processor_seconds):.2f}",
            f"{median(throughput.server_share for throughput in self.throughputs):.0%}",
            f"{1000 * median(self.quantiles(0.5)):.1f}",
            f"{1000 * median(self.quantiles(0.99)):.1f}",
            f"{self.peak_memory:.0f}",
        ]


def ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """The median of the ratios of neighbouring rounds: what disturbs the machine disturbs both."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def verdicts(product: Rounds, bare: Rounds, tuned: Rounds, starts: Sequence[float]) -> list[list[str]]:
    """`starts`: seconds from the start to the first getUpdates, less the import of aiogram alone."""
    throughput = ratio(product.rates, tuned.rates)
    latency = ratio(product.quantiles(0.99), tuned.quantiles(0.99))
    memory, start = product.peak_memory - bare.peak_memory, median(starts)
    return [
        verdict("throughput, of tuned bare", throughput, f">= {THROUGHPUT_RATIO}", throughput >= THROUGHPUT_RATIO),
        verdict("p99 at a steady pace, of tuned bare", latency, f"<= {LATENCY_RATIO}", latency <= LATENCY_RATIO),
        verdict("peak memory over bare, MiB", memory, f"<= {MEMORY_MIB}", memory <= MEMORY_MIB),
        verdict("ready after import aiogram, s", start, f"<= {START_SECONDS}", start <= START_SECONDS),
    ]


def verdict(figure: str, measured: float, target: str, reached: bool) -> list[str]:
    return [figure, f"{measured:.3g}", target, "ok" if reached else "missed"]


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns of one width: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        lines.append("  ".join(cells))
    return "\n".join(lines)
