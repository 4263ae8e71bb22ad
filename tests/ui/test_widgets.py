"""Widgets: each rule of how buttons stand, and what a page of a long list shows."""

import pytest
from aiogram.enums import ButtonStyle
from hypothesis import given
from hypothesis import strategies as some

from bot.app import App
from bot.payloads.broadcasts.progress import BroadcastList
from bot.payloads.staff.members import RemoveStaff
from bot.ui.context import Context
from bot.ui.screens import Button
from bot.ui.widgets import Pages, choice, column, pairs, sure
from content.models import Language
from storage.entry.people import Person

BUTTONS = some.lists(some.text(min_size=1).map(Button))


@pytest.fixture
async def ctx(app: App) -> Context:
    return await app.contexts.make(Person(1, Language.RU))


@given(BUTTONS)
def test_a_column_has_one_button_in_a_row(buttons: list[Button]) -> None:
    assert column(buttons) == [[button] for button in buttons]


@given(BUTTONS)
def test_pairs_keep_the_order_and_only_the_last_row_may_be_short(buttons: list[Button]) -> None:
    rows = pairs(buttons)
    assert [button for row in rows for button in row] == buttons
    assert all(len(row) == 2 for row in rows[:-1])
    assert all(len(row) in {1, 2} for row in rows)


def test_the_choice_in_force_has_a_mark_and_a_colour(ctx: Context) -> None:
    assert choice(ctx, "Да", BroadcastList(), chosen=True) == Button("✓ Да", BroadcastList(), style=ButtonStyle.PRIMARY)
    assert choice(ctx, "Да", BroadcastList(), chosen=False) == Button("Да", BroadcastList())


def test_where_several_choices_are_in_force_the_mark_is_enough(ctx: Context) -> None:
    assert choice(ctx, "Да", BroadcastList(), chosen=True, style=None) == Button("✓ Да", BroadcastList())


def test_the_second_tap_says_that_it_is_sure(ctx: Context) -> None:
    assert sure(ctx, "staffing.remove_sure", RemoveStaff(person=5)).payload == RemoveStaff(person=5, sure=True)


@given(some.integers(0, 200), some.integers(1, 20), some.integers(-5, 300))
def test_any_page_that_is_asked_for_shows_something_of_a_list(total: int, size: int, wanted: int) -> None:
    pages = Pages(total, size, wanted)
    assert 1 <= pages.number <= pages.count
    shown = pages.shown(range(total))
    assert len(shown) <= size
    assert bool(shown) == bool(total)
    if 1 <= wanted <= pages.count:
        assert pages.number == wanted


@given(some.integers(0, 200), some.integers(1, 20))
def test_all_pages_together_show_all_of_it_once(total: int, size: int) -> None:
    count = Pages(total, size, 1).count
    shown = [item for number in range(1, count + 1) for item in Pages(total, size, number).shown(range(total))]
    assert shown == list(range(total))


@pytest.mark.parametrize(("wanted", "led_to"), [(1, [2]), (2, [1, 3]), (3, [2]), (9, [2])])
def test_turning_leads_to_the_pages_beside(ctx: Context, wanted: int, led_to: list[int]) -> None:
    turns = Pages(25, 10, wanted).turns(ctx, BroadcastList(page=wanted))
    assert [button.payload for button in turns] == [BroadcastList(page=number) for number in led_to]


def test_a_single_page_cannot_be_turned(ctx: Context) -> None:
    assert Pages(10, 10, 1).turns(ctx, BroadcastList()) == []
