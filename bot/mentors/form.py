"""The forms that narrow the list of mentors."""

from bot.mentors.cards import mentors_card
from bot.sentences import label, own
from bot.typed.searches import narrowed, read_search
from bot.ui import Card, Layout, SelectField, TextField
from core.desk import Desk
from core.folding import words_of
from core.people import Person
from core.usecases import picking

TOPICS = 24
ANY = "*"


def search_layout() -> Layout:
    """What to search by."""
    name = TextField("search", label("Name or topic"), limit=60)
    return Layout(label("Search mentors"), label("Search"), (name,))


def filter_layout(desk: Desk, search: str) -> Layout:
    """Topic and highest rate, as they are in force."""
    wanted = read_search(search)
    topics = {tuple(words_of(topic)): topic for topic in picking.topics(desk, TOPICS)}
    chosen = [topics.setdefault(tuple(words_of(tag)), tag) for tag in wanted.tags]
    options = [(ANY, label("Any topic")), *((topic, own(topic)) for topic in topics.values())]
    most = "" if wanted.most is None else str(wanted.most)
    topic = SelectField("topic", label("Topic"), tuple(options), next(iter(chosen), ANY), required=False)
    highest = TextField(
        "most",
        label("Highest rate"),
        required=False,
        initial=most,
        limit=20,
        hint=label("Such as 50, in the mentor's own currency. 0 is no charge, empty is any rate."),
    )
    fields = (topic, highest) if len(options) > 1 else (highest,)
    return Layout(label("Filter mentors"), label("Show"), fields)


def searched(desk: Desk, person: Person, values: dict[str, str]) -> Card:
    """Who fits what was typed."""
    return _shown(desk, person, values.get("search", ""), soonest=False)


def filtered(desk: Desk, person: Person, values: dict[str, str], search: str, *, soonest: bool) -> Card:
    """Who of those found before fits topic and rate as well."""
    topic = values.get("topic", "")
    narrower = narrowed(search, "" if topic == ANY else topic, values.get("most", ""))
    return _shown(desk, person, narrower, soonest=soonest)


def _shown(desk: Desk, person: Person, search: str, *, soonest: bool) -> Card:
    return mentors_card(picking.mentors(desk, person, read_search(search), soonest=soonest), person)
