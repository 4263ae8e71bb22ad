"""Rules of the content: one edit of the real contest, one fault."""

import pytest

from tests.content.conftest import Edit, Folder

ITEM_ID = "String should match pattern '^[a-z][a-z0-9_]{1,19}$'"
GAP = "numbers do not run from 1 without a gap"

IDS: dict[str, Edit] = {
    "capital letters": ("topics.yaml", "- id: topic_2", "- id: Topic-2", f"topics.2.id: {ITEM_ID}"),
    "too long for a button": ("topics.yaml", "- id: topic_2", f"- id: {'t' * 21}", f"topics.2.id: {ITEM_ID}"),
    "an unknown consultant": (
        "regions.yaml",
        "consultant: mukhanov\n    aliases: [Қызылорда",
        "consultant: nobody\n    aliases: [Қызылорда",
        "regions.10.consultant: no consultant has the id 'nobody'",
    ),
    "an idle consultant": (
        "regions.yaml",
        "\nregions:\n",
        "\n  - id: ivanov\n    name: Иванов Иван\n    phone: {printed: 8 702 796 37 93}\nregions:\n",
        "consultants.9.id: Иванов Иван answers for no region",
        "- id: ivanov",
    ),
    "an unknown ground": (
        "grounds.yaml",
        "threshold: half_score",
        "threshold: half",
        "threshold: no void ground has the id 'half'",
    ),
    "a number left out": (
        "topics.yaml",
        "    number: 7\n",
        "    number: 8\n",
        f"topics: {GAP}: [1, 2, 3, 4, 5, 6, 8]",
        "\ntopics:",
        "topics:",
    ),
    "a number twice": (
        "documents.yaml",
        "    number: 6\n",
        "    number: 5\n",
        f"documents: {GAP}: [1, 2, 3, 4, 5, 5, 7, 8, 9]",
        "\ndocuments:",
        "documents:",
    ),
    "a criterion left out": (
        "criteria.yaml",
        "    number: 6\n",
        "    number: 7\n",
        f"criteria: {GAP}: [1, 2, 3, 4, 5, 7]",
        "\ncriteria:",
        "criteria:",
    ),
    "a plan row twice": (
        "plan.yaml",
        "- number: 75\n",
        "- number: 74\n",
        f"directions: {GAP}: {[*range(1, 75), 74]}",
        "\ndirections:",
        "directions:",
    ),
    "a document overlooked": ("documents.yaml", "count: 9", "count: 8", "count: 8 documents announced, 9 listed"),
}


@pytest.mark.parametrize("edit", IDS.values(), ids=IDS)
def test_ids_and_numbers(folder: Folder, edit: Edit) -> None:
    folder.assert_refused(edit)


@pytest.mark.parametrize(
    ("file", "first", "second", "place"),
    [
        ("topics.yaml", "topic_1", "topic_2", "topics.2"),
        ("documents.yaml", "doc_8", "doc_9", "documents.9"),
        ("criteria.yaml", "criterion_1", "criterion_6", "criteria.6"),
        ("submission.yaml", "by_post", "by_email", "rules.3"),
        ("grounds.yaml", "bankrupt", "arrested", "excluded.2"),
        ("grounds.yaml", "in_database", "meets_rules", "required.2"),
        ("grounds.yaml", "rules_mismatch", "plan_mismatch", "refusal.2"),
        ("grounds.yaml", "one_filed", "one_admitted", "void.3"),
        ("regions.yaml", "akmola", "shymkent", "regions.17"),
    ],
)
def test_an_id_stands_once(folder: Folder, file: str, first: str, second: str, place: str) -> None:
    edit = (f"- id: {second}\n", f"- id: {first}\n", f"{place}.id: id '{first}' stands twice")
    folder.assert_refused((file, *edit, f"- id: {first}\n", f"- id: {first}\n"))


RU = "  ru: Повторный конкурс, 2020\n"
KK = "  kk: Қайта конкурс, 2020\n"

LANGUAGE: dict[str, tuple[str, str, str]] = {
    "Russian left out": (RU, "", "short.ru: Field required"),
    "Kazakh left out": (KK, "", "short.kk: Field required"),
    "another figure": (RU, RU.replace("2020", "2021"), "short: figures differ: kk ['2020'], ru ['2021']"),
    "a figure left out": (KK, KK.replace(", 2020", ""), "short: figures differ: kk [], ru ['2020']"),
    # the letters of a, o and e look alike in both alphabets
    "a Latin letter in Russian": (RU, RU.replace("По", "Пo"), "short: ru: 'Пoвторный' mixes Latin and Cyrillic letters"),
    "a Latin letter in Kazakh": (KK, KK.replace("та", "тa"), "short: kk: 'Қайтa' mixes Latin and Cyrillic letters"),
    "a Kazakh letter in a Latin word": (
        KK,
        KK.replace("конкурс", "grаnt"),
        "short: kk: 'grаnt' mixes Latin and Cyrillic letters",
    ),
    "shouting in Russian": (RU, RU.replace("2020", "2020!"), "short: ru: no exclamation marks"),
    "shouting in Kazakh": (KK, KK.replace("2020", "2020!"), "short: kk: no exclamation marks"),
}


@pytest.mark.parametrize(("old", "new", "message"), LANGUAGE.values(), ids=LANGUAGE)
def test_both_languages_say_the_same_in_clean_words(folder: Folder, old: str, new: str, message: str) -> None:
    folder.assert_refused(("contest.yaml", old, new, message, "\nshort:", "short:"))


@pytest.mark.parametrize(
    ("new", "message"),
    [('  ru: ""\n', "String should have at least 1 character"), ('  ru: " "\n', "String should have at least 1 character")]
    + [("  ru:\n", "Input should be a valid string"), ("  ru: 2020\n", "Input should be a valid string")],
)
def test_a_text_has_words(folder: Folder, new: str, message: str) -> None:
    folder.assert_refused(("contest.yaml", RU, new, f"short.ru: {message}", "\nshort:", "ru:"))


def test_texts_deep_inside_are_read_too(folder: Folder) -> None:
    folder.assert_refused(
        (
            "criteria.yaml",
            "ru: Все пять полностью",
            "ru: Все 5 полностью",
            "criteria.3.levels.7.choice: figures differ: kk [], ru ['5']",
            "- id: criterion_3",
            "score: 7",
            "choice:",
        )
    )


SUMS: dict[str, tuple[str, str, str, str]] = {
    "a direction": (
        "topics.yaml",
        "subtotal: 5782000",
        "subtotal: 5782001",
        "directions.2.subtotal: topics add up to 5782000, not 5782001",
    ),
    "all topics": (
        "topics.yaml",
        "\ntotal: 304503000",
        "\ntotal: 304503001",
        "total: topics add up to 304503000, not 304503001",
    ),
    "criteria": ("criteria.yaml", "maximum: 25", "maximum: 28", "maximum: criteria add up to 25, not 28"),
    "criteria of a local budget": (
        "criteria.yaml",
        "maximum_local: 28",
        "maximum_local: 25",
        "maximum_local: criteria add up to 28, not 25",
    ),
    "a direction of the plan": (
        "plan.yaml",
        "subtotal: 29208",
        "subtotal: 29209",
        "directions.9.subtotal: rows add up to 29208, and no `flaw` says so",
    ),
    "the plan": ("plan.yaml", "\ntotal: 1131260", "\ntotal: 1143066", "total: rows add up to 1131260, not 1143066"),
    "the plan's second year": (
        "plan.yaml",
        "total_next_year: 15391",
        "total_next_year: 15390",
        "total_next_year: rows add up to 15391, not 15390",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), SUMS.values(), ids=SUMS)
def test_sums_add_up(folder: Folder, file: str, old: str, new: str, message: str) -> None:
    folder.assert_refused((file, old, new, message, new, new.strip()))


def test_a_topic_of_an_unlisted_direction_is_missed_in_the_other_sums_too(folder: Folder) -> None:
    folder.replace("topics.yaml", "    direction: 9\n", "    direction: 8\n")
    assert folder.faults() == [
        (
            "topics.yaml",
            folder.line("topics.yaml", "subtotal: 5782000"),
            "directions.2.subtotal: topics add up to 0, not 5782000",
        ),
        (
            "topics.yaml",
            folder.line("topics.yaml", "direction: 8"),
            "topics.6.direction: direction 8 is not listed",
        ),
    ]


INVALID = "is no valid number of Kazakhstan; a faulty print needs a `flaw`"

PHONES: dict[str, Edit] = {
    "too short": (
        "regions.yaml",
        "8 702 796 37 92",
        "8 702 796 37 9",
        f"consultants.1.phone: '8 702 796 37 9' {INVALID}",
        "phone:",
    ),
    "words": ("regions.yaml", "8 702 796 37 92", "жоқ", f"consultants.1.phone: 'жоқ' {INVALID}", "phone:"),
    "valid after all": (
        "regions.yaml",
        "8 775 591 55 708",
        "8 775 591 55 07",
        "regions.11.phone: '8 775 591 55 07' is a valid number, yet it carries a `flaw`",
        "- id: mangystau",
        "phone:",
    ),
}


@pytest.mark.parametrize("edit", PHONES.values(), ids=PHONES)
def test_a_phone_can_be_dialled_or_says_why_not(folder: Folder, edit: Edit) -> None:
    folder.assert_refused(edit)


FIRST_LEVEL = """\
      - score: 1
        met: 0
        text:
          kk: Ұйымның жалпы әлеуеті осы көрсеткіш тармақшаларының ешқайсысына толығымен сәйкес келмейді
          ru: Общий потенциал организации полностью не соответствует ни одному из подпунктов этого показателя
"""
CHOICE = """\
        choice:
          kk: Бесеуі де толық
          ru: Все пять полностью
"""

LEVELS: dict[str, Edit] = {
    "a gap that is not admitted": (
        "criteria.yaml",
        FIRST_LEVEL,
        "",
        "criteria.1.levels: no level for 0 sub-points met, and no `unclear` that says so",
        "- id: criterion_1",
        "levels:",
    ),
    "two levels and no choice": (
        "criteria.yaml",
        CHOICE,
        "",
        "criteria.3.levels: several levels for 5 sub-points met need a `choice` each",
        "- id: criterion_3",
        "levels:",
    ),
    "more than can be met": (
        "criteria.yaml",
        "score: 7\n        met: 5",
        "score: 7\n        met: 6",
        "criteria.3.levels.7.met: there are only 5 sub-points",
        "met: 6",
    ),
    "less than nothing met": (
        "criteria.yaml",
        "score: 7\n        met: 5",
        "score: 7\n        met: -1",
        "criteria.3.levels.7.met: Input should be greater than or equal to 0",
        "met: -1",
    ),
    "scores out of order": (
        "criteria.yaml",
        "- score: 6\n",
        "- score: 5\n",
        "criteria.3.levels: levels stand in rising order of score",
        "- id: criterion_3",
        "levels:",
    ),
}


@pytest.mark.parametrize("edit", LEVELS.values(), ids=LEVELS)
def test_levels_leave_no_silent_gap(folder: Folder, edit: Edit) -> None:
    folder.assert_refused(edit)


def addenda(*moves: tuple[str, str]) -> str:
    rows = [f'{{at: "{at}", announced: "{day}", decision: {{kk: № 21, ru: № 21}}}}' for at, day in moves]
    return f"addenda: [{', '.join(rows)}]"


TIME: dict[str, Edit] = {
    "a zone that does not exist": (
        "contest.yaml",
        "zone: Asia/Almaty",
        "zone: Asia/Astana",
        "zone: Value error, 'Asia/Astana' is not a time zone of the IANA database",
    ),
    "a region in such a zone": (
        "regions.yaml",
        "zone: Asia/Oral",
        "zone: +05:00",
        "regions.7.zone: Value error, '+05:00' is not a time zone of the IANA database",
    ),
    "a deadline with an offset": (
        "contest.yaml",
        "2020-06-03T18:00:00",
        "2020-06-03T18:00:00+06:00",
        "deadline.original: write the local time, without an offset",
    ),
    "an addendum with an offset": (
        "contest.yaml",
        "addenda: []",
        addenda(("2020-06-05T18:00:00+06:00", "2020-06-03")),
        "deadline.addenda.1.at: write the local time, without an offset",
    ),
    "addenda out of order": (
        "contest.yaml",
        "addenda: []",
        addenda(("2020-06-05T18:00:00", "2020-06-03"), ("2020-06-08T18:00:00", "2020-06-02")),
        "deadline.addenda: addenda stand in the order in which they were announced",
    ),
    "a deadline without an hour": (
        "contest.yaml",
        "2020-06-03T18:00:00",
        "2020-06-03",
        "deadline.original: Input should be a valid datetime, invalid datetime separator, expected `T`, `t`, `_` or space",
    ),
    "a deadline before the announcement": (
        "contest.yaml",
        "2020-06-03T18:00:00",
        "2020-05-03T18:00:00",
        "deadline.original: the deadline lies before the announcement",
    ),
    "projects that end before the deadline": (
        "contest.yaml",
        '"2020-11-27"',
        '"2020-06-02"',
        "latest_project_end: projects would end before applications are taken",
    ),
    "a date of another format": (
        "contest.yaml",
        '"2020-05-14"',
        "14.05.2020",
        "announced: Input should be a valid date in the format YYYY-MM-DD, invalid character in year",
    ),
    "a month 13": (
        "topics.yaml",
        '"2020-07"',
        '"2020-13"',
        r"topics.6.period.starts: String should match pattern '^\d{4}-(0[1-9]|1[0-2])$'",
    ),
    "a period that ends before it starts": (
        "topics.yaml",
        '"2020-07"',
        '"2020-12"',
        "topics.6.period: the period ends before it starts",
        "- id: topic_6",
        "period:",
    ),
    "an eighth day of the week": (
        "submission.yaml",
        "[1, 2, 3, 4, 5]",
        "[1, 2, 3, 4, 8]",
        "office_hours.weekdays.5: Input should be less than or equal to 7",
    ),
    "lunch before opening": (
        "submission.yaml",
        'lunch_starts: "13:00:00"',
        'lunch_starts: "08:00:00"',
        "office_hours: opening, lunch and closing times are not in order",
        "office_hours:",
    ),
}


@pytest.mark.parametrize("edit", TIME.values(), ids=TIME)
def test_times_are_local_and_in_order(folder: Folder, edit: Edit) -> None:
    folder.assert_refused(edit)
