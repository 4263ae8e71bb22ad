"""The first files of a contest, of what was answered: nothing else stands in them.

What the files must have and nobody said is left open with TODO, and a word on what belongs there; what they may have
stays out.
"""

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.models.application.submission import WayKind
from content.outline import typed
from content.outline.questions import Answers, chosen_ways, topics
from content.yaml_file import TODO

HERE = Path(__file__).parent / "files"
PARTS = ("contest", "submission", "topics", "documents")
ON_A_BUTTON = 28
"""Characters of a title that a button shows whole: a longer one needs a short name."""


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701 - this is YAML
        loader=FileSystemLoader(HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def files(answers: Answers) -> dict[str, str]:
    """The texts of the folder by their names without ending."""
    said = {key: value for key, value in answers.items() if value}
    ways = chosen_ways(answers)
    values = {
        "said": said,
        "ways": [way.value for way in ways],
        "has_address": bool({WayKind.BY_HAND, WayKind.POST} & set(ways)),
        "topics": [_topic(said, number) for number in topics(answers)],
        "both": partial(_both, said),
        "one": partial(_one, said),
        "place": partial(_place, said),
    }
    return {name: _environment().get_template(f"{name}.yaml.j2").render(values) for name in PARTS}


def _both(said: dict[str, str], question: str, indent: int, kk: str, ru: str) -> str:
    """A text in two languages, each on the line below its name."""
    pad = " " * indent
    words = ((each, said.get(f"{question}_{each}") or TODO + hint) for each, hint in (("kk", kk), ("ru", ru)))
    return "\n".join(f"{pad}{language}: >-\n{pad}  {each}" for language, each in words)


def _one(said: dict[str, str], question: str, hint: str) -> str:
    """A value between quotation marks; JSON's are YAML's."""
    return json.dumps(said.get(question) or TODO + hint, ensure_ascii=False)


def _place(said: dict[str, str], question: str, hint: str) -> str:
    """Where the announcement says something: a section, or a page where it has no sections."""
    page = said.get(question, "").partition(typed.ON_PAGE)[2]
    return f"page: {page}" if page else f"section: {_one(said, question, hint)}"


def _topic(said: dict[str, str], number: int) -> dict[str, Any]:
    title = f"t{number}"
    titles = [said.get(f"{title}_{language}", "") for language in ("kk", "ru")]
    kept = said.get(f"{title}_sum")
    return {
        "number": number,
        "title": title,
        "short": title if all(0 < len(each) <= ON_A_BUTTON for each in titles) else "",
        "amount": typed.amount(kept) if kept else None,
    }
