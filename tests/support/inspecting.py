"""What the inspection says of somebody's application, as the bot itself looks at it."""

from collections.abc import Sequence

from bot.app import App
from bot.check.contexts import contexts_at
from bot.services.inspection.gathering import inspected
from content.models import Language
from content.rules.inspection.application import Remark
from storage.entry import people
from storage.packages import packages


async def looked_at(app: App, person_id: int, language: Language) -> Sequence[Remark]:
    contexts = contexts_at(app.clock.now(), app.database, app.catalogue, app.texts)
    async with app.database.writing() as connection:
        person = await people.set_language(connection, person_id, language, app.clock.now())
    ctx = await contexts.make(person)
    contest = ctx.current()
    async with app.database.reading() as connection:
        package = await packages.current(connection, person_id, contest.id)
        return (await inspected(ctx, connection, contest, package)).remarks
