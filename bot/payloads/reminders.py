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


class SetNextContestNotice(Payload, prefix="tellnext"):
    wanted: bool
