"""The Bot API's methods, one small function each, found by aiogram's class of the method."""

from bot.demo.methods import chat_topics, chats, copying, editing, profile, receiving, sending
from bot.demo.methods.registry import answerers

__all__ = ["answerers", "chat_topics", "chats", "copying", "editing", "profile", "receiving", "sending"]
