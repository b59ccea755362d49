"""The forms of a mentor who is asked."""

from datetime import time

from bot.councils.poll_cards import hours_count
from bot.dates import wall_text
from bot.forms.moments import moment_field
from bot.labels import minute_text
from bot.sentences import label, say
from bot.ui import Hint, Layout, SelectField, TextField
from core.people import Person
from core.usecases.councils.drafting import WORDS_LIMIT

HOURS = range(6, 24)
ANY = "any"


def hours_form(person: Person) -> Layout:
    """From when until when on the days proposed."""
    whole = (ANY, label("any time"))
    hours = tuple((str(hour * 60), wall_text(time(hour))) for hour in HOURS)
    midnight = (str(24 * 60), minute_text(24 * 60))
    fields = (
        SelectField("since", label("Not before"), (whole, *hours), required=False),
        SelectField("until", label("Not after"), (whole, *hours, midnight), required=False),
    )
    return Layout(
        label("Only from … until …"), label("Preview"), fields, (Hint(hours_count()), _zone(person))
    )


def suggest_form(person: Person) -> Layout:
    """Another time."""
    field = moment_field("time", label("Another time"), person, "thu 16:00")
    return Layout(label("Suggest a time"), label("Suggest"), (field,))


def explain_form(said: str) -> Layout:
    """What stands against it; `said` is the explanation so far."""
    field = TextField(
        "conflict", label("What stands against it"), multiline=True, limit=WORDS_LIMIT, initial=said
    )
    only = Hint(say("Only the coordinator reads it."))
    return Layout(label("Explain a conflict"), label("Send"), (field,), (only,))


def _zone(person: Person) -> Hint:
    return Hint(say("Times are those of {zone}.", zone=person.clock_zone))
