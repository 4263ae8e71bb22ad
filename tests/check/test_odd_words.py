"""Whatever people type, wherever they are asked for something: a sentence that says what is wrong, never an error."""

import logging

import pytest

from bot.app import App
from content.models import Language
from storage.entry import people
from tests.support.broadcasting import confirm, go, text
from tests.support.consulting import CONSULTANT, IBADULLAEV, ask, linked
from tests.support.conversation import Chats, Phone
from tests.support.staff import OWNER

LONGEST = 4096
"""Characters of a message that a person may send."""
WORDS = (
    ".",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "Иванов Иван",
    "а" * LONGEST,
    "😀" * (LONGEST // 2),
    "жарты � белгі",
    "\u200f\u202e\u2066\u200b\ufeff",
    "қоңырау\x07\x1b[31m\x85\x7f\uffff",
    "З" + "\u0301" * 300,
    "1234567890",
    "9" * 400,
    "²½",
    "бір\nекі\nүш\n\n\nтөрт",
    """<b>қате</b> &lt; & {{ 7*7 }} {% x %} %s %(a)d {0} '"«»` \\u0000 \\n '); DROP TABLE questions; --""",
)
"""For every place."""
PEOPLE = (
    "Иванов Иван,",
    ", +7 701 234 56 78",
    "+7 701 234 56 78",
    "Иванов Иван, +7 701",
    "Иванов Иван, телефон кейін",
    "Иванов Иван, +49 30 901820",
    'Иван: "Петров" # - [x] {y} &a *a !!python/object, +7 701 234 56 78',
    "null, +7 701 234 56 78",
    "1_000, +7 701 234 56 78",
    "а" * 4000 + ", +7 701 234 56 78",
    "Иванов Иван, " + "+7 701 234 56 78 немесе " * 100,
    "қоңырау\x07\x1b[31m\x85\x7f, +7 701 234 56 78",
    "Иван\u202eнави, +7 701 234 56 78",
    "Иван\uffff\U0010ffff, +7 701 234 56 78",
    "مرحبا بالعالم, +7 701 234 56 78",
    ",,,,,",
    "Иванов Иван\n+7 701 234 56 78\nAtyrau",
)
DAYS = (
    "0",
    "-1",
    "31.02.2020",
    "01.01.0000",
    "31.12.9999",
    "31.12.9999 23:59",
    "01.01.0001 00:00",
    "25.05 99:99",
    "25.05 – 20.05",
    "٣١.٠٥",
    "٣.٠٦ ٠٩:٠٠",
    "21, 20.05.2020, cisc.kz",
    "21, 31.02.2020, cisc.kz",
    "\x07, 20.05.2020, \u202e",
)
ADDRESSES = (
    "http://[::1",
    "https://a:99999/",
    "https://",
    "https://қаз.kz/жол?с=1#x",
    "https://a\u202eb.kz",
    "tg://user?id=1",
    "javascript:alert(1)",
    "//",
    "@",
)
SECTIONS = (
    "#",
    "#0 Жоқ",
    "#1",
    "#1\n\n#1\nекі рет",
    "#99999999999999999999 Жоқ\nсөз",
    "#1 <b>Қазіргі жағдай\n\x07\u202e</b>",
    "\n".join(f"#{number} а" for number in range(500)),
)
NUMBERS = ("№", "№0", "№-1", "№99999999999999999999", "#", '"', "a* OR b:", "NEAR(", "-", "^мөр AND")


class Who:
    """Those who type, each at home."""

    def __init__(self, applicant: Phone, owner: Phone, consultant: Phone) -> None:
        self.applicant = applicant
        self.owner = owner
        self.consultant = consultant


@pytest.fixture
async def who(app: App, chats: Chats) -> Who:
    applicant, owner = chats.person(7001), chats.person(OWNER, "ru", "Гүлнар")
    await applicant.begin()
    await owner.begin("Русский")
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Аскар И.")
    await ask(app, applicant, "Мөр керек пе?")
    await applicant.press("choose:2020-repeat:topic_6")
    await consultant.press("reply:1")
    await consultant.send("Жоқ.")
    await consultant.tap("Отправить")
    await consultant.press("useful:1")
    await consultant.press("newready:0")
    await consultant.send("Мөр")
    await confirm(app, {Language.KK: text("Сәлем"), Language.RU: text("Привет", 2)})
    await go(app)
    for step in ("annnew", "annadd:2:0:ask:"):
        await owner.press(step)
    return Who(applicant, owner, consultant)


PLACES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "nowhere": ("applicant", (), DAYS),
    "a search": ("applicant", ("search:2020-repeat",), ()),
    "a region": ("applicant", ("regions:2020-repeat",), ()),
    "the name of an application": ("applicant", ("name:2020-repeat:1",), ()),
    "an own day": ("applicant", ("day:2020-repeat:doc_6:1",), DAYS),
    "the day of a colleague": ("applicant", ("giveday:1:doc_6:7001",), DAYS),
    "a question": ("applicant", ("askc:2020-repeat:0",), ()),
    "a phone": ("applicant", ("askphone:2020-repeat",), ()),
    "more to a question": ("applicant", ("more:1",), ()),
    "a field of a form": ("applicant", ("fld:c2020-repeat:goal:::kk",), ()),
    "a day in a form": ("applicant", ("fld:c2020-repeat:signed_on",), DAYS),
    "a number about the organisation": ("applicant", ("fld:o0:staff",), DAYS),
    "a section as one message": ("applicant", ("fall:c2020-repeat:basics:kk",), SECTIONS),
    "a file brought back": ("applicant", ("bring:2020-repeat",), ()),
    "files to hand in": ("applicant", ("infiles:2020-repeat:0:1",), ()),
    "the deletion": ("applicant", ("forget",), ()),
    "a consultant's number": ("applicant", ("consult",), ()),
    "nothing of a consultant": ("consultant", (), ()),
    "an answer": ("consultant", ("reply:1",), ()),
    "a search for questions": ("consultant", ("findq",), NUMBERS),
    "a note": ("consultant", ("casenote:1",), ()),
    "a canned answer's title": ("consultant", ("newready:0",), ()),
    "a canned answer": ("consultant", ("setready:1:kk",), ()),
    "another title": ("consultant", ("setready:1:title",), ()),
    "a file": ("consultant", ("setready:1:file",), ()),
    "the first day away": ("consultant", ("setaway:::0", "away"), DAYS),
    "the last day away": ("consultant", ("setaway:::0", "setaway:200525::0"), DAYS),
    "a shared question": ("owner", ("setshared:1:question:kk",), ()),
    "a shared answer": ("owner", ("setshared:1:answer:ru",), ()),
    "a shared canned answer": ("owner", ("newready:1",), ()),
    "an answer of staff": ("owner", ("reply:1:1",), ()),
    "a broadcast": ("owner", ("annnew", "{annsay}"), ()),
    "the time of a broadcast": ("owner", ("annnew", "{annwhen}"), DAYS),
    "the address of a button": ("owner", ("annnew", "{annbtns}", "{anngoal}"), ADDRESSES),
    "the label of a button": ("owner", ("annbtn:2:1", "{annlabel}"), ()),
    "a correction": ("owner", ("bcfix:1:kk",), ()),
    "a moment": ("owner", ("cdecide:2020-repeat:extend:",), DAYS),
    "a moment to close": ("owner", ("cdecide:2020-repeat:close:",), DAYS),
    "a decision": ("owner", ("cdecide:2020-repeat:extend:2006081800",), DAYS),
    "a holiday": ("owner", ("cholidays:2020-repeat",), DAYS),
    "somebody to block": ("owner", ("blocks:1",), NUMBERS),
    "a question about a new contest": ("owner", ("outlineq:2020-repeat:begins",), DAYS),
    "a contest's files": ("owner", ("cfiles:2020-repeat",), ()),
    "a new contest": ("owner", ("contestnew:2020-repeat",), ()),
    "a consultant's name": ("owner", ("cwrite:2020-repeat:boranbaeva:name",), PEOPLE),
    "a consultant's phone": ("owner", ("cwrite:2020-repeat:boranbaeva:phone",), PEOPLE),
    "a new consultant": ("owner", ("cnew:2020-repeat:akmola",), PEOPLE),
    "the first day of figures": ("owner", ("dashd:2020-repeat::::0:",), DAYS),
    "the last day of figures": ("owner", ("dashd:2020-repeat::::0:200514",), DAYS),
    "a consultant's absence": ("owner", ("caway:2020-repeat:ibadullaev",), DAYS),
}
"""Who types; the buttons that lead there, {…} being the first of its kind on the screen before; what is odd there."""


def test_every_place_is_tried(app: App) -> None:
    tried = {way[-1].strip("{}").partition(":")[0] for _, way, _ in PLACES.values() if way}
    asking = {payload.__prefix__ for payload in (*app.navigation.answers, *app.navigation.received)}
    assert asking - tried == {"annsend"}  # the number of people, which has to be the very one


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
async def test_odd_words_end_in_a_sentence(app: App, who: Who, place: str, caplog: pytest.LogCaptureFixture) -> None:
    name, way, more = PLACES[place]
    phone: Phone = getattr(who, name)
    wrong = []
    for number, words in enumerate((*WORDS, *more)):
        if not await asked(app, phone):
            for step in way:
                await phone.press(step.format_map(seen(phone)))
        assert number or not way or await asked(app, phone), phone.text
        before = len(phone.messages)
        caplog.clear()
        await phone.send(words)
        faults = [record.exc_info for record in caplog.records if record.levelno >= logging.ERROR]
        wrong += [f"{words[:80]!r}: {fault}" for fault in faults]
        if len(phone.messages) < before + 2:
            wrong.append(f"{words[:80]!r}: no answer")
    assert wrong == []


async def asked(app: App, phone: Phone) -> str | None:
    """What the last screen asks for."""
    async with app.database.reading() as reader:
        person = await people.find(reader, phone.id)
    return person.asked if person else None


def seen(phone: Phone) -> dict[str, str]:
    """The first payload of each kind on the last screen."""
    payloads = [button.callback_data or "" for row in phone.rows for button in row]
    return {each.partition(":")[0]: each for each in reversed(payloads)}
