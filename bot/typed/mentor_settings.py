"""A mentor's settings as they are typed: `rate 40 EUR`, `tags python, sql`, `accepting off`."""

import re

from bot.language import reader_locale
from bot.typed.command_words import meant
from bot.typed.policy_values import yes_or_no
from bot.typed.rates import NoRate, read_rate
from core.errors.mentors import RateUnclear, SettingRefused
from core.mentor_settings import Setting, Switch, Value
from core.mentors import Mentor

WORDS = {
    "headline": Setting.HEADLINE,
    "tags": Setting.TAGS,
    "tag": Setting.TAGS,
    "topics": Setting.TAGS,
    "bio": Setting.BIO,
    "about": Setting.BIO,
    "seniority": Setting.SENIORITY,
    "rate": Setting.RATE,
    "price": Setting.RATE,
    "link": Setting.LINK,
    "calendly": Setting.CALENDLY,
    "active": Setting.ACTIVE,
    "accepting": Setting.ACCEPTING,
    "verified": Setting.VERIFIED,
}
QUOTED = 40
_NONE = frozenset({"-", "none", "off"})
_WRAPPED = re.compile(r"<([^<>|]+)(?:\|[^<>]*)?>")
_AT_ONCE = re.compile(
    rf"(?:(?P<who>.+?) )?(?P<word>{'|'.join(WORDS)})(?:[:= ] ?(?P<value>.*))?", re.IGNORECASE
)


def split_setting(text: str) -> tuple[str, Setting, str] | None:
    """`@ana rate 40 EUR` as whom, what and to what; each but the setting may be empty. None where none is named."""
    found = _AT_ONCE.fullmatch(text)
    if found is None:
        return None
    return found["who"] or "", WORDS[found["word"].lower()], (found["value"] or "").strip()


def read_setting(setting: Setting, text: str, mentor: Mentor) -> Value:
    """What the text means for the setting; raises SettingRefused, and RateUnclear of a rate."""
    said = text.strip()
    match setting:
        case Setting.HEADLINE | Setting.BIO:
            return "" if meant(said) in _NONE else said
        case Setting.TAGS:
            return () if meant(said) in _NONE else _tags(said)
        case Setting.SENIORITY:
            if not re.fullmatch(r"\d{1,9}", said, re.ASCII):
                raise SettingRefused(setting, "range", said[:QUOTED])
            return int(said)
        case Setting.RATE:
            try:
                return read_rate(said, mentor.currency, reader_locale())
            except NoRate as no:
                readings = tuple((rate.amount, rate.currency) for rate in no.readings)
                raise RateUnclear(said[:QUOTED], no.problem, no.currency, mentor.id, readings) from no
        case Setting.LINK | Setting.CALENDLY:
            wrapped = _WRAPPED.fullmatch(said)
            return "" if meant(said) in _NONE else wrapped[1] if wrapped else said
    on = yes_or_no(said.lower())
    if on is None:
        raise SettingRefused(Switch(setting.value), "switch", said[:QUOTED])
    return on


def _tags(said: str) -> tuple[str, ...]:
    tags = tuple(
        name for part in re.split(r"[,;\n]", said) if (name := part.strip().removeprefix("#").strip())
    )
    if said and not tags:
        raise SettingRefused(Setting.TAGS, "empty", said[:QUOTED])
    return tags
