"""The contest as staff change it, in tests."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.app import App
from content import bundles
from content.editing import Files
from content.loader import load_files
from content.models import Contest, Language
from content.texts.complaints import told
from content.texts.render import Texts
from content.yaml_file import ContentError
from storage.tables import audit, contest_versions
from tests.conftest import CONTENT
from tests.support.conversation import Phone

REAL = CONTENT / "2020-repeat"
FILES = bundles.in_folder(REAL, Contest.model_fields)
NEW_DEADLINE = "2020-06-08T18:00:00+06:00"


async def quick(contest_id: str, files: Files, texts: Texts, language: Language) -> Sequence[str]:
    """The same rules as the whole check, without every screen being drawn; that has a test of its own."""
    try:
        load_files(contest_id, files)
    except ContentError as error:
        return told(texts, language, error.faults)
    return []


def zipped(files: Mapping[str, str], folder: str = "2020-repeat") -> bytes:
    return bundles.pack(folder, files)


async def send_zip(phone: Phone, files: Mapping[str, str]) -> None:
    await phone.press("cfiles:2020-repeat")
    await phone.send_file("contest.zip", zipped(files), "application/zip")


def live(app: App) -> Contest:
    contest = app.catalogue.get("2020-repeat")
    assert contest is not None
    return contest


async def extend(phone: Phone, moment: str = "8.06 18:00", decision: str = "21, 20.05.2020, cisc.kz") -> None:
    await phone.press("cdecide:2020-repeat:extend:")
    await phone.send(moment)
    await phone.send(decision)


async def done(app: App) -> list[str]:
    async with app.database.reading() as connection:
        rows = await connection.execute(select(audit.c.action).order_by(audit.c.id))
        return [row.action for row in rows.all() if row.action.startswith("contest.")]


async def states(app: App) -> list[str]:
    async with app.database.reading() as connection:
        rows = await connection.execute(select(contest_versions.c.state).order_by(contest_versions.c.id))
        return [row.state for row in rows.all()]
