"""Word files and spreadsheets, made and read in processes of their own (`python -m bot.office`)."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.office import handed_over
from bot.office.writing import portable
from bot.services.child_process import ChildProcess
from bot.ui.screens import NotMadeError
from content.models import Form, Language
from content.rules.forms.filled import FilledForms
from storage.packages.packages import FIRST

MODULE = "bot.office"


@dataclass(frozen=True)
class TemplateOfForm:
    """What a form is written into in one language."""

    form: str
    language: Language
    template: bytes


class PaperWorks:
    """One of each kind of work at a time: who only wants a Word file does not wait for somebody's PDF."""

    def __init__(self) -> None:
        self._writing = ChildProcess(MODULE)
        self._portable = ChildProcess(MODULE)
        self._reading = ChildProcess(MODULE)

    async def templates(self, forms: Sequence[Form]) -> Mapping[str, bytes]:
        """A Word template of every form in every written language, by the names of their files."""
        made = await self._writing.run(_task("templates", forms=[form.model_dump_json() for form in forms]))
        return {name: b64decode(each) for name, each in json.loads(made).items()}

    async def word(
        self, filled: FilledForms, known: str, parts: Sequence[TemplateOfForm], package: int = FIRST
    ) -> bytes:
        """One document of all parts; `known` is the contest as it was packed, and a package is stamped on."""
        given = [
            {"form": part.form, "language": part.language.value, "template": b64encode(part.template).decode()}
            for part in parts
        ]
        return await self._writing.run(_task("word", handed_over.portions(filled, known), parts=given, package=package))

    async def budget(
        self, filled: FilledForms, known: str, form: str, heads: Mapping[str, str], package: int = FIRST
    ) -> bytes:
        """`heads` are those of the column of differences, by language."""
        task = _task("budget", handed_over.portions(filled, known), form=form, heads=heads, package=package)
        return await self._writing.run(task)

    async def page(self, lines: Sequence[str], language: str) -> bytes:
        """A page of text; the first signs of a line say what it is (bot/office/writing/summary.py)."""
        return await self._writing.run(_task("page", lines=lines, language=language))

    @property
    def makes_pdf(self) -> bool:
        return portable.installed()

    async def pdf(self, word: bytes) -> bytes:
        """Raises NotMadeError where LibreOffice fails."""
        return await self._portable.run(_task("pdf", file=b64encode(word).decode()))

    async def read(self, data: bytes, forms: Sequence[Form]) -> Mapping[str, Any]:
        """What a file says; `refused` names why it is not taken. A file that takes too much is broken."""
        given = [form.model_dump_json() for form in forms]
        try:
            read = await self._reading.run(_task("read", file=b64encode(data).decode(), forms=given))
        except NotMadeError:
            return {"refused": "broken"}
        found: Mapping[str, Any] = json.loads(read)
        return found

    async def handed_file(self, data: bytes, headings: Mapping[str, Sequence[str]]) -> Mapping[str, Any]:
        """What a file that is to be handed in is, and which documents it has by their headings; `refused` names why it
        is not read. A file that takes too much is broken.
        """
        given = _task("handed_file", file=b64encode(data).decode(), headings=headings)
        try:
            found: Mapping[str, Any] = json.loads(await self._reading.run(given))
        except NotMadeError:
            return {"refused": "broken"}
        return found

    async def cells(self, data: bytes) -> Mapping[str, Any]:
        """The sheets of a spreadsheet by their titles; `refused` names why it is not taken."""
        try:
            read = await self._reading.run(_task("cells", file=b64encode(data).decode()))
        except NotMadeError:
            return {"refused": "broken"}
        found: Mapping[str, Any] = json.loads(read)
        return found


async def _task(name: str, portions: Iterable[Mapping[str, Any]] = (), **given: Any) -> AsyncIterator[bytes]:
    """Lines of JSON; between two of them others have their turn."""
    yield _line({"do": name, **given})
    for portion in portions:
        yield _line(portion)
        await asyncio.sleep(0)


def _line(given: Mapping[str, Any]) -> bytes:
    return json.dumps(given).encode() + b"\n"
