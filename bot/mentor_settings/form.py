"""The form of a mentor's settings."""

import json

from bot.forms.problems import SEEN
from bot.language import reader_locale
from bot.mentor_settings.cards import NAMES, stays_text
from bot.mentors.cards import SENIORITY
from bot.sentences import label
from bot.turn import Turn
from bot.typed.mentor_settings import read_setting
from bot.typed.rates import LIMIT, rate_text
from bot.ui import NO_LABEL, Field, Label, Layout, Paragraph, SelectField, TextField
from core.mentor_settings import LIMITS, Rate, Setting, Value
from core.usecases.mentor_settings import MentorSettings

ON, OFF = "on", "off"


def layout(seen: MentorSettings) -> Layout:
    """All that the reader may set, as it is."""
    mentor = seen.mentor
    fields: list[Field] = [
        _text(Setting.HEADLINE, mentor.headline),
        _text(Setting.TAGS, ", ".join(mentor.tags), label("Separated by commas")),
        _text(Setting.BIO, mentor.bio, multiline=True),
        TextField(
            Setting.RATE,
            label(NAMES[Setting.RATE]),
            initial=rate_text(Rate(mentor.rate, mentor.currency), reader_locale()),
            limit=LIMIT,
            hint=label("For one session, with its currency, such as 40 EUR. 0 is no charge."),
        ),
        _text(Setting.LINK, mentor.meeting_link, label("An https:// address that you meet at")),
        _text(Setting.CALENDLY, mentor.calendly_link, label("Such as https://calendly.com/ana/30min")),
        _switch(Setting.ACTIVE, on=mentor.active),
        _switch(Setting.ACCEPTING, on=mentor.accepting),
    ]
    if seen.reader.is_admin:
        levels = tuple(
            (str(level), label("{n}, {words}", n=level, words=label(words)))
            for level, words in SENIORITY.items()
        )
        fields.append(
            SelectField(Setting.SENIORITY, label(NAMES[Setting.SENIORITY]), levels, str(mentor.seniority))
        )
        fields.append(_switch(Setting.VERIFIED, on=mentor.verified))
    title = label("Mentor page") if seen.is_own else label("Mentor page of {name}", name=mentor.person.name)
    intro = (Paragraph(stays_text(seen)),) if seen.booked else ()
    return Layout(title, label("Save"), tuple(fields), intro, guarded=True)


def shown_in(turn: Turn, seen: MentorSettings) -> dict[Setting, Value] | None:
    """The settings as the form showed them that is being sent in; None where that is not known."""
    sent = turn.desk.submission
    shown = None if sent is None else sent.draft.values.get(SEEN)
    return None if shown is None else values_of(seen, json.loads(shown))


def values_of(seen: MentorSettings, filled: dict[str, str]) -> dict[Setting, Value]:
    """What was filled in; raises SettingRefused and RateUnclear. A setting without a field stays as it is."""
    return {
        setting: read_setting(setting, filled[setting], seen.mentor)
        for setting in Setting
        if setting in filled and seen.may_set(setting)
    }


def _text(setting: Setting, initial: str, hint: Label = NO_LABEL, *, multiline: bool = False) -> TextField:
    return TextField(
        setting,
        label(NAMES[setting]),
        required=False,
        multiline=multiline,
        initial=initial,
        limit=LIMITS[setting],
        hint=hint,
    )


def _switch(setting: Setting, *, on: bool) -> SelectField:
    return SelectField(
        setting, label(NAMES[setting]), ((ON, label("Yes")), (OFF, label("No"))), ON if on else OFF
    )
