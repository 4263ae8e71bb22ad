"""Whose phones the demo shows.

The numbers of applicants and of staff are invented: +7 700 000 00 … is given to nobody. The consultant's is not: the
announcement prints it for Atyrau and Shymkent (section 7), and the bot knows its consultants by the numbers printed
there. Nothing is ever sent to it.
"""

from dataclasses import dataclass

from aiogram.types import User


@dataclass(frozen=True, slots=True)
class DemoPhone:
    id: str
    """As the page names it in its addresses."""
    user: User
    phone_number: str


DEMO_PHONES = (
    DemoPhone(
        "applicant",
        User(
            id=7001, is_bot=False, first_name="Айгүл", last_name="Серікқызы", username="aigul_demo", language_code="kk"
        ),
        "+77000000001",
    ),
    DemoPhone(
        "colleague",
        User(id=7002, is_bot=False, first_name="Данияр", last_name="Ахметұлы", language_code="ru"),
        "+77000000002",
    ),
    DemoPhone(
        "consultant",
        User(id=7003, is_bot=False, first_name="Асқар", last_name="Ибадуллаев", language_code="ru"),
        "+77755915570",
    ),
    DemoPhone(
        "staff",
        User(id=7004, is_bot=False, first_name="Гүлнар", last_name="Омарқызы", language_code="kk"),
        "+77000000004",
    ),
)
OWNERS = tuple(phone.user.id for phone in DEMO_PHONES if phone.id == "staff")
"""Whom the settings of the demo name as staff."""
