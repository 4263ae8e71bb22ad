"""Word files and spreadsheets, made and read in processes of their own (`python -m bot.office`)."""

import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.office.writing import portable
from bot.services.child_process import ChildProcess
from bot.ui.screens import NotMadeError
from content.models import Form
from content.rules.forms.on_paper import OnPaper

MODULE = "bot.office"
Stamp = Mapping[str, Any]


@dataclass(frozen=True)
class FilledTemplate:
    """A form on its way into a document: its template, and what goes into it."""

    template: bytes
    answers: OnPaper


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

    async def word(self, parts: Sequence[FilledTemplate], stamp: Stamp | None = None) -> bytes:
        given = [{"template": b64encode(part.template).decode(), "answers": part.answers} for part in parts]
        return await self._writing.run(_task("word", parts=given, stamp=stamp))

    async def budget(self, sheets: Sequence[Mapping[str, Any]], stamp: Stamp | None = None) -> bytes:
        return await self._writing.run(_task("budget", sheets=sheets, stamp=stamp))

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


async def _task(name: str, **given: Any) -> AsyncIterator[bytes]:
    yield json.dumps({"do": name, **given}).encode()
