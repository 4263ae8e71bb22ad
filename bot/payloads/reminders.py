"""Which reminders a person wants."""

from bot.payloads.payload import Payload
from content.rules.reminders import ReminderRule


class ReminderSettings(Payload, prefix="reminders"):
    pass


class SetReminder(Payload, prefix="setreminder"):
    rule: ReminderRule
    wanted: bool


class SetAllReminders(Payload, prefix="allreminders"):
    wanted: bool


class RemindersOff(Payload, prefix="remindersoff"):
    """That all are off now; `kept` is what was chosen before (see `content.rules.reminders.keep`)."""

    kept: str


class RestoreReminders(Payload, prefix="remindersback"):
    kept: str


class SetNextContestNotice(Payload, prefix="tellnext"):
    wanted: bool
