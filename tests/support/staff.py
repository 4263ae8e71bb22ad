"""Staff, in tests: the one whom the settings list, and others with some rights."""

from bot.access import Right
from bot.app import App
from bot.services.staff.membership import load_access
from storage.staff import staff
from storage.staff.staff import StaffMember
from tests.support.conversation import Chats, Phone

OWNER, MEMBER = 9001, 9002


async def give(app: App, person_id: int, *rights: Right, name: str = "Ерлан") -> None:
    """Makes somebody a member of staff with exactly these rights; with none, they are staff no more."""
    async with app.database.writing() as connection:
        if rights:
            given = " ".join(right.value for right in rights)
            await staff.put(connection, StaffMember(person_id, name, given, OWNER, app.clock.now()))
        else:
            await staff.remove(connection, person_id)
    await load_access(app.database, app.access)


async def with_rights(
    chats: Chats, *rights: Right, user_id: int = MEMBER, name: str = "Ерлан", language: str = "Қазақша"
) -> Phone:
    """Another member of staff, with their phone in hand."""
    phone = chats.person(user_id, None, name)
    await phone.begin(language)
    await give(chats.app, user_id, *rights, name=name)
    return phone
