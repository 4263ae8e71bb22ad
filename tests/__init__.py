__import__("bot")  # before any test imports aiogram, which it makes quick to import
