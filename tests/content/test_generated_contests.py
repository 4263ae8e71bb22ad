"""Contests that nobody wrote: whatever their shape, they load or are refused in words, and a spreadsheet agrees."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content import contest_tables
from content.bundles import in_folder
from content.contest_tables import columns, merged, rows
from content.loader import load_files
from content.models import WRITTEN_LANGUAGES, Contest
from content.models.application.submission import WayKind
from content.texts.complaints import told
from content.yaml_file import ContentError
from tests.support.wording import all_texts

DISTRICT = in_folder(Path("tests/data/contests/district"), Contest.model_fields)
WORDS = st.text("абвгд ,:;-#'\"[]{}&*?|>%@«»", min_size=1, max_size=30).map(str.strip).filter(bool)
SAID = {"kk": "ә", "ru": "р"}
TEXTS_OF_THE_BOT = all_texts()
TEXTS = st.builds(lambda words: {"kk": f"ә{words}", "ru": f"р{words}"}, WORDS)
SUMS = st.integers(1, 10**9)
AMOUNTS = st.one_of(
    SUMS,
    st.builds(lambda most: {"most": most}, SUMS),
    st.builds(lambda least, more: {"least": least, "most": least + more}, SUMS, SUMS),
)
TOPICS = st.lists(
    st.fixed_dictionaries(
        {"title": TEXTS, "short": TEXTS},
        optional={
            "goal": TEXTS,
            "tasks": st.lists(TEXTS, min_size=1, max_size=3),
            "amount": AMOUNTS,
            "grants": st.integers(1, 50),
            "own_share": TEXTS,
            "territory": TEXTS,
            "latest_end": st.just("31.05.2026"),
        },
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.slow
@given(TOPICS)
@settings(max_examples=40)
def test_any_topics_load_and_survive_a_spreadsheet(topics: list[dict[str, Any]]) -> None:
    listed = [{"id": f"t_{n}", "number": n, "source": {"page": 1}, **topic} for n, topic in enumerate(topics, 1)]
    files = {**DISTRICT, "topics": yaml.safe_dump({"source": {"page": 1}, "topics": listed}, allow_unicode=True)}
    contest = load_files("district", files)
    heads = [f"({column.name})" for column in columns("topics")]
    grid = [heads, *[[str(cell) for cell in row] for row in rows("topics", files)]]
    again, faults = merged("topics", contest_tables.read(grid), files)
    assert faults == []
    assert load_files("district", again) == contest
    emptied, _ = merged("topics", contest_tables.read(grid), {**files, "topics": "source: {page: 1}\n"})
    assert load_files("district", emptied) == contest


# --- stages, ways, criteria: loaded, or refused in words

DAYS = st.dates(date(2025, 8, 25), date(2025, 10, 10)).map(date.isoformat)
STAGES = st.lists(
    st.fixed_dictionaries(
        {"name": TEXTS, "plain": TEXTS, "receives": st.booleans()},
        optional={"starts": DAYS, "ends": DAYS, "remind": st.booleans(), "text": TEXTS},
    ),
    max_size=4,
)
SUBMISSION = st.fixed_dictionaries(
    {"kinds": st.lists(st.sampled_from([each.value for each in WayKind]), max_size=4)},
    optional={
        "address": TEXTS,
        "email": st.just("grants@example.kz"),
        "portal": st.fixed_dictionaries({"name": TEXTS, "url": st.just("https://example.kz"), "number": st.booleans()}),
        "map_url": st.just("https://example.kz/map"),
        "office_hours": st.fixed_dictionaries(
            {
                "weekdays": st.lists(st.integers(1, 7), min_size=1, max_size=5),
                "opens": st.sampled_from(["09:00", "9:30"]),
                "closes": st.sampled_from(["18:00", "08:00"]),
                "text": TEXTS,
                "source": st.just({"page": 1}),
            },
            optional={"lunch_starts": st.just("13:00"), "lunch_ends": st.sampled_from(["14:00", "12:00"])},
        ),
        "results": TEXTS,
    },
)
SCALES = st.builds(
    lambda low, more, halves: {"judged": {"lowest": low, "highest": low + more, "halves": halves}},
    st.integers(0, 5),
    st.integers(0, 10),
    st.booleans(),
)
LEVELS = st.builds(
    lambda points, scores: {
        "sub_points": [{"kk": f"ә{n}", "ru": f"р{n}", "lift": {"kk": "ә", "ru": "р"}} for n in range(points)],
        "levels": [{"score": s, "met": n, "text": {"kk": "ә", "ru": "р"}} for n, s in enumerate(scores)],
    },
    st.integers(0, 3),
    st.lists(st.integers(0, 9), max_size=4),
)
CRITERIA = st.lists(
    st.builds(
        lambda words, way, more: {"title": words, "short": words, "scale": words, **way, **more},
        TEXTS,
        st.one_of(SCALES, LEVELS),
        st.fixed_dictionaries({}, optional={"weight": st.sampled_from([50, 100]), "body": st.sampled_from(["one"])}),
    ),
    min_size=1,
    max_size=3,
)
SCORING = st.fixed_dictionaries(
    {"criteria": CRITERIA},
    optional={"maximum": st.integers(1, 30), "bodies": st.just([{"id": "one", "name": {"kk": "ә", "ru": "р"}}])},
)


def generated(stages: list[Any], submission: dict[str, Any], scoring: dict[str, Any]) -> dict[str, str]:
    """The files of a contest of these parts."""
    listed = [{"id": f"s_{n}", "source": {"page": 1}, **each} for n, each in enumerate(stages)]
    kinds = submission["kinds"]
    ways = [{"id": f"w_{n}", "source": {"page": 1}, "kind": kind, "plain": SAID} for n, kind in enumerate(kinds)]
    handed_in = {"ways": ways, **{name: value for name, value in submission.items() if name != "kinds"}}
    judged = {"source": {"page": 1}, **scoring}
    judged["criteria"] = [
        {"id": f"c_{n}", "number": n, "source": {"page": 1}, **each} for n, each in enumerate(scoring["criteria"], 1)
    ]
    for each in judged["criteria"]:
        if "judged" in each:
            each["judged"] = {**each["judged"], "lift": SAID}
    about = yaml.safe_load(DISTRICT["contest"]) | {"stages": listed}
    parts = {"contest": about, "submission": handed_in, "criteria": judged}
    return {**DISTRICT, **{name: yaml.safe_dump(part, allow_unicode=True) for name, part in parts.items()}}


@given(STAGES, SUBMISSION, SCORING)
@settings(max_examples=60)
@pytest.mark.slow
def test_any_stages_ways_and_criteria_load_or_are_refused_in_words(
    stages: list[Any], submission: dict[str, Any], scoring: dict[str, Any]
) -> None:
    try:
        contest = load_files("district", generated(stages, submission, scoring))
    except ContentError as error:
        for language in WRITTEN_LANGUAGES:
            for fault, line in zip(error.faults, told(TEXTS_OF_THE_BOT, language, error.faults), strict=True):
                assert not line.endswith(fault.message), line
    else:
        assert len(contest.contest.stages) == len(stages)
        assert [way.kind for way in contest.submission.ways] == submission["kinds"]
        for way in contest.submission.ways:
            needed = {"email": contest.submission.email, "portal": contest.submission.portal}
            assert needed.get(way.kind.value, contest.submission.address) is not None
        for index, stage in enumerate(contest.contest.stages):
            known = [each for each in contest.days(stage) if each]
            assert known == sorted(known)
            assert not stage.remind or index == 0 or stage.starts
