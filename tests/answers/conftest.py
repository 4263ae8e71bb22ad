"""What a contest answers at once."""

import pytest

from bot.app import App
from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import index
from content.models import Contest


@pytest.fixture
def answers(app: App, contest: Contest) -> AnswerIndex:
    return index(app.catalogue, app.texts, contest.id)
