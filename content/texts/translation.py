"""The words of a language: Kazakh stands in templates and labels, the others in catalogues of gettext.

A template is translated while it is compiled. What then runs is what a template written in that language would be:
nothing is looked up when a screen is drawn, and values are escaped as everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from gettext import c2py
from itertools import chain
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po
from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from content.models import SOURCE_LANGUAGE, Language
from content.yaml_file import ContentError, Fault

Key = tuple[str, str]
"""Context, empty where there is none, and the words of the source language."""

PIECE = re.compile(r"%(?:\((?P<name>\w+)\)s|%)")
"""What stands for a value in a message, and a percent sign."""
EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


class Translation:
    """What one language says for the words of the source; the same words where it says nothing."""

    def __init__(self, language: Language, catalogues: Iterable[Catalog] = ()) -> None:
        self.language = language
        self.plural = c2py(get_plural(language.value).plural_expr)
        self._messages: dict[Key, str | tuple[str, ...]] = {
            (message.context or "", source_of(message.id)): _as_said(message.string)
            for message in chain.from_iterable(catalogues)
            if message.id and not message.fuzzy and message.string and all(message.string)
        }

    def text(self, words: str, context: str = "") -> str:
        """The message; white space at its edges is the template's own and stays."""
        lead, core, tail = edges(words)
        said = self._messages.get((context, core))
        return f"{lead}{said}{tail}" if isinstance(said, str) else words

    def forms(self, words: Sequence[str], context: str) -> tuple[str, ...]:
        """The forms that numbers ask for, in the order of `plural`."""
        said = self._messages.get((context, words[0]))
        return said if isinstance(said, tuple) else tuple(words)


def source_of(message: object) -> str:
    """The words a message is known by; a plural by the first of its forms."""
    return str(message[0] if isinstance(message, list | tuple) else message)


def _as_said(string: object) -> str | tuple[str, ...]:
    return tuple(map(str, string)) if isinstance(string, list | tuple) else str(string)


def edges(words: str) -> tuple[str, str, str]:
    """White space before, the words, and white space after."""
    found = EDGES.fullmatch(words)
    assert found  # noqa: S101  it takes any text
    return found[1], found[2], found[3]


def template_files(directory: Path, language: Language) -> dict[str, Path]:
    """Each template by its name, in the form for a language: `name.<language>.j2` stands in for `name.j2`."""
    folder = directory / "templates"
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.j2"))}
    shared = {name: path for name, path in files.items() if "." not in name.removesuffix(".j2")}
    return {name: files.get(own_name(name, language), path) for name, path in shared.items()}


def own_name(name: str, language: Language) -> str:
    """What a template is called that one language has for itself."""
    return f"{name.removesuffix('.j2')}.{language.value}.j2"


def catalogue_files(directory: Path, language: Language) -> list[Path]:
    """One a feature."""
    return sorted((directory / "locale" / language.value / "LC_MESSAGES").glob("*.po"))


def read_catalogue(path: Path, language: Language) -> Catalog:
    """Raises ContentError where the file is none."""
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language.value, abort_invalid=True)
    except PoFileError as error:
        problem = str(error).removesuffix(f" on {error.lineno}")
        raise ContentError([Fault(path, error.lineno + 1, f"not a catalogue: {problem}")]) from None
    except UnicodeDecodeError:
        raise ContentError([Fault(path, 1, "the file is not UTF-8 text")]) from None


def read_translation(directory: Path, language: Language) -> Translation:
    """A further language says in Russian what its own catalogues do not say yet.

    Raises ContentError where a catalogue cannot be read; whether all is said is for the check to say.
    """
    languages = [each for each in dict.fromkeys((language.written, language)) if each is not SOURCE_LANGUAGE]
    files = [(path, each) for each in languages for path in catalogue_files(directory, each)]
    return Translation(language, [read_catalogue(path, each) for path, each in files])


class InPlace(InternationalizationExtension):
    """`{% trans %}`, `_("…")` and `pgettext("context", "…")` of Jinja2, with the translation in their place."""

    def __init__(self, environment: Environment) -> None:
        # what the class above adds to an environment serves translating while a template runs
        Extension.__init__(self, environment)

    @property
    def translation(self) -> Translation:
        assert isinstance(self.environment, TemplateEnvironment)  # noqa: S101
        return self.environment.translation

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Words inside an expression become words of the language."""
        for token in stream:
            if token.type == "name" and token.value in {"_", "pgettext"} and stream.current.type == "lparen":
                yield Token(token.lineno, "string", self.translation.text(*_arguments(stream)))
            else:
                yield token

    def parse(self, parser: Parser) -> nodes.Output:
        """The nodes that the translation would have if it stood in the template."""
        lineno = parser.stream.current.lineno
        parsed = super().parse(parser)
        *before, output = parsed if isinstance(parsed, list) else [parsed]
        call = next(output.find_all(nodes.Call))
        words = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        if len(words) != len(call.args):
            parser.fail("a number takes its unit from the filter count, not from pluralize", lineno)
        values = {each.key: each.value for each in call.kwargs}
        for assignment in before:
            values = _in_place(assignment, values)
        said = nodes.Output([])
        try:
            said.nodes += _nodes(self.translation.text(words[-1], *words[:-1]), values)
        except KeyError as error:
            parser.fail(f"{self.translation.language}: the message has no value {error}", lineno)
        said.set_lineno(lineno)
        return said


class InOnePiece(CodeGenerator):
    """Writes a translation and the text around it together, as the text of one template."""

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        super().blockvisit(_joined(nodes), frame)


class TemplateEnvironment(Environment):
    """Templates of HTML as one language says them; a missing value is an error."""

    code_generator_class = InOnePiece
    newstyle_gettext = True

    def __init__(self, translation: Translation, loader: BaseLoader | None = None) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            extensions=[InPlace],
        )
        self.translation = translation

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """In one piece: each import of a template goes through all of them. What is added later, templates miss."""
        return {**self.globals, **(d or {})}


def _joined(body: Iterable[nodes.Node]) -> list[nodes.Node]:
    joined: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.Output) and joined and isinstance(joined[-1], nodes.Output):
            joined[-1] = nodes.Output([*joined[-1].nodes, *node.nodes], lineno=joined[-1].lineno)
        else:
            joined.append(node)
    return joined


def _in_place(assignment: nodes.Node, values: Mapping[str, nodes.Expr]) -> dict[str, nodes.Expr]:
    """Undoes what Jinja2 does to the first call among the values: it keeps it, in case a plural needs it twice."""
    assert isinstance(assignment, nodes.Assign)  # noqa: S101
    assert isinstance(assignment.node, nodes.Expr)  # noqa: S101
    assert isinstance(assignment.target, nodes.Name)  # noqa: S101
    kept = nodes.Name(assignment.target.name, "load")
    return {name: assignment.node if value == kept else value for name, value in values.items()}


def _arguments(stream: TokenStream) -> list[str]:
    """What `_()` or `pgettext()` is given, the words first and then their context."""
    stream.expect("lparen")
    given = [stream.expect("string").value]
    if stream.skip_if("comma"):
        given.insert(0, stream.expect("string").value)
    stream.expect("rparen")
    return given


def _nodes(message: str, values: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
    """Raises KeyError where the message shows a value that it is not given."""
    place = 0
    for piece in PIECE.finditer(message):
        if piece.start() > place:
            yield nodes.TemplateData(message[place : piece.start()])
        yield values[piece["name"]] if piece["name"] else nodes.TemplateData("%")
        place = piece.end()
    if place < len(message):
        yield nodes.TemplateData(message[place:])
