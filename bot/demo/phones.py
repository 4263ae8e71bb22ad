"""Whose phones the demo shows. The numbers are invented: +7 700 000 00 … is given to nobody."""

from dataclasses import dataclass

from aiogram.types import User


@dataclass(frozen=True, slots=True)
class Phone:
    id: str
    """As the page names it in its addresses."""
    user: User
    phone_number: str


DEMO_PHONES = (
    Phone(
        "applicant",
        User(
            id=7001, is_bot=False, first_name="Айгүл", last_name="Серікқызы", username="aigul_demo", language_code="kk"
        ),
        "+77000000001",
    ),
    Phone(
        "colleague",
        User(id=7002, is_bot=False, first_name="Данияр", last_name="Ахметұлы", language_code="ru"),
        "+77000000002",
    ),
)
