"""Pages on the web that the operator confirmed: where they belong, with their warrant, and nowhere else."""

import shutil
from pathlib import Path

import pytest

from bot.app import App
from content.loader import load_contest
from content.models import Contest, Language
from tests.content.conftest import REAL, Folder
from tests.support.conversation import Phone

HOST = "infonpo.example.kz"
URL = f"https://{HOST}/list"
LINKS = f"""
link_hosts: [{HOST}]
links:
  - id: ngo_database
    label: {{kk: ҮЕҰ деректер қоры, ru: База данных НПО}}
    url: "{URL}"
    at: [rules, rules/handing_in, who, document/doc_1, eligibility/no_database]
    confirmed: "2020-05-15"
"""
ON = ("rules:2020-repeat", "rulesof:2020-repeat:handing_in", "rule:2020-repeat:who", "doc:2020-repeat:doc_1")
OFF = ("rulesof:2020-repeat:papers", "rule:2020-repeat:refusal", "doc:2020-repeat:doc_2", "home")
WORDS = {
    Language.KK: ("Қазақша", "🔗 ҮЕҰ деректер қоры", "Мекенжайды растаған: Орталық (АБҚО), 2020 жылғы 15 мамыр"),
    Language.RU: ("Русский", "🔗 База данных НПО", "Адрес подтвержден: Центр (ЦПГИ), 15 мая 2020"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(shutil.copytree(REAL, tmp_path / REAL.name))
    folder.replace("contest.yaml", "\nrepairs:", f"{LINKS}\nrepairs:")
    return folder


@pytest.mark.parametrize("language", Language)
async def test_a_link_stands_where_it_belongs_with_its_warrant(
    app: App, applicant: Phone, folder: Folder, language: Language
) -> None:
    app.catalogue.put(load_contest(folder.path), {})
    own, label, warrant = WORDS[language]
    await applicant.begin(own)
    for payload in ON:
        await applicant.press(payload)
        assert f"{label}: {HOST}" in applicant.plain
        assert warrant in applicant.plain
        assert {button.text: button.url for row in applicant.rows for button in row}[label] == URL
    for payload in OFF:
        await applicant.press(payload)
        assert "🔗" not in applicant.plain
        assert label not in applicant.buttons


async def test_the_question_about_the_database_leads_there(app: App, applicant: Phone, folder: Folder) -> None:
    contest = load_contest(folder.path)
    app.catalogue.put(contest, {})
    await applicant.begin()
    place = [condition.id for condition in contest.grounds.in_time].index("no_database")
    await applicant.press(f"maynow:2020-repeat:{'f' * place}")
    assert f"🔗 ҮЕҰ деректер қоры: {HOST}" in applicant.plain
    await applicant.press(f"maynow:2020-repeat:{'f' * (place + 1)}")
    assert HOST not in applicant.plain


def test_what_is_printed_names_its_place(folder: Folder) -> None:
    folder.replace("contest.yaml", 'confirmed: "2020-05-15"', 'source: {section: "3"}')
    (link,) = load_contest(folder.path).contest.links
    assert link.source is not None


def test_the_announcement_of_2020_prints_no_such_page_so_none_is_shown(contest: Contest) -> None:
    assert contest.contest.links == ()
    assert contest.contest.link_hosts == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (URL, f"http://{HOST}/list", "links.1.url: String should match pattern '^https://[^\\s]{4,300}$'"),
        (URL, "https://elsewhere.kz", "links.1.url: elsewhere.kz is not among the hosts that the operator confirmed"),
        (URL, f"https://{HOST}:444/", f"links.1.url: {HOST}:444 is not among the hosts that the operator confirmed"),
        (
            URL,
            f"https://{HOST}@elsewhere.kz/",
            f"links.1.url: {HOST}@elsewhere.kz is not among the hosts that the operator confirmed",
        ),
        (
            '    confirmed: "2020-05-15"\n',
            "",
            "links.1: Value error, say where the link is printed, or when the operator confirmed it",
        ),
        ("document/doc_1", "document/doc_10", "links.1.at.4: no screen document/doc_10"),
        ("eligibility/no_database", "eligibility/nothing", "links.1.at.5: no screen eligibility/nothing"),
        ("at: [rules,", "at: [home,", "links.1.at.1: no links stand on the screen home"),
        (
            "ru: База данных НПО",
            f"ru: {'База' * 8}",
            "links.1.label.ru: a label of a link has 28 characters at the most",
        ),
    ],
)
def test_the_check_knows_what_a_link_must_not_be(folder: Folder, old: str, new: str, fault: str) -> None:
    folder.replace("contest.yaml", old, new)
    assert [message for _, _, message in folder.faults()] == [fault]
