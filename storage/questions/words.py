"""A question by its words, in whatever form they stand, by tags, and by what it asks for."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2s
from math import ceil

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select

from content.matching.grammar import meaningful, stems
from content.texts.plain_words import plain
from storage.database import Reader, Writer
from storage.questions.questions import LISTED, QuestionLine, as_line
from storage.questions.queues import Sight
from storage.tables import question_words, questions
from storage.tables.questions import QuestionState
from storage.upsert import insert

LONGEST = 24
TAG = re.compile(r"#\w+")
MEANT = "="
"""What a question asks for stands among its words, with this before it: no word begins so."""
DIGEST = 8
"""Bytes of what it asks for."""
MOST_WORDS = 6
"""Of what is looked for."""
RARE = 30
"""A word that fewer questions have leads to them; what all have is looked for from the newest question on."""
PROBED = 16
"""Words of a question of which is asked how rare they are, the longest first."""
SCANNED = 1000
"""Entries of the index that one look goes through."""


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


async def mean(connection: Writer, question_id: int, meant: str | None) -> None:
    """What it asks for, in whatever words; what was known of that before is forgotten."""
    of_question = question_words.c.question_id == question_id
    await connection.execute(delete(question_words).where(of_question, _is_meant()))
    if meant is not None:
        await connection.execute(question_words.insert().values(word=meant, question_id=question_id))


def meaning(language: str, key: str) -> str:
    """How it stands among the words; an answer serves one language."""
    return MEANT + blake2s(f"{language}:{key}".encode(), digest_size=DIGEST).hexdigest()


async def meanings(connection: Reader, question_ids: Collection[int]) -> Mapping[int, str]:
    """What questions ask for, of those of which it is clear."""
    statement = select(question_words).where(question_words.c.question_id.in_(question_ids), _is_meant())
    return {row.question_id: row.word for row in (await connection.execute(statement)).all()}


def _is_meant() -> ColumnElement[bool]:
    return question_words.c.word.startswith(MEANT)


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


async def telling(
    connection: Reader, wanted: Sequence[tuple[str, ...]], share: float
) -> tuple[Collection[int], Sequence[str]]:
    """Where to look for what has this share of all of these words: it has at least one of so many, the rarest.

    Questions that have one of those which are rare, and the forms of those which are not.
    """
    enough = len(wanted) - ceil(share * len(wanted)) + 1
    probed = sorted(wanted, key=lambda word: -len(word[0]))[:PROBED]
    having = [(await _having(connection, word), word) for word in probed]
    having.sort(key=lambda each: len(each[0]))
    rare = {number for numbers, _ in having[:enough] if len(numbers) < RARE for number in numbers}
    return rare, [form for numbers, word in having[:enough] if len(numbers) >= RARE for form in word]


async def _having(connection: Reader, word: tuple[str, ...]) -> Sequence[int]:
    """Questions that have a word, as far as that tells a rare one from a common one."""
    statement = select(question_words.c.question_id).where(question_words.c.word.in_(word)).limit(RARE)
    return (await connection.execute(statement)).scalars().all()


async def open_among(
    connection: Reader, sight: Sight, contest_id: str, numbers: Collection[int], limit: int
) -> list[QuestionLine]:
    """Those of these questions that are open, of the contest, and seen by somebody; the newest first."""
    statement = (
        select(*LISTED)
        .where(questions.c.id.in_(numbers), *_open(sight, contest_id))
        .order_by(questions.c.id.desc())
        .limit(limit)
    )
    return [as_line(row) for row in (await connection.execute(statement)).all()]


async def open_having(
    connection: Reader, sight: Sight, contest_id: str, form: str, before: int, limit: int
) -> list[QuestionLine]:
    """Open questions of a contest that somebody sees and that have a form of a word, the newest first.

    Of those numbered below `before`, and of as many as have that form at the most as can be looked through at once.
    """
    newest = (
        select(question_words.c.question_id)
        .where(question_words.c.word == form, question_words.c.question_id < before)
        .order_by(question_words.c.question_id.desc())
        .limit(SCANNED)
        .subquery()
    )
    statement = (
        select(*LISTED)
        .join(newest, newest.c.question_id == questions.c.id)
        .where(*_open(sight, contest_id))
        .order_by(newest.c.question_id.desc())
        .limit(limit)
    )
    return [as_line(row) for row in (await connection.execute(statement)).all()]


def _open(sight: Sight, contest_id: str) -> list[ColumnElement[bool]]:
    contest = func.coalesce(questions.c.contest_id, "") == contest_id
    return [questions.c.state == QuestionState.OPEN, contest, or_(*_seen(sight))]


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
