"""What examples of commands end in: times, hours, reasons and the like, as people of each language would type them."""

from bot.sentences import Msg, msg

ENDINGS: tuple[Msg, ...] = (
    msg("tomorrow 3pm"),
    msg("3pm"),
    msg("fri 15:30"),
    msg("fri 4pm"),
    msg("thu 4pm"),
    msg("24 nov"),
    msg("next week"),
    msg("5 4 thanks"),
    msg("read chapter 2"),
    msg("the link did not open"),
    msg("mon-fri 9-12, 13-17"),
    msg("off 24-31 dec"),
    msg("tue closed"),
    msg("mon-fri 9-17 break 12-13"),
    msg("break 12-12:30"),
    msg("copy mon to wed, fri"),
    msg("copy mon to wed"),
    msg("you@example.org"),
    msg("Plain talk about growth"),
    msg("late twice"),
    msg("did not come three times"),
    msg("settled"),
    msg("Cancelled"),
    msg("a storm"),
    msg("friday by +1h a storm"),
    msg("The room has changed"),
    msg("the mentor is ill"),
    msg("poor sound"),
    msg("Ana is away"),
    msg("call back on Monday"),
    msg("When did it end?"),
    msg("we have spoken to both"),
    msg("nothing of it is so"),
    msg("cancelling"),
)

ALONE: tuple[Msg, ...] = (
    msg("tomorrow"),
    msg("tue 15:00"),
    msg("thu 16:00"),
    msg("25 Nov 4pm"),
    msg("24 dec"),
    msg("24-31 dec"),
    msg("24 Nov - 4 Dec"),
    msg("until 5pm"),
    msg("wed, fri"),
    msg("weekdays"),
    msg("9-17 break 12-13"),
    msg("closed"),
)
"""Examples that stand behind no command."""

LENGTHS: tuple[Msg, ...] = (
    msg("15 min"),
    msg("2h"),
    msg("72 h"),
    msg("1 day"),
    msg("3 days"),
    msg("6 weeks"),
)


def without(text: str) -> tuple[str, Msg | None]:
    """The text without what it ends in, and that, if an example ends so; the longest that fits."""
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if text == ending or text.endswith(f" {ending}"):
            return text[: -len(ending)].rstrip(), ending
    return text, None
