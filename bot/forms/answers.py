"""What answers no question."""

from bot.ui import Label


class NotAnAnswer(Exception):  # noqa: N818
    """What was typed does not answer the question; `what` says what would."""

    def __init__(self, what: Label) -> None:
        super().__init__(what)
        self.what = what
