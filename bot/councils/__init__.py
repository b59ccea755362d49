"""Councils in the conversation: how the actions of `bot.actions.councils` are carried out, by subject."""
