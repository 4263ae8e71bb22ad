"""Contests of a hundred topics and dozens of documents: answers that list them say how many more there are."""

from pathlib import Path

from bot.services.answers.answer_index import AnswerIndex
from content.answers.faults import answer_faults
from content.loader import load_contest
from content.models import Contest, Language
from tests.support.presence import there
from tests.support.wording import all_texts

FOLDER = Path("tests/data/contests/2025-style")
TOPICS, DOCUMENTS = 100, 40


def many() -> Contest:
    """With the longest that a topic or document may be called, and its own share."""
    contest = load_contest(FOLDER)
    topic, document = contest.topics.with_own_share[0], contest.documents.documents[0]
    topics = tuple(topic.model_copy(update={"id": f"t{number}", "number": number}) for number in range(1, TOPICS + 1))
    documents = tuple(
        document.model_copy(update={"id": f"d{number}", "number": number}) for number in range(1, DOCUMENTS + 1)
    )
    return contest.model_copy(
        update={
            "topics": contest.topics.model_copy(update={"topics": topics}),
            "documents": contest.documents.model_copy(update={"documents": documents}),
        }
    )


def test_lists_of_any_length_can_be_published_and_say_where_the_rest_stands() -> None:
    contest, texts = many(), all_texts()
    assert answer_faults(FOLDER, contest, texts) == []
    index = AnswerIndex(contest, texts)
    for answer, kk, ru in (
        ("total", "Қалғаны (90 тақырып) төмендегі батырмада.", "Остальные (90 тем) — по кнопке ниже."),
        ("topics_list", "Қалғаны (85 тақырып)", "Остальные (85 тем)"),
        ("own_contribution", "Қалғаны (94 тақырып)", "Остальные (94 темы)"),
        ("documents_list", "Қалғаны (25 құжат)", "Остальные (25 документов)"),
    ):
        found = there(index.get(answer, ""))
        for language, words in ((Language.KK, kk), (Language.RU, ru)):
            assert words in found.html(texts, language).replace("\N{NO-BREAK SPACE}", " ")
