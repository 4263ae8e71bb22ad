__import__("bot.libraries.lazy_models")  # before anything imports aiogram
