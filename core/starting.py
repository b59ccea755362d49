"""Why the bot cannot start."""


class CannotStart(Exception):  # noqa: N818
    """The bot cannot begin; the text says what the operator can do."""
