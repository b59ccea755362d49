"""The form that connects a calendar."""

from bot.calendars.cards import CONNECTED, calendars_card, how_to_find
from bot.sentences import label
from bot.ui import Hint, Layout, Message, Outcome, TextField
from core.calendars import LONGEST_ADDRESS, calendar_address
from core.desk import Desk
from core.people import Person
from core.usecases import calendars

ADDRESS = "address"


def layout(desk: Desk, person: Person) -> Layout:
    """Title, label of the submission, introduction and fields; raises NotMentor."""
    calendars.calendars(desk, person)
    fields = (
        TextField(
            ADDRESS,
            label("Address of the calendar"),
            limit=LONGEST_ADDRESS,
            hint=label("It begins with https:// or webcal://"),
            secret=True,
        ),
        TextField("user", label("User name"), required=False, limit=200, hint=label("For CalDAV only")),
        TextField(
            "password",
            label("Password"),
            required=False,
            limit=200,
            hint=label("For CalDAV only; best one made for this app alone"),
            secret=True,
        ),
    )
    return Layout(label("Connect a calendar"), label("Connect"), fields, (Hint(how_to_find()),))


def send_in(desk: Desk, person: Person, values: dict[str, str]) -> Outcome:
    """Read and keep the calendar; raises CalendarUnreadable, TooManyCalendars, AskFirst."""
    return connect(
        desk, person, values.get(ADDRESS, ""), values.get("user", "").strip(), values.get("password", "")
    )


def connect(desk: Desk, person: Person, text: str, user: str = "", password: str = "") -> Outcome:
    """Read and keep the calendar whose address was typed."""
    own = calendars.connect(desk, person, calendar_address(text, user, password))
    return Message(calendars_card(own, CONNECTED))
