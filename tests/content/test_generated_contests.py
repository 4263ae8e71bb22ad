"""Contests that nobody wrote: whatever shape their topics have, they load, and a spreadsheet says the same of them."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content import contest_tables
from content.bundles import in_folder
from content.contest_tables import columns, merged, rows
from content.loader import load_files
from content.models import Contest

DISTRICT = in_folder(Path("tests/data/contests/district"), Contest.model_fields)
WORDS = st.text("абвгд ,:;-#'\"[]{}&*?|>%@«»", min_size=1, max_size=30).map(str.strip).filter(bool)
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
