"""Numbers are given once: SQLite gave those of deleted rows again, while old buttons and cards still named them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = (
    "packages",
    "assessments",
    "asked",
    "outbox",
    "questions",
    "question_messages",
    "question_versions",
    "ready_answers",
    "shared_answers",
    "contest_versions",
    "announcements",
    "announcement_messages",
    "audit",
)

# Where a button says a number: its prefix, the place of the number among the fields, and the table it is of.
BUTTONS = {
    "questions": {
        1: "thread more solved rate askstaff case reply sendheld dropheld take pass passto byphone closeq useful ready "
        "sendready",
        2: "asksend askdrop ready1",
    },
    "asked": {2: "askc notit foundt", 4: "answer"},
    "packages": {
        2: "docs steps pack workon name archive team invite revoke leave remove teamnotices assess begin",
        3: "day setday doc ask step choose",
        4: "setdoc say did",
    },
    "assessments": {1: "crit point level finish result", 3: "begin"},
    "announcements": {
        1: "ann annsay annunsay annmiss annbtns anngoal annadd annbtn annlabel annunbtn annwho annpart annset annall "
        "annwhen annnow annview annok annsend anndrop annopen bc bcpause bcstop bcdraft bcrep bcfile bcfix bcfixed "
        "bcback",
    },
    "shared_answers": {1: "shared setshared approve"},
    "ready_answers": {1: "ready1 setready dropready", 2: "sendready"},
    "contest_versions": {1: "cback cver cpublish cdrop"},
}
PLACES = {
    (prefix, place): table
    for table, places in BUTTONS.items()
    for place, prefixes in places.items()
    for prefix in prefixes.split()
}
BUTTON = re.compile(r'"(?:callback_)?data": ?"\+?([a-z0-9]+:[^"\\]*)"')

# What the content of a row of the outbox is about, and the details of a deed.
CONTENT = {
    "question": "questions",
    "said": "question_messages",
    "since": "question_messages",
    "asked": "asked",
    "package": "packages",
    "announcement": "announcements",
    "shared": "shared_answers",
    "version": "contest_versions",
}
DEEDS = {
    ("question", "number"): "questions",
    ("shared", "number"): "shared_answers",
    ("ready", "number"): "ready_answers",
    ("contest", "version"): "contest_versions",
    ("announcement", "announcement"): "announcements",
    ("broadcast", "announcement"): "announcements",
}
HIGHEST = 2**31 - 1


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # sequences never went back
    highest = _mentioned()
    for table in TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
    for table in TABLES:
        _go_on_from(table, highest[table])


def _go_on_from(table: str, number: int) -> None:
    connection = op.get_bind()
    values = {"name": table, "number": number}
    known = connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), values).scalar()
    if known is None:
        connection.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), values)
    elif known < number:
        connection.execute(sa.text("UPDATE sqlite_sequence SET seq = :number WHERE name = :name"), values)


def _mentioned() -> dict[str, int]:
    """The highest number of each table that anything still mentions; its row may be gone."""
    highest: defaultdict[str, int] = defaultdict(int)
    for table, number in (*_in_buttons(), *_in_outbox(), *_in_deeds(), *_in_messages()):
        if number <= HIGHEST:
            highest[table] = max(highest[table], number)
    return highest


def _in_buttons() -> Iterator[tuple[str, int]]:
    """Of questions that wait for words, and of updates that wait to be handled."""
    connection = op.get_bind()
    asked = "SELECT asked FROM people WHERE asked IS NOT NULL UNION SELECT answers FROM inbox WHERE answers IS NOT NULL"
    for (question,) in connection.execute(sa.text(asked)):
        yield from _in_button(question)
    for (body,) in connection.execute(sa.text("SELECT body FROM inbox WHERE done_at IS NULL")):
        for button in BUTTON.findall(body):
            yield from _in_button(button)


def _in_button(data: str) -> Iterator[tuple[str, int]]:
    prefix, *fields = data.split(":")
    for place, field in enumerate(fields, 1):
        if (prefix, place) in PLACES and field.isdecimal():
            yield PLACES[prefix, place], int(field)


def _in_outbox() -> Iterator[tuple[str, int]]:
    """Rows of announcements are many and name nothing but the announcement."""
    connection = op.get_bind()
    for (content,) in connection.execute(sa.text("SELECT content FROM outbox WHERE announcement_id IS NULL")):
        said = json.loads(content)
        for name, table in CONTENT.items():
            if type(said.get(name)) is int:
                yield table, said[name]
    highest = connection.execute(sa.text("SELECT max(announcement_id) FROM outbox")).scalar()
    yield "announcements", highest or 0


def _in_deeds() -> Iterator[tuple[str, int]]:
    for action, detail in op.get_bind().execute(sa.text("SELECT action, detail FROM audit")):
        said = json.loads(detail)
        for name, value in said.items():
            table = DEEDS.get((action.partition(".")[0], name))
            if table and type(value) is int:
                yield table, value


def _in_messages() -> Iterator[tuple[str, int]]:
    """What was typed before a question stands in it under the number of what was typed, negative."""
    typed = sa.text("SELECT min(message_id) FROM question_messages WHERE message_id BETWEEN :lowest AND -1")
    yield "asked", -(op.get_bind().execute(typed, {"lowest": -HIGHEST}).scalar() or 0)
