"""Councils in the talk: each action and form of `bot.council_actions`, in a module of its subject."""
