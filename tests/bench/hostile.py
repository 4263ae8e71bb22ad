"""Packages full of what files could take for something else than words: `python -m tests.bench.hostile [NUMBER]`.

Each is made from its number: all forms in one Word document, in Kazakh or Russian; every fiftieth has texts of 10,000
characters and tables of 60 rows. The document is opened and read back, and every answer held against what was written.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.office.printable import printable
from bot.office.reading import forms as reading
from bot.office.writing import filling, skeleton
from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES, Contest, Form, Language
from content.rules.forms.filled import FilledForms
from content.rules.forms.on_paper import on_paper
from tests.office.test_written_and_read import expected, same, settled, told
from tests.support.filled_forms import Filler

CONTENT = Path("content/contests/2020-repeat")
LARGE = 50
LONGEST, ROWS = 10_000, 60


@cache
def template(number: int, language: Language) -> bytes:
    return skeleton.template(FORMS[number], language)


def written(filled: FilledForms, language: Language) -> bytes:
    parts = [
        filling.filled(template(number, language), on_paper(filled, form, language))
        for number, form in enumerate(FORMS)
    ]
    return filling.content(filling.joined(parts), None)


def characters(value: Any) -> int:
    """Of all that people wrote; what no paper can show is not counted."""
    if isinstance(value, str):
        return len(settled(printable(value)))
    return sum(characters(words) for row in value for words in row.values() if isinstance(words, str))


def held_against(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    return [name for name, value in wanted.items() if not same(value, found.get(name, ""))]


def one(number: int) -> tuple[int, int, Sequence[str]]:
    """How many answers and characters it has, and which answers came back otherwise."""
    language = WRITTEN_LANGUAGES[number % 2]
    filler = Filler(number, longest=LONGEST, rows=ROWS) if number % LARGE == 0 else Filler(number, longest=300)
    filled = filler.forms(CONTEST, (language,))
    wanted = {name: value for form in FORMS for name, value in expected(filled, form, language).items()}
    read = reading.read(written(filled, language), FORMS)
    wrong = held_against(wanted, dict(told(read)))
    return len(wanted), sum(map(characters, wanted.values())), [*wrong, *read["unread"]]


def main(number: int) -> int:
    began = time.process_time()
    answers = letters = wrong = 0
    for package in range(number):
        more, characters_more, otherwise = one(package)
        answers, letters, wrong = answers + more, letters + characters_more, wrong + len(otherwise)
        for name in otherwise:
            print(f"package {package}: {name} is not what was written")
        if package % 100 == 99:
            print(f"{package + 1} packages, {answers} answers, {letters} characters, {wrong} otherwise", flush=True)
    took = time.process_time() - began
    print(f"{number} packages, {answers} answers, {letters} characters: {wrong} otherwise, {took:.0f} s of CPU")
    return 1 if wrong else 0


CONTEST: Contest = load_contest(CONTENT)
FORMS: Sequence[Form] = CONTEST.forms.forms


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
