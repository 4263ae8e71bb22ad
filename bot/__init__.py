__import__("bot.lazy_models")  # before anything imports aiogram
