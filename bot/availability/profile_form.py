"""The form of what mentees read about a mentor."""

from bot.sentences import label
from bot.ui import Layout, TextField
from core.mentor_settings import LIMITS, Setting
from core.mentors import Mentor


def layout(mentor: Mentor) -> Layout:
    """Headline, topics and text, as they are."""
    headline = TextField(
        "headline",
        label("Headline"),
        required=False,
        initial=mentor.headline,
        limit=LIMITS[Setting.HEADLINE],
    )
    topics = TextField(
        "tags",
        label("Topics"),
        required=False,
        initial=", ".join(mentor.tags),
        limit=LIMITS[Setting.TAGS],
        hint=label("Separated by commas"),
    )
    about = TextField(
        "bio",
        label("About you"),
        required=False,
        multiline=True,
        initial=mentor.bio,
        limit=LIMITS[Setting.BIO],
    )
    return Layout(label("About you"), label("Save"), (headline, topics, about), guarded=True)
