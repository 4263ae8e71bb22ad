"""Whole applications, written into storage: nothing is remarked that is not so."""

import pytest

from bot.app import App
from content.models import Contest, Language
from tests.support.inspecting import looked_at
from tests.support.whole_applications import whole, write

SEEDS = range(10)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_whole_application_gets_no_remark(app: App, contest: Contest, seed: int) -> None:
    made = whole(contest, seed)
    if seed % 2:
        everything = {"parts": {f"doc_{number}": number for number in range(1, 10)}}
        made.files = {"1.docx": {"format": "docx", **everything}, "1.pdf": {"format": "pdf", "pages": 9, **everything}}
    await write(app, made, 7001)
    topic = contest.topic(made.topic)
    assert topic is not None
    left_open = any(point.unclear for point in (*topic.tasks, *topic.results))
    for language in Language:
        found = await looked_at(app, 7001, language)
        assert [(each.rule.id, each.words) for each in found if each.rule.id != "topic_open"] == []
        assert [each.rule.id for each in found] == ["topic_open"] * left_open
