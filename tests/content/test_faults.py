"""Rules of the content: edits of the real contest, and the one fault that each gives."""

import pytest

from content.checks import text_faults
from content.models import Language, Phone
from content.phones import dialled
from tests.content.conftest import Edit, Folder

# ids, numbers, references


def test_an_id_fits_into_a_button(folder: Folder) -> None:
    message = "String should match pattern '^[a-z][a-z0-9_]{1,18}$'"
    wrong = ["Topic", "1", "t", "t" * 20, "тақырып", "topic:6", "topic-7"]
    folder.assert_refused(
        *(
            ("topics.yaml", f"- id: topic_{number}\n", f'- id: "{wrong_id}"\n', f"topics.{number}.id: {message}")
            for number, wrong_id in enumerate(wrong, 1)
        )
    )


def test_an_id_stands_once(folder: Folder) -> None:
    def twice(file: str, place: str, taken: str, instead_of: str) -> Edit:
        line = f"- id: {taken}\n"
        return file, f"- id: {instead_of}\n", line, f"{place}.id: id {taken!r} stands twice", line, line

    folder.assert_refused(
        twice("topics.yaml", "topics.2", "topic_1", "topic_2"),
        twice("documents.yaml", "documents.9", "doc_8", "doc_9"),
        twice("criteria.yaml", "criteria.6", "criterion_1", "criterion_6"),
        twice("submission.yaml", "rules.3", "by_post", "by_email"),
        twice("submission.yaml", "not_stated.3", "receipt_proof", "withdrawal"),
        (
            "topics.yaml",
            "- id: needy\n",
            "- id: older\n    name: {kk: Аға буын, ru: Старшее поколение}\n  - id: needy\n",
            "audiences.9.id: id 'older' stands twice",
            *["- id: older"] * 2,
        ),
        twice("grounds.yaml", "excluded.2", "bankrupt", "arrested"),
        twice("grounds.yaml", "required.2", "in_database", "meets_rules"),
        twice("grounds.yaml", "refusal.2", "rules_mismatch", "plan_mismatch"),
        twice("grounds.yaml", "void.3", "one_filed", "one_admitted"),
        twice("regions.yaml", "regions.17", "akmola", "shymkent"),
    )


def test_numbers_run_without_a_gap(folder: Folder) -> None:
    def renumbered(file: str, items: str, old: int, new: int, numbers: list[int]) -> Edit:
        message = f"{items}: numbers do not run from 1 without a gap: {numbers}"
        return file, f" number: {old}\n", f" number: {new}\n", message, f"\n{items}:", f"{items}:"

    folder.assert_refused(
        renumbered("topics.yaml", "topics", 7, 8, [1, 2, 3, 4, 5, 6, 8]),
        renumbered("documents.yaml", "documents", 6, 5, [1, 2, 3, 4, 5, 5, 7, 8, 9]),
        renumbered("criteria.yaml", "criteria", 6, 7, [1, 2, 3, 4, 5, 7]),
        renumbered("plan.yaml", "directions", 75, 74, [*range(1, 75), 74]),
    )


def test_what_is_referred_to_is_there(folder: Folder) -> None:
    folder.assert_refused(
        (
            "regions.yaml",
            "consultant: mukhanov\n    aliases: [Қызылорда",
            "consultant: nobody\n    aliases: [Қызылорда",
            "regions.10.consultant: no consultant has the id 'nobody'",
        ),
        (
            "regions.yaml",
            "\nregions:\n",
            "\n  - id: ivanov\n    name: Иванов Иван\n    phone: {printed: 8 702 796 37 93}\nregions:\n",
            "consultants.9.id: Иванов Иван answers for no region",
            "- id: ivanov",
        ),
        ("grounds.yaml", "threshold: half_score", "threshold: half", "threshold: no void ground has the id 'half'"),
        ("documents.yaml", "count: 9", "count: 8", "count: 8 documents announced, 9 listed"),
    )


# language


def test_both_languages_say_the_same_in_clean_words(folder: Folder) -> None:
    folder.assert_refused(
        (
            "contest.yaml",
            "сағат 18.00-ге",
            "сағат 17.00-ге",
            "deadline.text: figures differ: kk ['00', '17', '2020', '3'], ru ['00', '18', '2020', '3']",
            "\ndeadline:",
            "text:",
        ),
        (
            "contest.yaml",
            "kk: коммерциялық",
            "kk: коммерциялық!",
            "operator.legal_form: kk: no exclamation marks",
            "legal_form:",
        ),
        (
            "contest.yaml",
            "ru: некоммерческое",
            "ru: нeкоммерческое",  # the first e is Latin
            "operator.legal_form: ru: 'нeкоммерческое' mixes Latin and Cyrillic letters",
            "legal_form:",
        ),
        (
            "topics.yaml",
            "kk: 14 облыс",
            "kk: 17 облыс",
            "topics.7.territory: figures differ: kk ['17'], ru ['14']",
            "- id: topic_7",
            "territory:",
        ),
        (
            "regions.yaml",
            "aliases: [Шымкент,",
            "aliases: [Шымкeнт,",  # a Latin e: nobody could type it
            "regions.17.aliases.1: 'Шымкeнт' mixes Latin and Cyrillic letters",
            "Шымкeнт",
        ),
    )


@pytest.mark.parametrize(
    ("kk", "ru", "faults"),
    [
        ("14 мамыр", "14 мая", []),
        ("27 қараша 2020", "2020 год, 27 ноября", []),
        ("30 000 адам", "30 тысяч человек", ["figures differ: kk ['000', '30'], ru ['30']"]),
        ("5 ойын, 40 команда", "40 команд", ["figures differ: kk ['40', '5'], ru ['40']"]),
        ("7 тақырып, 7 лот", "7 тем", ["figures differ: kk ['7', '7'], ru ['7']"]),
        ("USB-флешка, MS Word", "USB-флешка, MS Word", []),
        ("«Astana Apartments» БО", "БЦ «Astana Apartments»", []),
        ("Қaзақ", "казах", ["kk: 'Қaзақ' mixes Latin and Cyrillic letters"]),
        ("ҮEҰ", "НПО", ["kk: 'ҮEҰ' mixes Latin and Cyrillic letters"]),
        ("бағдарлама", "прoграмма", ["ru: 'прoграмма' mixes Latin and Cyrillic letters"]),
        ("grаnt", "грант", ["kk: 'grаnt' mixes Latin and Cyrillic letters"]),
        ("іс", "дeло и деньги, cмета", [f"ru: '{w}' mixes Latin and Cyrillic letters" for w in ("дeло", "cмета")]),
        ("Дайын!", "Готово!", ["kk: no exclamation marks", "ru: no exclamation marks"]),
    ],
)
def test_figures_alphabets_and_marks(kk: str, ru: str, faults: list[str]) -> None:
    assert list(text_faults({Language.KK: kk, Language.RU: ru})) == faults


# sums


def test_sums_add_up(folder: Folder) -> None:
    folder.assert_refused(
        (
            "topics.yaml",
            "subtotal: 5782000",
            "subtotal: 5782001",
            "directions.2.subtotal: topics add up to 5782000, not 5782001",
        ),
        (
            "topics.yaml",
            "\ntotal: 304503000",
            "\ntotal: 304503001",
            "total: topics add up to 304503000, not 304503001",
            "total: 304503001",
        ),
        ("criteria.yaml", "maximum: 25", "maximum: 28", "maximum: criteria add up to 25, not 28"),
        ("criteria.yaml", "maximum_local: 28", "maximum_local: 25", "maximum_local: criteria add up to 28, not 25"),
        (
            "plan.yaml",
            "subtotal: 29208",
            "subtotal: 29209",
            "directions.9.subtotal: rows add up to 29208, and no `flaw` says so",
        ),
        (
            "plan.yaml",
            "\ntotal: 1131260",
            "\ntotal: 1143066",
            "total: rows add up to 1131260, not 1143066",
            "total: 1143066",
        ),
        (
            "plan.yaml",
            "total_next_year: 15391",
            "total_next_year: 15390",
            "total_next_year: rows add up to 15391, not 15390",
        ),
    )


def test_a_topic_of_an_unlisted_direction_is_missed_in_its_sum_too(folder: Folder) -> None:
    folder.replace("topics.yaml", "    direction: 9\n", "    direction: 8\n")
    assert folder.faults() == [
        (
            "topics.yaml",
            folder.line("topics.yaml", "subtotal: 5782000"),
            "directions.2.subtotal: topics add up to 0, not 5782000",
        ),
        ("topics.yaml", folder.line("topics.yaml", "direction: 8"), "topics.6.direction: direction 8 is not listed"),
    ]


# phones


def test_a_phone_can_be_dialled_or_says_why_not(folder: Folder) -> None:
    folder.assert_refused(
        (
            "regions.yaml",
            "8 702 796 37 92",
            "8 702 796 37 9",
            "consultants.1.phone: '8 702 796 37 9' is no valid number of Kazakhstan; a faulty print needs a `flaw`",
            "phone:",
        ),
        (
            "regions.yaml",
            "8 708 688 22 36",
            "8 908 688 22 36",  # a number of Russia
            "consultants.7.phone: '8 908 688 22 36' is no valid number of Kazakhstan; a faulty print needs a `flaw`",
            "- id: maqsutbek",
            "phone:",
        ),
        (
            "regions.yaml",
            "8 775 591 55 708",
            "8 775 591 55 07",
            "regions.11.phone: '8 775 591 55 07' is a valid number, yet it carries a `flaw`",
            "- id: mangystau",
            "phone:",
        ),
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("8 702 796 37 92", "+77027963792"),
        ("+7 (702) 796-37-92", "+77027963792"),
        ("87027963792", "+77027963792"),
        ("8 7172 79 63 79", "+77172796379"),
        ("8 775 591 55 708", None),
        ("8 702 796 37 9", None),
        ("796 37 92", None),
        ("8 902 796 37 92", None),  # Russia shares the code of the country
        ("+996 702 796 379", "+996702796379"),
        ("+996 702 796 37", None),
        ("жоқ", None),
    ],
)
def test_what_a_phone_dials(printed: str, number: str | None) -> None:
    assert dialled(Phone(printed=printed)) == number


# criteria


def test_levels_leave_no_silent_gap_and_no_silent_choice(folder: Folder) -> None:
    folder.replace(
        "criteria.yaml", "met: 0\n        text:\n          kk: Ұйымның", "met: 1\n        text:\n          kk: Ұйымның"
    )
    line = folder.line("criteria.yaml", "- id: criterion_1", "levels:")
    assert folder.faults() == [
        ("criteria.yaml", line, "criteria.1.levels: no level for 0 sub-points met, and no `unclear` that says so"),
        ("criteria.yaml", line, "criteria.1.levels: several levels for 1 sub-points met need a `choice` each"),
    ]


def test_levels_rise_and_ask_for_no_more_than_there_is(folder: Folder) -> None:
    folder.assert_refused(
        (
            "criteria.yaml",
            "score: 7\n        met: 5",
            "score: 7\n        met: 6",
            "criteria.3.levels.7.met: there are only 5 sub-points",
            "met: 6",
        ),
        (
            "criteria.yaml",
            "      - score: 6\n",
            "      - score: 5\n",
            "criteria.3.levels: levels stand in rising order of score",
            "- id: criterion_3",
            "levels:",
        ),
    )


# time

ADDENDA = "addenda: [{at: %s, announced: %s, decision: &d {kk: № 21, ru: № 21}}, {at: %s, announced: %s, decision: *d}]"


def test_times_are_local_and_in_order(folder: Folder) -> None:
    folder.assert_refused(
        (
            "contest.yaml",
            "2020-06-03T18:00:00",
            "2020-06-03T18:00:00+06:00",
            "deadline.original: write the local time, without an offset",
        ),
        (
            "contest.yaml",
            "addenda: []",
            ADDENDA % ("2020-06-05T18:00:00+06:00", "2020-06-03", "2020-06-08T18:00:00", "2020-06-05"),
            "deadline.addenda.1.at: write the local time, without an offset",
        ),
        (
            "contest.yaml",
            '"2020-11-27"',
            '"2020-06-07"',
            "latest_project_end: projects would end before applications are taken",
        ),
        (
            "topics.yaml",
            '"2020-07"',
            '"2020-12"',
            "topics.6.period: the period ends before it starts",
            "- id: topic_6",
            "period:",
        ),
        (
            "submission.yaml",
            'lunch_starts: "13:00:00"',
            'lunch_starts: "08:00:00"',
            "office_hours: opening, lunch and closing times are not in order",
            "office_hours:",
        ),
    )


def test_office_hours_have_no_offset(folder: Folder) -> None:
    folder.assert_refused(
        (
            "submission.yaml",
            'opens: "09:00:00"',
            'opens: "09:00:00+06:00"',
            "office_hours: write local times, without an offset",
            "office_hours:",
        ),
    )


def test_the_deadline_follows_the_announcement_and_addenda_follow_each_other(folder: Folder) -> None:
    folder.assert_refused(
        (
            "contest.yaml",
            '"2020-05-14"',
            '"2020-06-09"',
            "deadline.original: the deadline lies before the announcement",
            "original:",
        ),
        (
            "contest.yaml",
            "addenda: []",
            ADDENDA % ("2020-06-05T18:00:00", "2020-06-03", "2020-06-08T18:00:00", "2020-06-02"),
            "deadline.addenda: addenda stand in the order in which they were announced",
        ),
    )


def test_a_zone_is_a_name_of_the_zone_database(folder: Folder) -> None:
    folder.assert_refused(
        (
            "contest.yaml",
            "zone: Asia/Almaty",
            "zone: Asia/Astana",
            "zone: Value error, 'Asia/Astana' is not a time zone of the IANA database",
        ),
        (
            "regions.yaml",
            "zone: Asia/Oral",
            "zone: +05:00",
            "regions.7.zone: Value error, '+05:00' is not a time zone of the IANA database",
        ),
    )
