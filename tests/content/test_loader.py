"""A folder that is no contest is refused with every fault, by file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.loader import load_catalogue, load_contest, summary
from content.models import Contest
from content.yaml_file import ContentError, Fault, YamlFile
from tests.content.conftest import REAL, Edit, Folder, Found, found


@pytest.mark.parametrize(
    "edit",
    [
        (
            "topics.yaml",
            "total: 304503000",
            "total: [304503000",
            "not YAML: did not find expected ',' or ']'",
            "part_unclear:",
        ),
        (
            "topics.yaml",
            "total: 3",
            "\ttotal: 3",
            "a tab in the indentation; not YAML: found character that cannot start any token",
        ),
        (
            "contest.yaml",
            "budget: republican",
            "budget: republican\nbudget: local",
            "'budget' stands twice",
            "budget: local",
        ),
    ],
    ids=["an open bracket", "a tab", "a key twice"],
)
def test_a_file_that_cannot_be_understood_is_one_fault(folder: Folder, edit: Edit) -> None:
    folder.assert_refused(edit)


NO_HOUR = "Value error, '2020-06-03' has no time of the day, as 2020-06-03 18:30"


def test_every_value_of_a_wrong_form_is_named(folder: Folder) -> None:
    folder.assert_refused(
        # a key too many, a key too few
        ("contest.yaml", "budget: republican", "colour: red", "colour: Extra inputs are not permitted"),
        (
            "contest.yaml",
            "\nannounced:",
            "\nbudget: private\nannounced:",
            "budget: Input should be 'republican' or 'local'",
            "budget: private",
        ),
        (
            "regions.yaml",
            "    consultant: mukhanov\n    aliases: [Қызылорда",
            "    aliases: [Қызылорда",
            "regions.10.consultant: Field required",
            "- id: kyzylorda",
        ),
        # numbers
        ("topics.yaml", "total: 304503000", "total: 304 503 000", "total: Input should be a valid integer"),
        ("topics.yaml", "lot: 13", 'lot: "13"', "topics.1.lot: Input should be a valid integer"),
        ("topics.yaml", "lot: 14", "lot: yes", "topics.2.lot: Input should be a valid integer"),
        ("topics.yaml", "lot: 15", "lot: [15]", "topics.3.lot: Input should be a valid integer"),
        ("topics.yaml", "amount: 7559000", "amount: 0", "topics.7.amount: Value error, an amount is more than 0"),
        (
            "regions.yaml",
            "8 702 796 37 92",
            "87027963792",
            "consultants.1.phone.printed: Input should be a valid string",
        ),
        # words
        (
            "contest.yaml",
            "    ru: некоммерческое акционерное общество\n",
            "",
            "operator.legal_form.ru: Field required",
            "legal_form:",
        ),
        (
            "contest.yaml",
            "  kk: Нұр-Сұлтан уақыты\n",
            '  kk: " "\n',
            "zone_label.kk: String should have at least 1 character",
        ),
        (
            "contest.yaml",
            "    kk: коммерциялық емес акционерлік қоғам\n",
            "    kk:\n",
            "operator.legal_form.kk: Input should be a valid string",
            "legal_form:",
            "kk:",
        ),
        ("plan.yaml", "thousand_tenge", "tenge", "unit: Input should be 'thousand_tenge'"),
        (
            "submission.yaml",
            "email: grants@cisc.kz",
            "email: cisc.kz",
            r"email: String should match pattern '^[^@\s]+@[^@\s]+\.[a-z]+$'",
        ),
        # dates
        (
            "contest.yaml",
            '"2020-11-27"',
            "27.11.20",
            "latest_project_end: Value error, '27.11.20' is no date, as 2027-05-14 or 14.05.2027",
        ),
        (
            "contest.yaml",
            "2020-06-03T18:00:00",
            "2020-06-03",
            f"deadline.original: {NO_HOUR}",
        ),
        (
            "topics.yaml",
            '"2020-07"',
            '"2020-13"',
            "topics.6.period.starts: Value error, '2020-13' is no month, as 2027-05 or 05.2027",
        ),
        (
            "submission.yaml",
            "[1, 2, 3, 4, 5]",
            "[1, 2, 3, 4, 8]",
            "office_hours.weekdays.5: Input should be less than or equal to 7",
        ),
    )


def in_windows_1251(folder: Folder) -> None:
    path = folder.path / "grounds.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1251", errors="replace"))


def as_a_list(folder: Folder) -> None:
    (folder.path / "grounds.yaml").write_text("\n- eligibility\n", encoding="utf-8")


FILES: dict[str, tuple[Callable[[Folder], object], list[Found]]] = {
    "missing": (lambda f: (f.path / "documents.yaml").unlink(), [("documents.yaml", 1, "the file is missing")]),
    "not UTF-8": (in_windows_1251, [("grounds.yaml", 1, "the file is not UTF-8 text")]),
    "a list": (as_a_list, [("grounds.yaml", 2, "Input should be an object")]),
    "of another name": (
        lambda f: (f.path / "notes.yaml").write_text("a: 1\n", encoding="utf-8"),
        [("notes.yaml", 1, "no part of a contest has this name")],
    ),
    "of another ending": (
        lambda f: (f.path / "documents.yaml").rename(f.path / "documents.yml"),
        [
            ("documents.yaml", 1, "the file is missing"),
            ("documents.yml", 1, "no part of a contest has this name"),
        ],
    ),
}


@pytest.mark.parametrize(("harm", "faults"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_or_does_not_belong(
    folder: Folder, harm: Callable[[Folder], object], faults: list[Found]
) -> None:
    harm(folder)
    assert folder.faults() == faults


def test_an_empty_file_lacks_everything(folder: Folder) -> None:
    (folder.path / "documents.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert folder.faults() == [("documents.yaml", 1, f"{key}: Field required") for key in ("documents", "source")]


def test_the_folder_is_named_like_the_contest(folder: Folder) -> None:
    moved = Folder(folder.path.rename(folder.path.with_name("2021-spring")))
    assert moved.faults() == [
        ("contest.yaml", moved.line("contest.yaml", "\nid:", "id:"), "id: differs from the folder's name '2021-spring'")
    ]


def test_all_faults_of_all_files_come_at_once(folder: Folder) -> None:
    folder.replace("topics.yaml", "lot: 13", "lot: yes")
    folder.replace("topics.yaml", "lot: 28", "lot: no")
    folder.replace("documents.yaml", "count: 9", "count: 8")
    (folder.path / "submission.yaml").unlink()
    assert folder.faults() == [
        ("documents.yaml", folder.line("documents.yaml", "count: 8"), "count: 8 documents announced, 9 listed"),
        ("submission.yaml", 1, "the file is missing"),
        ("topics.yaml", folder.line("topics.yaml", "lot: yes"), "topics.1.lot: Input should be a valid integer"),
        ("topics.yaml", folder.line("topics.yaml", "lot: no"), "topics.7.lot: Input should be a valid integer"),
    ]


def test_a_fault_reads_like_a_compilers(folder: Folder) -> None:
    fault = Fault(Path("content/contests/x/topics.yaml"), 12, "lot: Field required")
    assert str(fault) == "content/contests/x/topics.yaml:12: lot: Field required"
    assert str(ContentError([fault, Fault(Path("a.yaml"), 1, "the file is missing")])).splitlines() == [
        "a.yaml:1: the file is missing",
        str(fault),
    ]


# what YAML means


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # the C loader gives plain scalars the style "" and not None: a plain number must stay a number
        ("12", 12),
        ("0", 0),
        ("-5", -5),
        ("304503000", 304503000),
        ('"12"', "12"),
        ("'12'", "12"),
        ("|-\n  12", "12"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("1.5", "1.5"),
        ("12:30", "12:30"),
        ("2020-05-14", "2020-05-14"),
        ("2020-06-03T18:00:00", "2020-06-03T18:00:00"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ('"true"', "true"),
        ("false", False),
        ("null", None),
        ('"null"', "null"),
        ("", None),
        ('""', ""),
    ],
)
def test_whole_numbers_are_numbers_and_dates_and_yes_stay_text(tmp_path: Path, written: str, read: object) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"key: {written}\n", encoding="utf-8")
    data = YamlFile(path).data
    assert data == {"key": read}
    assert type(data["key"]) is type(read)


# the catalogue


def second(folder: Folder, contest_id: str, announced: str) -> Folder:
    """Another contest beside the first."""
    other = Folder(shutil.copytree(REAL, folder.path.with_name(contest_id)))
    other.replace("contest.yaml", "id: 2020-repeat", f"id: {contest_id}")
    other.replace("contest.yaml", 'announced: "2020-05-14"', f'announced: "{announced}"')
    return other


def test_contests_come_oldest_first_whatever_their_folders_are_called(folder: Folder) -> None:
    second(folder, "a-later", "2020-05-20")
    second(folder, "z-earlier", "2020-01-20")
    assert list(load_catalogue(folder.path.parent)) == ["z-earlier", "2020-repeat", "a-later"]


def test_a_faulty_contest_stops_the_catalogue_and_hides_no_other_fault(folder: Folder) -> None:
    other = second(folder, "2021-spring", "2020-05-20")
    other.replace("documents.yaml", "count: 9", "count: 8")
    folder.replace("documents.yaml", "count: 9", "count: 10")
    with pytest.raises(ContentError) as caught:
        load_catalogue(folder.path.parent)
    assert [(file, message) for file, _, message in found(caught.value.faults, folder.path.parent)] == [
        ("2020-repeat/documents.yaml", "count: 10 documents announced, 9 listed"),
        ("2021-spring/documents.yaml", "count: 8 documents announced, 9 listed"),
    ]


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_directory_without_contests_is_said_to_be_empty(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="no contest folder here"):
        load_catalogue(tmp_path / name)


def test_the_summary_counts_what_was_checked(contest: Contest) -> None:
    counts = {part: count for _, part, count in summary({contest.id: contest})}
    texts = counts.pop("texts in two languages")
    assert counts == {
        "submission rules": 12,
        "topics": 7,
        "documents": 9,
        "criteria": 6,
        "grounds": 9,
        "regions": 17,
        "consultants": 8,
        "plan rows": 75,
        "forms": len(contest.forms.forms),
        "form fields": len(list(contest.forms.fields)),
        "questions answered": len(contest.faq.questions),
    }
    assert texts > 2 * counts["plan rows"] + counts["topics"]


def test_the_real_contest_is_sound() -> None:
    assert load_contest(REAL).id == "2020-repeat"
