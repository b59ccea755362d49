"""The form in which a saved view gets its name."""

from bot.admin_sessions.cards import asked_text
from bot.sentences import label, lines, say
from bot.ui import Layout, Paragraph, TextField
from core.session_queries import StoredQuery
from core.usecases.admin_sessions import NAME_LIMIT


def name_layout(stored: StoredQuery) -> Layout:
    """What is saved under the name, and the name it has."""
    hint = label("You open it again with “{command}” and its name.", command="/admin sessions view")
    name = TextField("view", label("Name"), initial=stored.name or "", limit=NAME_LIMIT, hint=hint)
    intro = Paragraph(lines(say("What it lists:"), asked_text(stored.query)))
    return Layout(label("Save view"), label("Save"), (name,), (intro,))
