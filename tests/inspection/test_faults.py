"""Faults put one by one into whole applications: each is found, by the rules that it breaks and by no other."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.app import App
from content.models import Contest, Language
from storage.packages.packages import DocumentStatus
from tests.support.inspecting import looked_at
from tests.support.whole_applications import Row, WholeApplication, plain, said, whole, write

Spoil = Callable[[WholeApplication], object]
BARE, BOTH_LANGUAGES, IN_TOWNS, WITH_EVERYTHING = 0, 2, 5, 11
"""Seeds: neither partners nor a share; a paper in two languages; a topic of four towns; partners and a share."""


@dataclass(frozen=True)
class SeededFault:
    name: str
    spoil: Spoil
    rules: tuple[str, ...]
    seed: int = WITH_EVERYTHING


def grant(row: Row, by: int) -> None:
    """Of a row of the budget, with its price, so that the row stays even."""
    row["price"] = plain(int(row["price"][""]) + by)
    row["grant"] = plain(int(row["grant"][""]) + by)


def own(made: WholeApplication, amount: int) -> None:
    """Takes a part of the last row from the grant, and puts as much on the price."""
    row = made.money[-1][2]
    row["own"] = plain(amount)
    row["price"] = plain(int(row["price"][""]) + amount)


def without_share(made: WholeApplication) -> None:
    row = made.money[-1][2]
    row["price"] = plain(row["grant"][""])
    del row["own"]


def article(made: WholeApplication, begins: str) -> Row:
    return next(row for _, _, row in made.money if row.get("article", {}).get("kk", "").startswith(begins))


def rename(made: WholeApplication, table: str, column: str, words: dict[str, str], number: int = 0) -> None:
    made.tables[table][number][column] = words


def empty(made: WholeApplication, *fields: str) -> None:
    for each in (*fields, "experience"):
        made.tables.pop(each, None)
        made.texts.pop(each, None)


def two_roles(made: WholeApplication) -> None:
    made.tables["team"].pop(2)
    rename(made, "team", "position", said("Төраға, PR-маман", "Председатель, PR-специалист"))


def send(made: WholeApplication, **files: dict[str, object]) -> None:
    """The Word file and the scan in which everything is found, unless `files` say otherwise."""
    whole_file: dict[str, object] = {"parts": {f"doc_{number}": 0 for number in range(1, 10)}}
    made.files = {
        "1.docx": {"format": "docx", **whole_file, **files.pop("word", {})},
        "1.pdf": {"format": "pdf", "pages": 30, **whole_file, **files.pop("pdf", {})},
        **files,
    }


def without_word(made: WholeApplication) -> None:
    send(made)
    made.files.pop("1.docx")


OTHER = said("Бейсбол ойыны", "Игра в бейсбол")

FAULTS = (
    SeededFault("no topic", lambda made: setattr(made, "topic", ""), ("topic",)),
    SeededFault("a budget without a figure", lambda made: made.money.clear(), ("forms_begun",), BARE),
    SeededFault(
        "nothing about what one can do", lambda made: empty(made, "charter_fit", "equipment", "team"), ("forms_begun",)
    ),
    SeededFault("a text left out", lambda made: made.texts.pop("needs"), ("forms",)),
    SeededFault("an empty table", lambda made: made.tables.pop("risks"), ("forms",)),
    SeededFault("no partners, and no word of it", lambda made: made.tables.pop("partners"), ("forms",)),
    SeededFault("half a row", lambda made: made.tables["media"][0].pop("channel"), ("form_rows",)),
    SeededFault("no accountant's e-mail", lambda made: made.organisation.pop("acc_email"), ("organisation",)),
    SeededFault(
        "registered after the announcement",
        lambda made: made.organisation.update(registered=plain("2020-05-18")),
        ("registered_day",),
    ),
    SeededFault(
        "a charter not copied",
        lambda made: made.documents.update(doc_6=DocumentStatus.IN_PROGRESS),
        ("documents", "charter_copy"),
    ),
    SeededFault(
        "agreements not there yet",
        lambda made: made.documents.update(doc_8=DocumentStatus.NOT_STARTED),
        ("documents", "agreement_form"),
    ),
    SeededFault(
        "partners without agreements",
        lambda made: made.documents.update(doc_8=DocumentStatus.NOT_NEEDED),
        ("partners_paper",),
    ),
    SeededFault("partners denied", lambda made: made.facts.update(partners="no"), ("partners_denied",)),
    SeededFault(
        "a share without its letter",
        lambda made: made.documents.update(doc_9=DocumentStatus.NOT_NEEDED),
        ("share_paper",),
    ),
    SeededFault("a share denied", lambda made: made.facts.update(own_share="no"), ("own_denied",)),
    SeededFault(
        "a share claimed in answers alone",
        without_share,
        ("share_unfounded", "own_unfounded"),
    ),
    SeededFault(
        "a letter that confirms nothing",
        lambda made: made.documents.update(doc_9=DocumentStatus.READY),
        ("share_unfounded",),
        BARE,
    ),
    SeededFault(
        "others' money claimed in answers alone",
        lambda made: made.facts.update(other_funds="person"),
        ("other_unfounded",),
    ),
    SeededFault(
        "others' money in the budget alone",
        lambda made: made.money[-1][2].update(other=made.money[-1][2].pop("own")),
        ("other_denied", "own_unfounded"),
    ),
    SeededFault("a question not answered", lambda made: made.facts.pop("other_funds"), ("answers",)),
    SeededFault("more than the topic gives", lambda made: grant(made.money[-1][2], 1), ("grant_over",)),
    SeededFault("less than the topic gives", lambda made: grant(made.money[-1][2], -1000), ("grant_part",)),
    SeededFault(
        "a row that sources pay too little for",
        lambda made: made.money[1][2].update(price=plain(5_500)),
        ("rows_paid",),
    ),
    SeededFault(
        "a row that sources pay too much for",
        lambda made: made.money[1][2].update(own=plain(700)),
        ("rows_paid",),
    ),
    SeededFault(
        "a row without figures",
        lambda made: made.money.append(("supplies", -1, {"article": said("Қағаз", "Бумага")})),
        ("rows_counted",),
    ),
    SeededFault("a row without words", lambda made: made.money[0][2].update(article=said("", "")), ("rows_counted",)),
    SeededFault(
        "months before the topic's",
        lambda made: rename(made, "calendar", "months", plain("2020-05/2020-08")),
        ("months",),
    ),
    SeededFault(
        "months before those of this topic",
        lambda made: rename(made, "calendar", "months", plain("2020-06/2020-08")),
        ("months",),
        IN_TOWNS,
    ),
    SeededFault(
        "months after the last day",
        lambda made: rename(made, "calendar", "months", plain("2020-09/2020-12")),
        ("months",),
    ),
    SeededFault(
        "signed before the contest", lambda made: made.texts.update(signed_on=plain("2020-05-01")), ("signed_day",)
    ),
    SeededFault(
        "signed after the deadline", lambda made: made.texts.update(signed_on=plain("2020-06-10")), ("signed_day",)
    ),
    SeededFault(
        "a region that is none of the topic's",
        lambda made: made.texts.update(
            coverage=said(
                "Алматы, Өскемен, Петропавл, Орал, Қарағанды облысы",
                "Алматы, Усть-Каменогорск, Петропавловск, Уральск, Карагандинская область",
            )
        ),
        ("territory_other",),
        IN_TOWNS,
    ),
    SeededFault(
        "a town of the topic left out",
        lambda made: made.texts.update(
            coverage=said("Алматы, Өскемен, Петропавл", "Алматы, Усть-Каменогорск, Петропавловск")
        ),
        ("territory_left",),
        IN_TOWNS,
    ),
    SeededFault(
        "some regions of a topic for the whole country",
        lambda made: made.texts.update(
            coverage=said("Алматы қаласы, Түркістан облысы", "Алматы, Туркестанская область")
        ),
        ("territory_part",),
    ),
    SeededFault("a topic that leaves something open", lambda made: made.facts, ("topic_open",), BARE),
    SeededFault(
        "a balance not there yet",
        lambda made: made.documents.update(doc_7=DocumentStatus.NOT_STARTED),
        ("documents", "balance_left"),
    ),
    SeededFault(
        "no letter about the share yet",
        lambda made: made.documents.update(doc_9=DocumentStatus.IN_PROGRESS),
        ("documents", "share_form"),
    ),
    SeededFault("no head in the team", lambda made: made.tables["team"].pop(0), ("head_in_team", "head_listed")),
    SeededFault(
        "no accountant in the team", lambda made: made.tables["team"].pop(1), ("accountant_in_team", "acc_listed")
    ),
    SeededFault("nobody for the press", lambda made: made.tables["team"].pop(2), ("pr_in_team",)),
    SeededFault(
        "another head in the team",
        lambda made: rename(made, "team", "name", said("Сәтбаев Қанат", "Сатпаев Канат")),
        ("head_listed",),
    ),
    SeededFault("no video", lambda made: article(made, "Бейне").update(article=said("Кітапша", "Книжка")), ("video",)),
    SeededFault("no banner", lambda made: article(made, "Екі").update(article=said("Қалам", "Ручки")), ("banner",)),
    SeededFault("a balance of another day", lambda made: made.facts.update(balance_day="other"), ("balance_day",)),
    SeededFault(
        "an acting head without a name",
        lambda made: made.facts.update(signer="acting"),
        ("acting_unnamed", "acting_signs"),
    ),
    SeededFault("a deputy signs", lambda made: made.facts.update(signer="deputy"), ("deputy_signs",)),
    SeededFault(
        "a stamp and none",
        lambda made: made.organisation.update(seal=plain("no")),
        ("seal_alike",),
    ),
    SeededFault(
        "no stamp",
        lambda made: (made.facts.update(stamp="no"), made.organisation.update(seal=plain("no"))),
        ("no_stamp",),
    ),
    SeededFault(
        "other figures in Russian",
        lambda made: made.texts["outcomes"].update(ru="Обучено 999 человек"),
        ("figures",),
        BOTH_LANGUAGES,
    ),
    SeededFault(
        "another name in Russian",
        lambda made: made.tables["team"][2]["name"].update(ru="Петрова Мария"),
        ("names",),
        BOTH_LANGUAGES,
    ),
    SeededFault(
        "a text in one language",
        lambda made: made.texts["needs"].pop("ru"),
        ("languages",),
        BOTH_LANGUAGES,
    ),
    SeededFault("not sewn", lambda made: made.steps.pop("sewn"), ("steps",)),
    SeededFault(
        "an old project",
        lambda made: rename(made, "experience", "term", plain("2015-03/2016-11")),
        ("old_record",),
    ),
    SeededFault(
        "a problem without a figure",
        lambda made: made.texts.update(statistics=said("Интернет деректері", "Данные из интернета")),
        ("facts",),
    ),
    SeededFault(
        "a group that section 1 does not know",
        lambda made: rename(made, "beneficiary", "group", said("Футболшылар", "Футболисты")),
        ("groups_named", "groups_asked", "groups_heard"),
    ),
    SeededFault(
        "another number of people",
        lambda made: rename(made, "beneficiary", "count", plain(987)),
        ("counts_named",),
    ),
    SeededFault(
        "feedback of nobody known",
        lambda made: made.tables["satisfied"].append({"group": OTHER, "measure": said("Сауалнама", "Анкета")}),
        ("groups_asked",),
    ),
    SeededFault(
        "an activity with another name in the monitoring",
        lambda made: rename(made, "monitor", "activity", OTHER),
        ("monitor_strange", "monitor_left"),
    ),
    SeededFault(
        "an activity that section 1 does not know",
        lambda made: made.texts.update(activities=said("Кездесу", "Встреча")),
        ("activities_named",),
    ),
    SeededFault(
        "a task that section 1 does not know",
        lambda made: rename(made, "monitor", "task", said("Үй салу", "Построить дом")),
        ("tasks_named",),
    ),
    SeededFault(
        "an indicator without a figure",
        lambda made: rename(made, "monitor", "indicators", said("Көп адам", "Много людей")),
        ("indicators",),
    ),
    SeededFault(
        "an outcome without a figure",
        lambda made: made.texts.update(outcomes=said("Жақсы болады", "Станет лучше")),
        ("outcomes",),
    ),
    SeededFault(
        "an activity without money",
        lambda made: made.money.remove(last_of(made)),
        ("activities_paid", "grant_part"),
    ),
    SeededFault(
        "sub-points that one says are not met",
        lambda made: made.judged["criterion_3"].update({5: False}),
        ("own_judgement",),
    ),
    SeededFault(
        "money for equipping the office",
        lambda made: made.money.append(("equipping", -1, equipping(made))),
        ("percent",),
    ),
    SeededFault(
        "two roles of one person",
        two_roles,
        ("two_roles",),
    ),
    SeededFault("no file but the scan", without_word, ("one_word",)),
    SeededFault("two scans", lambda made: send(made, б={"format": "pdf", "pages": 2}), ("one_pdf",)),
    SeededFault("the budget as a spreadsheet", lambda made: send(made, б={"format": "xlsx"}), ("other_files",)),
    SeededFault(
        "a scan that does not open", lambda made: send(made, pdf={"refused": "password", "parts": {}}), ("files_open",)
    ),
    SeededFault(
        "a Word file without the budget",
        lambda made: send(made, word={"parts": {f"doc_{number}": 0 for number in (1, 2, 3, 4, 6, 7, 8, 9)}}),
        ("file_parts",),
    ),
)


def last_of(made: WholeApplication) -> tuple[str, int, Row]:
    """What the last activity costs."""
    number = max(activity for _, activity, _ in made.money)
    return next(each for each in made.money if each[1] == number)


def equipping(made: WholeApplication) -> Row:
    """Out of what another row has from the grant."""
    grant(made.money[-1][2], -60_000)
    return {
        "article": said("Орындық", "Стулья"),
        "quantity": plain(6),
        "price": plain(10_000),
        "grant": plain(60_000),
    }


def test_there_are_enough() -> None:
    assert len({each.name for each in FAULTS}) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: each.name)
async def test_a_fault_is_found_and_nothing_else(app: App, contest: Contest, fault: SeededFault) -> None:
    made = whole(contest, fault.seed)
    fault.spoil(made)
    await write(app, made, 7001)
    topic = contest.topic(made.topic)
    left_open = topic is not None and any(point.unclear for point in (*topic.tasks, *topic.results))
    expected = {*fault.rules, *(["topic_open"] if left_open else ())}
    for language in Language:
        found = await looked_at(app, 7001, language)
        assert {each.rule.id for each in found} == expected, [each.words for each in found]


def test_every_rule_has_a_fault(contest: Contest) -> None:
    broken = {rule for fault in FAULTS for rule in fault.rules}
    assert {rule.id for rule in contest.inspection.rules} == broken
