"""Whole applications, made up from a seed: everything is there and agrees. Tests spoil one thing."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert

from bot.app import App
from content.models import BudgetPart, Contest, Language
from content.rules.forms.filled import Place
from storage.assessment import assessments
from storage.database import Writer
from storage.entry import people
from storage.forms import rows, workbooks
from storage.packages import packages
from storage.packages.packages import DONE, DocumentStatus
from storage.papers import hand_in_files
from storage.papers.hand_in_files import ArrivedFile
from storage.tables import form_answers, form_versions
from storage.tables.application.packages import MarkKind

Words = dict[str, str]
"""By language; figures, days and months under an empty one."""
Row = dict[str, Words]

ACTIVITIES = (
    ("Жоба жазу тренингі", "Тренинг по написанию проектов"),
    ("Дебат турнирі", "Дебатный турнир"),
    ("Медиа сауаттылық лагері", "Лагерь медиаграмотности"),
    ("Ата-аналар клубы", "Клуб родителей"),
    ("Волонтерлер форумы", "Форум волонтеров"),
    ("Ауыл кітапханасындағы сағат", "Час в сельской библиотеке"),
)
GROUPS = (
    ("Ауыл жастары", "Сельская молодежь", "14–29"),
    ("Мектеп оқушылары", "Школьники", "10–17"),
    ("Ата-аналар", "Родители", "25–50"),
    ("Зейнеткерлер", "Пенсионеры", "63–80"),
)
PEOPLE = (
    ("Ахметова Гүлнар Серікқызы", "Ахметова Гульнар Сериковна"),
    ("Оспанов Ерлан Болатұлы", "Оспанов Ерлан Болатович"),
    ("Ким Светлана Петровна", "Ким Светлана Петровна"),
    ("Жақыпова Әсел Маратқызы", "Жакыпова Асель Маратовна"),
    ("Төлеуов Дәурен Қайратұлы", "Тулеуов Даурен Кайратович"),
)
TASKS = (
    ("Қатысушыларды жоба жазуға үйрету", "Научить участников писать проекты"),
    ("Жергілікті бастамаларды қолдау", "Поддержать местные инициативы"),
)


def said(kk: str, ru: str) -> Words:
    return {"kk": kk, "ru": ru}


def plain(value: object) -> Words:
    return {"": str(value)}


@dataclass
class WholeApplication:
    """What will be written. `money` are rows of the budget: line, activity by its number or -1, and the parts."""

    topic: str
    languages: tuple[str, ...]
    texts: dict[str, Words] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    money: list[tuple[str, int, Row]] = field(default_factory=list)
    organisation: dict[str, Words] = field(default_factory=dict)
    documents: dict[str, DocumentStatus] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    judged: dict[str, dict[int, bool]] = field(default_factory=dict)
    files: dict[str, dict[str, object]] = field(default_factory=dict)
    """What was found in files that were sent, by their names."""


def whole(contest: Contest, seed: int) -> WholeApplication:
    """An application in which nothing is missing and everything agrees."""
    chance = random.Random(seed)
    topic = contest.topics.topics[seed % len(contest.topics.topics)]
    languages = (("kk",), ("ru",), ("kk", "ru"))[seed % 3]
    made = WholeApplication(topic.id, languages)
    activities = chance.sample(ACTIVITIES, chance.randint(2, 4))
    groups = [(each, chance.randint(20, 400)) for each in chance.sample(GROUPS, chance.randint(1, 3))]
    head, accountant, press, *_ = chance.sample(PEOPLE, 4)
    has_partners, has_share = bool(seed % 2), bool(seed % 4 // 2)
    _describe(made, contest, activities, groups)
    _group(made, head, accountant, press)
    _schedule(made, contest, activities, groups, chance)
    if has_partners:
        made.tables["partners"] = [
            {"partner": said("Ақкөл ішкі саясат бөлімі", "Отдел внутренней политики Акколя"),
             "part": said("Залды тегін береді", "Бесплатно дает зал")}
        ]  # fmt: skip
    assert topic.amount is not None
    _budget(made, topic.amount.most, len(activities), 150_000 if has_share else 0)
    _organisation(made, head, accountant)
    made.documents = {document.id: DocumentStatus.READY for document in contest.documents.documents}
    if not has_partners:
        made.documents["doc_8"] = DocumentStatus.NOT_NEEDED
    if not has_share:
        made.documents["doc_9"] = DocumentStatus.NOT_NEEDED
    made.facts = {
        "partners": "yes" if has_partners else "no",
        "own_share": "yes" if has_share else "no",
        "other_funds": "none",
        "stamp": "yes",
        "signer": "head",
        "balance_day": "as_of",
    }
    for step in contest.preparing.steps[:-1]:
        made.steps[step.id] = step.options[0].id if step.options else DONE
    for criterion in contest.scored:
        made.judged[criterion.id] = dict.fromkeys(range(1, len(criterion.sub_points) + 1), True)
    return made


Named = tuple[str, str]


def _describe(
    made: WholeApplication,
    contest: Contest,
    activities: list[Named],
    groups: list[tuple[tuple[str, str, str], int]],
) -> None:
    topic = contest.topic(made.topic)
    assert topic is not None
    assert topic.territory is not None
    people = sum(count for _, count in groups)
    places = [place.name for place in topic.places]
    towns = (", ".join(each.kk for each in places), ", ".join(each.ru for each in places))
    made.texts = {
        "signed_on": plain("2020-05-25"),
        "served": said("Ауыл жастары, 14–29 жас", "Сельская молодежь, 14–29 лет"),
        "charter_fit": said("Жарғының 2.1-тармағы: жастармен жұмыс", "Пункт 2.1 устава: работа с молодежью"),
        "equipment": said("Кеңсе 64 м², ноутбук 5", "Офис 64 м², ноутбуков 5"),
        "goal": said(f"{people} адамды бастамаларға тарту", f"Вовлечь в инициативы {people} человек"),
        "tasks": said(
            "\n".join(f"{number}. {kk}." for number, (kk, _) in enumerate(TASKS, 1)),
            "\n".join(f"{number}. {ru}." for number, (_, ru) in enumerate(TASKS, 1)),
        ),
        "activities": said("; ".join(kk for kk, _ in activities), "; ".join(ru for _, ru in activities)),
        "coverage": said(towns[0] or topic.territory.kk, towns[1] or topic.territory.ru),
        "groups": said(
            ", ".join(f"{kk} ({age} жас): {count}" for (kk, _, age), count in groups),
            ", ".join(f"{ru} ({age} лет): {count}" for (_, ru, age), count in groups),
        ),
        "outcomes": said(f"{people} адам оқыды", f"Обучено {people} человек"),
        "situation": said("Ауданда 4 200 жас бар", "В районе 4 200 молодых людей"),
        "statistics": said("Статистика комитеті, 2019 ж.", "Комитет по статистике, 2019 г."),
        "needs": said("Наурызда 6 кездесу өтті", "В марте прошло 6 встреч"),
        "afterwards": said("Клубтар жұмысын жалғастырады", "Клубы продолжат работу"),
        "org_role": said("Ұйым клубтарға үйлестіруші береді", "Организация дает клубам координатора"),
    }


def _group(made: WholeApplication, head: Named, accountant: Named, press: Named) -> None:
    posts = (
        (head, ("Төраға", "Председатель"), 12),
        (accountant, ("Бас бухгалтер", "Главный бухгалтер"), 9),
        (press, ("Қоғаммен байланыс маманы", "Специалист по связям с общественностью"), 5),
    )
    made.tables["team"] = [
        {
            "name": said(*name),
            "position": said(*post),
            "background": said("«Ауыл жастары» (2018–2019)", "«Молодежь села» (2018–2019)"),
            "years": plain(years),
            "duties": said("Жұмысты жоспарлайды", "Планирует работу"),
        }
        for name, post, years in posts
    ]
    made.tables["experience"] = [
        {
            "term": plain("2019-03/2019-11"),
            "name": said("«Ауыл жастары»", "«Молодежь села»"),
            "donor": said("Облыстық басқарма, Ақмола облысы", "Областное управление, Акмолинская область"),
            "cost": plain("4200000"),
            "result": said("180 жас оқыды", "Обучено 180 человек"),
        }
    ]


def _schedule(
    made: WholeApplication,
    contest: Contest,
    activities: list[Named],
    groups: list[tuple[tuple[str, str, str], int]],
    chance: random.Random,
) -> None:
    topic = contest.topic(made.topic)
    assert topic is not None
    assert topic.period is not None
    first = int(topic.period.starts[5:])
    made.tables["calendar"] = []
    made.tables["monitor"] = []
    for number, (kk, ru) in enumerate(activities):
        start = chance.randint(first, 11)
        months = f"2020-{start:02}/2020-{chance.randint(start, 11):02}"
        made.tables["calendar"].append({"activity": said(kk, ru), "months": plain(months)})
        made.tables["monitor"].append(
            {
                "task": said(*TASKS[number % len(TASKS)]),
                "activity": said(kk, ru),
                "results": said("Бірден: білім. Кейін: жобалар", "Сразу: знания. Потом: проекты"),
                "indicators": said("кемінде 20 адам, ризалық 8 балл", "не менее 20 человек, оценка 8 баллов"),
                "how_often": said("Ай сайын", "Каждый месяц"),
            }
        )
    made.tables["beneficiary"] = [
        {
            "group": said(kk, ru),
            "count": plain(count),
            "age": said(f"{age} жас", f"{age} лет"),
            "benefit": said("Жоба жазуды үйренеді", "Научатся писать проекты"),
        }
        for (kk, ru, age), count in groups
    ]
    made.tables["satisfied"] = [
        {"group": said(kk, ru), "measure": said("Сауалнама", "Анкета")} for (kk, ru, _), _ in groups
    ]
    made.tables["risks"] = [{"risk": said("Карантин", "Карантин"), "strategy": said("Zoom арқылы", "Через Zoom")}]
    made.tables["media"] = [
        {
            "product": said("Мақала", "Статья"),
            "count": plain(6),
            "channel": said("Аудандық газет", "Районная газета"),
            "how_often": said("Ай сайын", "Раз в месяц"),
        }
    ]


def _money(article: Words | None, quantity: int, price: int, own: int = 0) -> Row:
    row = {
        BudgetPart.UNIT.value: said("дана", "штука"),
        BudgetPart.QUANTITY.value: plain(quantity),
        BudgetPart.PRICE.value: plain(price),
        BudgetPart.GRANT.value: plain(quantity * price - own),
    }
    if article:
        row[BudgetPart.ARTICLE.value] = article
    if own:
        row[BudgetPart.OWN.value] = plain(own)
    return row


def _budget(made: WholeApplication, amount: int, activities: int, own: int) -> None:
    """The grant part comes to the whole amount of the topic."""
    made.money = [
        ("salary", -1, _money(said("Үйлестіруші", "Координатор"), 6, 150_000)),
        ("bank", -1, _money(None, 6, 5_000, own=0)),
    ]
    for number in range(activities):
        made.money.append(("persons", number, _money(said("Тренер", "Тренер"), 4, 25_000)))
    made.money.append(("companies", 0, _money(said("Бейне шолу", "Видеообзор"), 2, 90_000)))
    made.money.append(("handouts", 0, _money(said("Екі логотипті баннер", "Баннер с двумя логотипами"), 1, 40_000)))
    spent = sum(int(row["quantity"][""]) * int(row["price"][""]) for _, _, row in made.money)
    made.money.append(("companies", 0, _money(said("Басып шығару", "Печать"), 1, amount - spent + own, own=own)))


def _organisation(made: WholeApplication, head: Named, accountant: Named) -> None:
    made.organisation = {
        "full_name": said("«Жас қайрат» қоғамдық бірлестігі", "Общественное объединение «Жас қайрат»"),
        "bin": plain("160340001238"),
        "registered": plain("2016-03-14"),
        "address": said("Көкшетау қаласы, Абай көшесі, 12", "г. Кокшетау, ул. Абая, 12"),
        "seal": plain("yes"),
        "head_name": said(*head),
        "head_post": said("Төраға", "Председатель"),
        "head_phone": plain("+7 701 123 45 67"),
        "head_email": plain("info@example.kz"),
        "acc_name": said(*accountant),
        "acc_post": said("Бас есепші", "Главный бухгалтер"),
        "acc_phone": plain("+7 701 765 43 21"),
        "acc_email": plain("buh@example.kz"),
        "staff": plain(3),
        "invited": plain(2),
        "volunteers": plain(10),
    }


# --- into storage


async def write(app: App, made: WholeApplication, person_id: int, language: Language = Language.KK) -> int:
    """Writes it as its person's package, and returns its id."""
    now = app.clock.now()
    async with app.database.writing() as connection:
        await people.set_language(connection, person_id, language, now)
        package_id = await packages.open_new(connection, person_id, "2020-repeat", now)
        package = await packages.find(connection, person_id, "2020-repeat", package_id)
        assert package is not None
        if made.topic:
            await packages.set_topic(connection, package, made.topic)
        for kind, marks in (
            (MarkKind.DOCUMENT, made.documents),
            (MarkKind.FACT, made.facts),
            (MarkKind.STEP, made.steps),
        ):
            for item, value in marks.items():
                await packages.mark(connection, package, kind, item, str(value), person_id, now)
        theirs = await workbooks.open_for_organisation(connection, person_id, now)
        workbook = await workbooks.open_for_package(connection, package_id)
        await workbooks.set_languages(connection, workbook.id, tuple(map(Language, made.languages)))
        written = [
            *_answers(theirs.id, made.organisation, ("kk", "ru")),
            *_answers(workbook.id, made.texts, made.languages),
            *await _rows(connection, workbook.id, made),
        ]
        await _keep(connection, written, person_id, now)
        attempt = await assessments.start(connection, package_id, now)
        for criterion, points in made.judged.items():
            for point, met in points.items():
                await assessments.answer(connection, attempt, criterion, point, int(met))
        for number, (name, found) in enumerate(made.files.items(), 1):
            file = ArrivedFile(number, None, name, 2**20, found)
            await hand_in_files.keep(connection, person_id, package_id, file, now)
    return package_id


def _answers(
    workbook: int,
    texts: Mapping[str, Words],
    languages: tuple[str, ...],
    place: Place = Place(""),  # noqa: B008  it is frozen
) -> Iterator[dict[str, object]]:
    """Of fields, or of the columns of a row, as they stand in the table of answers."""
    for name, words in texts.items():
        field, column = (place.field, name) if place.field else (name, "")
        for language, value in words.items():
            if value and (not language or language in languages):
                where = {"field_id": field, "row": place.row, "column": column, "language": language}
                yield {"workbook_id": workbook, **where, "value": value, "origin": "", "version": 1}


async def _keep(connection: Writer, written: Iterable[dict[str, object]], person: int, now: datetime) -> None:
    """All at once: as single changes they would take most of the time of the tests that need them."""
    kept = [{**each, "changed_at": now, "changed_by": person} for each in written]
    for table in (form_answers, form_versions) if kept else ():
        await connection.execute(insert(table), kept)


async def _rows(connection: Writer, workbook: int, made: WholeApplication) -> list[dict[str, object]]:
    """Adds the rows, and returns the answers in them."""
    keys: dict[str, list[str]] = {}
    written: list[dict[str, object]] = []
    for table, found in made.tables.items():
        for number, row in enumerate(found):
            key, _ = await rows.add(connection, workbook, table, f"{table}.{number}")
            keys.setdefault(table, []).append(key)
            written += _answers(workbook, row, made.languages, Place(table, key))
    for number, (line, activity, row) in enumerate(made.money):
        to = keys["calendar"][activity] if activity >= 0 else ""
        if BudgetPart.ARTICLE.value in row:
            key, _ = await rows.add(connection, workbook, "budget", f"budget.{number}", line, to)
        else:
            key = f"{line}.{to}" if to else line
        written += _answers(workbook, row, made.languages, Place("budget", key))
    return written
