"""Words that only one announcement justifies stand in its folder, and nowhere else."""

import re
from pathlib import Path

import pytest

WHERE = (
    "bot/check",
    "bot/delivery",
    "bot/office",
    "bot/operating",
    "bot/payloads",
    "bot/scaffold",
    "bot/services",
    "bot/telegram",
    "bot/ui",
    "content/answers",
    "content/every_contest/answers",
    "content/labels",
    "content/locale",
    "content/matching",
    "content/models",
    "content/outline",
    "content/rules",
    "content/skeleton",
    "content/templates",
    "content/texts",
    "handlers",
    "storage",
)
ENDINGS = {".py", ".j2", ".yaml", ".po"}
WORDS = {
    "a percentage of the maximum": r"50 ?%|50 пайыз|50 процент",
    "paper and a medium": r"\bUSB\b|\bCD\b|тігіл|прошив|мөртабан|штемпел",
    "post and e-mail together": r"электрондық поштамен жіберу жеткіліксіз|по электронной почте недостаточно|бөлек хат",
    "the operator": r"Орталық(?!\w)|Орталықт|\bЦентр(?:а|у|е|ом)?\b|АБҚО|ЦПГИ|cisc\.kz",
    "the capital": r"Нұр-Сұлтан|Нур-Султан|\bAstana\b|\bАстана",
    "results nobody dated": r"неше жұмыс күнінен кейін|через сколько рабочих дней",
    "a part of the amount": r"Соманың бір бөлігін|просить меньше полной суммы",
    "its appendices": r"\b1[- ]қосымша|\bприложени\w+ 1\b",
    "the e-mail that is not enough": r"электрондық пошта жеткіліксіз|одной электронной почты",
    "the lunch of its office": r"14[:.]30",
    "a topic that must suit the charter": r"жарғыңызға сай болуы керек|должна подходить к Вашему уставу",
    "its year": r"\.2020\b",
}
FILES = [path for folder in WHERE for path in sorted(Path(folder).rglob("*")) if path.suffix in ENDINGS]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_only_the_folder_of_a_contest_says_it(words: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(words, line)
    ]
    assert found == []


def test_there_is_something_to_look_through() -> None:
    assert len(FILES) > 300
