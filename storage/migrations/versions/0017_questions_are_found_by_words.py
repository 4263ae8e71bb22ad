"""Queues of regions and of whole contests are found at once, and a question by its words."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

AT_ONCE = 1000
LONGEST, SHORTEST = 24, 3
MARKUP, TAG, WORD = re.compile(r"<[^>]+>"), re.compile(r"#\w+"), re.compile(r"[^\W_]+")
CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхй", "abvgdeziklmnoprstufhi", strict=True)),
        **dict(zip("әғқңөұүһіэёжчшщы", "agknouuhieejcwwi", strict=True)),
        "ц": "ts",
        "ю": "iu",
        "я": "ia",
        "ъ": "",
        "ь": "",
    }
)
LATIN = {"shch": "w", "sch": "w", "sh": "w", "ch": "c", "zh": "j", "kh": "h", "gh": "g", "ts": "ts", "c": "ts"}
LATIN |= {"q": "k", "w": "u", "x": "h", "y": "i"}
LATIN_SOUND = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))


def upgrade() -> None:
    op.drop_index("ix_questions_taken_by_state", "questions")
    op.create_index("ix_questions_taken_by_state_due_at", "questions", ["taken_by", "state", "due_at"])
    op.create_index("ix_questions_contest_id_state_due_at", "questions", ["contest_id", "state", "due_at"])
    op.create_index(
        "ix_questions_contest_id_region_id_state_due_at", "questions", ["contest_id", "region_id", "state", "due_at"]
    )
    words = op.create_table(
        "question_words",
        sa.Column("word", sa.String(length=24), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_question_words_question_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "question_id", name="pk_question_words"),
    )
    rows = [{"word": word, "question_id": number} for word, number in sorted(_known())]
    for first in range(0, len(rows), AT_ONCE):
        op.bulk_insert(words, rows[first : first + AT_ONCE])
    op.create_index("ix_question_words_question_id", "question_words", ["question_id"])


def _known() -> set[tuple[str, int]]:
    """Words of what was asked before."""
    return {(form, number) for number, text in _asked() for form in _forms(text)}


def _forms(text: str) -> Iterator[str]:
    """Tags, and of each word, spelled in one way, all beginnings that it may have without its endings."""
    plain = unescape(MARKUP.sub(" ", text))
    yield from (tag.casefold()[:LONGEST] for tag in TAG.findall(plain))
    folded = unicodedata.normalize("NFC", TAG.sub(" ", plain)).casefold()
    folded = LATIN_SOUND.sub(lambda sound: LATIN[sound[0]], folded).translate(CYRILLIC)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign))
    for word in WORD.findall(re.sub(r"([^\W\d])\1+", r"\1", bare.replace("ng", "n"))):
        whole = word[:LONGEST]
        least = min(max(SHORTEST, len(word) // 2), len(whole))
        yield from (whole[:size] for size in range(least, len(whole) + 1))


def _asked() -> Iterator[tuple[int, str]]:
    said = sa.table(
        "question_messages", sa.column("question_id"), sa.column("text"), sa.column("side"), sa.column("state")
    )
    sent = sa.select(said.c.question_id, said.c.text).where(said.c.side == "applicant", said.c.state == "sent")
    for row in op.get_bind().execute(sent):
        yield row.question_id, row.text
