"""A question by its words, in whatever form they stand, and by tags."""

import re
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select

from content.matching.grammar import meaningful, stems
from content.texts.plain_words import plain
from storage.database import Reader, Writer
from storage.questions.questions import LISTED, QuestionLine, as_line
from storage.questions.queues import Sight
from storage.tables import question_words, questions
from storage.upsert import insert

LONGEST = 24
TAG = re.compile(r"#\w+")
MOST_WORDS = 6
"""Of what is looked for."""
RARE = 30
"""A word that fewer questions have leads to them; what all have is looked for from the newest question on."""


def forms(text: str) -> list[tuple[str, ...]]:
    """Of each word of a text, HTML or not, all that is left of it without its endings; a tag (#смета) stays whole."""
    said = plain(text)
    tags = [(tag.casefold()[:LONGEST],) for tag in TAG.findall(said)]
    words = [tuple(stem[:LONGEST] for stem in stems(word)) for word in meaningful(TAG.sub(" ", said))]
    return [*tags, *words]


async def keep(connection: Writer, question_id: int, text: str) -> None:
    kept = sorted({form for word in forms(text) for form in word})
    if kept:
        statement = insert(connection, question_words).on_conflict_do_nothing()
        await connection.execute(statement, [{"word": word, "question_id": question_id} for word in kept])


async def replace(connection: Writer, question_id: int, text: str) -> None:
    """It is found by these words alone."""
    await connection.execute(delete(question_words).where(question_words.c.question_id == question_id))
    await keep(connection, question_id, text)


async def search(connection: Reader, sight: Sight, text: str, limit: int) -> list[QuestionLine]:
    """Questions that somebody sees and that have all of these words, the newest first."""
    wanted = forms(text)[:MOST_WORDS]
    if not wanted:
        return []
    leading, rare = await _rarest(connection, wanted)
    conditions = [_has(word) for word in wanted if word is not leading]
    conditions.append(questions.c.id > 0 if rare is None else questions.c.id.in_(rare))
    statement = select(*LISTED).where(*conditions, or_(*_seen(sight))).order_by(questions.c.id.desc()).limit(limit)
    return [as_line(row) for row in (await connection.execute(statement)).all()]


async def _rarest(
    connection: Reader, wanted: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, ...] | None, Collection[int] | None]:
    """The word that the fewest questions have, and these; nothing where all of the words are common."""
    for word in wanted:
        statement = select(question_words.c.question_id).where(question_words.c.word.in_(word)).limit(RARE)
        having = set((await connection.execute(statement)).scalars())
        if len(having) < RARE // len(word):
            return word, having
    return None, None


def _has(word: tuple[str, ...]) -> ColumnElement[bool]:
    return exists().where(question_words.c.word.in_(word), question_words.c.question_id == questions.c.id)


def _seen(sight: Sight) -> Iterator[ColumnElement[bool]]:
    """By expressions, not columns: no index of these may take the place of the order."""
    holder, contest, region = (
        func.coalesce(column, "") for column in (questions.c.holder, questions.c.contest_id, questions.c.region_id)
    )
    yield holder.in_(sight.holders)
    yield func.coalesce(questions.c.taken_by, 0) == sight.person_id
    for each in sight.contests:
        yield contest == each
    for each, own in sight.regions:
        yield and_(contest == each, region == own)
