"""The dashboard and the alert rules: every expression is one, and every metric in it is one that the bot exports."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import promql_parser
import pytest
import yaml

from bot.measures import Durations, Measures
from bot.monitoring.exposition import GAUGES, exposition
from tests.support.monitoring import samples

FOLDER = Path("deploy/monitoring")
DASHBOARD = json.loads((FOLDER / "grafana-dashboard.json").read_text(encoding="utf-8"))
ALERTS = [
    rule
    for group in yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
EXPRESSIONS = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
EXPRESSIONS += [rule["expr"] for rule in ALERTS]
PROMETHEUS_OWN = {"up"}


@pytest.fixture(scope="module")
def exported() -> set[str]:
    """Everything, as soon as each thing that is counted has happened once."""
    measures = Measures()
    measures.updates["message", "handled"] += 1
    measures.handling["message"] = Durations()
    measures.called("getMe", "200")
    measures.came()
    return {name for name, *_ in samples(exposition(measures, dict.fromkeys(GAUGES, 1)).decode())}


def selected(expression: object) -> Iterator[str]:
    """Names of the metrics that an expression looks at."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield str(expression.name)
    for part in ("vector_selector", "expr", "lhs", "rhs", "param"):
        if (inner := getattr(expression, part, None)) is not None:
            yield from selected(inner)
    for argument in getattr(expression, "args", None) or ():
        yield from selected(argument)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_metric_is_exported(expression: str, exported: set[str]) -> None:
    named = set(selected(promql_parser.parse(expression)))
    assert named
    assert named == set(re.findall(r"\b(?:grant|process)_\w+|\bup\b", expression)), "none is overlooked"
    assert named - PROMETHEUS_OWN <= exported


def test_what_is_exported_is_shown(exported: set[str]) -> None:
    """Every figure is on the dashboard or in a rule; else nobody would miss it."""
    text = " ".join(EXPRESSIONS)
    assert {name for name, _ in GAUGES.values() if name not in text} == {"grant_updates_waiting", "grant_backups"}
    assert exported


def test_every_alert_says_what_to_do() -> None:
    assert len({rule["alert"] for rule in ALERTS}) == len(ALERTS)
    for rule in ALERTS:
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["action"]
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_panels_do_not_lie_on_each_other() -> None:
    taken = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(taken) == len(set(taken))
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])
