"""`python -m bot new-screen FEATURE NAME`: the files of a new screen, in the places where every screen has them.

What it writes works at once and passes every check. Left by hand are the words, what the screen does, and a button
that leads to it: until there is one, the test of the walk says that nobody can reach it.
"""

import ast
import builtins
import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import yaml

from content.models import SOURCE_LANGUAGE, Language
from content.texts.extraction import update
from content.texts.translation import catalogue_files
from content.yaml_file import ContentError, Fault

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "content", "handlers", "storage")
NAME = re.compile(r"[a-z][a-z0-9_]{1,23}")
TITLE = re.compile(r"[^<>&%{}\s]([^<>&%{}\n]{0,28}[^<>&%{}\s])?")
"""Stands on a button, too: as many characters as a small phone shows."""
TITLES = {Language.KK: "Жаңа бет", Language.RU: "Новая страница"}
BODIES = {Language.KK: "Бұл беттің мәтіні әлі жазылмаған.", Language.RU: "Текст этой страницы еще не написан."}
LAST = {"errors", "fallback"}
"""Activities that hear what nobody else does."""
FIRST_IMPORT = re.compile(r"^(?=from |import )", re.MULTILINE)

HANDLER = Template('''\
"""What people find on this screen, and what for."""

from $payloads import $kind
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen


async def $name(ctx: Context, payload: $kind) -> Screen:
    contest = ctx.contest(payload.contest)
    return ctx.screen(ctx.text("$feature/$name", contest=contest))


def build_activity() -> Activity:
    activity = Activity()
    activity.on($kind, $name)
    return activity
''')
PAYLOADS = '''\
"""What the buttons of this feature carry."""

from bot.payloads.payload import Payload
'''
PAYLOAD = Template("""

class $kind(Payload, prefix="$prefix"):
    contest: ContestId
""")
TEMPLATE = Template("""\
<b>{% trans %}$title{% endtrans %}</b>
{{ contest.contest.short | tr }}

{% trans %}
$body
{% endtrans %}
""")
TEST = Template('''\
"""What people find on this screen."""

import pytest

from bot.app import App
from content.models import Language
from tests.support.conversation import Phone


@pytest.mark.parametrize("language", Language)
async def test_it_is_read_in_every_language(app: App, applicant: Phone, language: Language) -> None:
    await applicant.begin(app.texts.label(language, "language.name"))
    await applicant.press("$example")
    assert applicant.text.startswith(app.texts.label(language, "$name.open"))
    assert app.texts.label(language, "home") in applicant.buttons
''')
LEFT = Template("""\
Left by hand:
- handlers/$feature/$name.py: what the screen shows and does, and where its way back leads
- content/templates/$feature/$name.j2: its words; then `make texts`, and the other languages in content/locale
- a button that leads there, on the screen it is reached from: ctx.button("$name.open", $kind(contest=contest.id))
- tests/$feature/test_$name.py: the way there, and what people then read
The prefix $prefix and the order of the fields never change once they are released.""")


@dataclass(frozen=True)
class NewScreen:
    """The names of a screen, and the files in which it stands."""

    feature: str
    name: str
    root: Path

    @property
    def kind(self) -> str:
        """The class of its payload."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def prefix(self) -> str:
        return self.name.replace("_", "")

    @property
    def handler(self) -> Path:
        return self.root / "handlers" / self.feature / f"{self.name}.py"

    @property
    def activities(self) -> Path:
        return self.root / "handlers" / "__init__.py"

    @property
    def payloads(self) -> Path:
        folder = self.root / "bot" / "payloads" / self.feature
        return folder / f"{self.name}.py" if folder.is_dir() else folder.with_suffix(".py")

    @property
    def template(self) -> Path:
        return self.root / "content" / "templates" / self.feature / f"{self.name}.j2"

    @property
    def labels(self) -> Path:
        return self.root / "content" / "labels" / f"{self.feature}.yaml"

    @property
    def test(self) -> Path:
        return self.root / "tests" / self.feature / f"test_{self.name}.py"

    @property
    def released(self) -> Path:
        return self.root / "tests" / "data" / "callbacks.txt"

    def filled(self, template: Template, **values: str) -> str:
        names = {"feature": self.feature, "name": self.name, "kind": self.kind, "prefix": self.prefix}
        return template.substitute(names | values)


def new_screen(feature: str, name: str, titles: Mapping[Language, str], root: Path = ROOT) -> str:
    """Writes the files of a screen and says what is left. Where it has no title it is called a new page.

    Raises ContentError where a name is none or is taken: nothing is written over.
    """
    screen = NewScreen(feature, name, root)
    titles = TITLES | dict(titles)
    if faults := [*_faults(screen, titles)]:
        raise ContentError(faults)
    texts = _texts(screen, titles)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalogues = _translate(screen, titles)
    _tidy([path for path in texts if path.suffix == ".py"], root)
    written = [path.relative_to(root).as_posix() for path in (*texts, *catalogues)]
    return "\n".join([*written, "", screen.filled(LEFT)])


# --- what stands against it


def _faults(screen: NewScreen, titles: Mapping[Language, str]) -> Iterator[Fault]:
    if not NAME.fullmatch(screen.name):
        yield Fault(screen.handler, 1, "a name has 2 to 24 small Latin letters, digits and underscores")
        return
    if keyword.iskeyword(screen.name) or hasattr(builtins, screen.name):
        yield Fault(screen.handler, 1, "Python means something else by this name")
    if not (screen.handler.parent / "__init__.py").exists():
        known = ", ".join(sorted(path.parent.name for path in screen.root.glob("handlers/*/__init__.py")))
        yield Fault(screen.handler.parent, 1, f"no such feature; there are {known}")
        return
    for language, title in titles.items():
        if not TITLE.fullmatch(title):
            yield Fault(screen.labels, 1, f"the title ({language}) has 1 to 30 characters, none of <>&%{{}}")
    for path in (screen.handler, screen.template, screen.test):
        if path.exists():
            yield Fault(path, 1, "is there already")
    yield from _taken(screen)


def _taken(screen: NewScreen) -> Iterator[Fault]:
    """Names that mean something else already."""
    code = (path for layer in LAYERS for path in (screen.root / layer).rglob("*.py"))
    names = (
        (f"    {screen.name},", [screen.activities], "an activity"),
        (rf"\+?{screen.prefix}(:.*)?", [screen.released], "a prefix"),
        (rf"['\"]?{screen.name}['\"]?:.*", screen.labels.parent.glob("*.yaml"), "labels"),
        (rf"class {screen.kind}\b.*", code, "a class"),
    )
    for pattern, paths, what in names:
        taken = re.compile(f"^{pattern}$", re.MULTILINE)
        for path in sorted(paths):
            text = path.read_text(encoding="utf-8")
            if found := taken.search(text):
                line = text.count("\n", 0, found.start()) + 1
                yield Fault(path, line, f"{what} of this name: {found[0].strip()}")


# --- what is written


def _texts(screen: NewScreen, titles: Mapping[Language, str]) -> dict[Path, str]:
    """Every file that is new or becomes another one, with its text."""
    payloads = ".".join(screen.payloads.relative_to(screen.root).with_suffix("").parts)
    contest = min(path.name for path in (screen.root / "content" / "contests").iterdir())
    example = f"{screen.prefix}:{contest}"
    return {
        screen.handler: screen.filled(HANDLER, payloads=payloads),
        screen.activities: _with_activity(screen),
        screen.payloads: _with_payload(screen),
        screen.template: screen.filled(TEMPLATE, title=titles[SOURCE_LANGUAGE], body=BODIES[SOURCE_LANGUAGE]),
        screen.labels: _with_label(screen, titles[SOURCE_LANGUAGE]),
        screen.released: f"{screen.released.read_text(encoding='utf-8').rstrip()}\n{example}\n",
        screen.test: screen.filled(TEST, example=example),
        **({} if screen.test.parent.is_dir() else {screen.test.parent / "__init__.py": ""}),
    }


def _with_activity(screen: NewScreen) -> str:
    """After the others of its feature; what answers everything else stays the last."""
    text = screen.activities.read_text(encoding="utf-8")
    others = {
        alias.name
        for node in ast.parse(text).body
        if isinstance(node, ast.ImportFrom) and node.module == f"handlers.{screen.feature}"
        for alias in node.names
    } - LAST
    ends = [each.end() for each in re.finditer(r"^    (\w+),\n", text, re.MULTILINE) if each[1] in others]
    place = ends[-1] if ends else text.rindex("    errors,\n")
    text = f"{text[:place]}    {screen.name},\n{text[place:]}"
    return _with_import(text, f"from handlers.{screen.feature} import {screen.name}")


def _with_payload(screen: NewScreen) -> str:
    text = screen.payloads.read_text(encoding="utf-8") if screen.payloads.exists() else PAYLOADS
    return _with_import(text.rstrip() + "\n" + screen.filled(PAYLOAD), "from content.models.base import ContestId")


def _with_import(text: str, line: str) -> str:
    """Where it belongs among the others, and whether it stands there already, ruff knows."""
    return FIRST_IMPORT.sub(f"{line}\n", text, count=1)


def _with_label(screen: NewScreen, title: str) -> str:
    head = "" if screen.labels.exists() else f"# Buttons, short notices and other single words: {screen.feature}.\n"
    text = screen.labels.read_text(encoding="utf-8").rstrip() + "\n\n" if screen.labels.exists() else head
    return text + yaml.safe_dump({screen.name: {"open": title}}, allow_unicode=True)


def _translate(screen: NewScreen, titles: Mapping[Language, str]) -> list[Path]:
    """Puts what is said into the catalogues of the languages whose words are known; others stay to be translated.

    Returns the catalogues.
    """
    content = screen.root / "content"
    for language in (each for each in Language if each is not SOURCE_LANGUAGE and each in titles):
        path = content / "locale" / language.value / "LC_MESSAGES" / f"{screen.feature}.po"
        known = "".join(each.read_text(encoding="utf-8") for each in catalogue_files(content, language))
        said = [
            _entry(titles[SOURCE_LANGUAGE], titles[language], f"{screen.name}.open"),
            _entry(titles[SOURCE_LANGUAGE], titles[language]),
            _entry(BODIES[SOURCE_LANGUAGE], BODIES[language]),
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(each for each in said if each not in known)
    return update(content)


def _entry(source: str, said: str, context: str = "") -> str:
    lines = [("msgctxt", context), ("msgid", source), ("msgstr", said)]
    return "\n" + "".join(f"{name} {json.dumps(words, ensure_ascii=False)}\n" for name, words in lines if words)


def _tidy(paths: Sequence[Path], root: Path) -> None:
    """Imports in order, lines as everywhere."""
    for command in (("check", "--quiet", "--select", "I", "--fix"), ("format", "--quiet")):
        subprocess.run([sys.executable, "-m", "ruff", *command, *paths], cwd=root, check=True)  # noqa: S603
