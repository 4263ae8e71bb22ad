"""`python -m bot new-contest ID`: a folder to describe a contest in, every field explained; or like another."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from content.loader import load_contest
from content.models import Contest
from content.models.written_dates import day, moment, year_month
from content.yaml_file import BLOCK, TODO, ContentError, Fault, composed

SKELETON = Path(__file__).parents[2] / "content" / "skeleton"
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,13}")
GAP = "{{ID}}"
OWN_ID = re.compile(r"^id:.*$", re.MULTILINE)
YEAR = re.compile(r"\b20\d\d\b")


def new_contest(contest_id: str, directory: Path, like: str | None = None) -> Path:
    """Writes the folder and returns it: a skeleton, or all that the contest `like` says, with its dates, and texts that
    name them, to be filled in.

    Raises ContentError where the id is none, or the folder is there already: nothing is written over.
    """
    folder = directory / contest_id
    if not ID.fullmatch(contest_id):
        raise ContentError(
            [Fault(folder, 1, "an id has 2 to 14 small Latin letters, digits and hyphens, as in 2027-main")]
        )
    if folder.exists():
        raise ContentError([Fault(folder, 1, "is there already")])
    if like is not None:
        return _copied(directory / like, folder)
    folder.mkdir(parents=True)
    for name, text in skeleton(contest_id).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def skeleton(contest_id: str) -> dict[str, str]:
    """The files of a contest of which nothing is said yet."""
    texts = {name: (SKELETON / f"{name}.yaml").read_text(encoding="utf-8") for name in Contest.model_fields}
    return {name: text.replace(GAP, contest_id) for name, text in texts.items()}


def _copied(pattern: Path, folder: Path) -> Path:
    """A folder like another one. Raises ContentError where there is none, or it has faults itself."""
    if not (pattern / "contest.yaml").is_file():
        raise ContentError([Fault(pattern, 1, "no contest folder here")])
    since = load_contest(pattern).contest.announced.year
    folder.mkdir(parents=True)
    for path in sorted(path for path in pattern.iterdir() if path.is_file()):
        if path.suffix != ".yaml":
            (folder / path.name).write_bytes(path.read_bytes())
            continue
        text = _dates_left_open(path.read_text(encoding="utf-8"), since)
        if path.stem == "contest":
            text = OWN_ID.sub(f"id: {folder.name}", text, count=1)
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def _dates_left_open(text: str, since: int) -> str:
    """What a contest says is another date for certain in the next; laws and orders of earlier years stay."""
    node = composed(text)
    places = sorted({_beginning(text, each) for each in _values(node) if _dated(each.value, since)}, reverse=True)
    for place in places:
        text = f"{text[:place]}{TODO}{text[place:]}"
    return text


def _values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _values(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _values(value)
    elif isinstance(node, yaml.ScalarNode):
        yield node


def _dated(value: str, since: int) -> bool:
    if day(value) or moment(value) or year_month(value):
        return True
    return any(int(year) >= since for year in YEAR.findall(value))


def _beginning(text: str, node: yaml.ScalarNode) -> int:
    """Where the words of a value begin, behind its quotation mark or on the line below."""
    place: int = node.start_mark.index
    if node.style in BLOCK:
        line = text.index("\n", place) + 1
        return line + len(text[line:]) - len(text[line:].lstrip())
    return place + 1 if node.style else place
