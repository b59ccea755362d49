"""The simulated Telegram under python-telegram-bot and under its people."""
