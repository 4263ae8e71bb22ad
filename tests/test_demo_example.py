"""The example on the demo's page: an application whose forms a visitor sees filled in."""

from bot.app import App
from bot.demo.example.loading import load_example
from bot.services.forms import books
from bot.services.forms.asking import question
from bot.ui.context import Context
from content.rules.forms.limits import keep_within
from content.rules.forms.typed import read
from storage.entry import people
from storage.packages import packages
from tests.support.conversation import Phone


async def test_filled_forms_are_three_taps_away(app: App, applicant: Phone) -> None:
    await load_example(app.database, applicant.id, app.clock.now())
    await applicant.send("/start")
    await applicant.tap("Құжаттар", "4. ", "Нысанды толтыру")
    assert "4-қосымша" in applicant.text
    await applicant.tap("1. ")
    assert "Үш ауданда аға буын волонтерлерінің тұрақты тобын құру" in applicant.plain


async def test_what_it_says_is_what_people_could_have_typed(app: App, applicant: Phone) -> None:
    await load_example(app.database, applicant.id, app.clock.now())
    await load_example(app.database, applicant.id, app.clock.now())
    context = await context_of(app, applicant)
    async with app.database.reading() as connection:
        package = await packages.current(connection, applicant.id, "2020-repeat")
        assert package is not None
        book = await books.to_read(context, connection, f"p{package.id}")
        organisation = await books.to_read(context, connection, book.organisation_at)
    assert book.filled.topic is not None
    assert len(book.own.answers) > 80
    for each in (book, organisation):
        for place, answer in each.own.answers.items():
            asked = question(each, place)
            assert read(asked.type, answer.value, asked.options) == answer.value
            if asked.within_period:
                keep_within(asked.type, answer.value, book.filled.contest, book.filled.topic)


async def context_of(app: App, phone: Phone) -> Context:
    async with app.database.reading() as connection:
        person = await people.find(connection, phone.id)
    assert person is not None
    return await app.contexts.make(person)
