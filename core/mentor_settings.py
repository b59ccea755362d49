"""What is set about a mentor, by the mentor or by an admin, and what each setting takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from core.errors.common import TooLong
from core.errors.mentors import SettingRefused
from core.mentors import Mentor


class Setting(StrEnum):
    """One thing that can be set."""

    HEADLINE = "headline"
    TAGS = "tags"
    BIO = "bio"
    SENIORITY = "seniority"
    RATE = "rate"
    LINK = "link"
    CALENDLY = "calendly"
    ACTIVE = "active"
    ACCEPTING = "accepting"
    VERIFIED = "verified"


class Switch(StrEnum):
    """The settings that are on or off."""

    ACTIVE = Setting.ACTIVE.value
    ACCEPTING = Setting.ACCEPTING.value
    VERIFIED = Setting.VERIFIED.value

    @property
    def setting(self) -> Setting:
        """The same as a setting."""
        return Setting(self.value)


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one session, in minor units of `currency`; 0 is free."""

    amount: int
    currency: str


Value = str | int | tuple[str, ...] | Rate
ADMINS_ONLY = frozenset({Setting.SENIORITY, Setting.VERIFIED})
LIMITS = {
    Setting.HEADLINE: 120,
    Setting.BIO: 1000,
    Setting.TAGS: 200,
    Setting.LINK: 300,
    Setting.CALENDLY: 300,
}
MOST_TAGS = 12
LEAST_SENIOR, MOST_SENIOR = 1, 5
MOST_RATE = 10**9
CALENDLY_HOST = "calendly.com"
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOT_IN_LINKS = re.compile(r"[\s\x00-\x20\x7f<>\"'`\\^{|}]")
_PUBLIC_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_OWN_NETWORK = (".local", ".localhost", ".internal", ".lan", ".home.arpa")


def present(mentor: Mentor, setting: Setting) -> Value:
    """What a setting is now."""
    match setting:
        case Setting.RATE:
            return Rate(mentor.rate, mentor.currency)
        case Setting.LINK:
            return mentor.meeting_link
        case Setting.CALENDLY:
            return mentor.calendly_link
        case _:
            value: Value = getattr(mentor, setting.value)
            return value


def with_settings(mentor: Mentor, values: Mapping[Setting, Value]) -> Mentor:
    """The mentor with all of these set; raises TooLong and SettingRefused for the first that cannot be."""
    fields: dict[str, Any] = {}
    for setting, value in values.items():
        match setting, value:
            case ((Setting.HEADLINE | Setting.BIO), str()):
                fields[setting.value] = _fitting(setting, value.strip())
            case Setting.TAGS, tuple():
                fields["tags"] = _tags(value)
            case Setting.SENIORITY, int():
                if not LEAST_SENIOR <= value <= MOST_SENIOR:
                    raise SettingRefused(setting, "range", str(value))
                fields["seniority"] = value
            case Setting.RATE, Rate(amount, currency):
                if not 0 <= amount <= MOST_RATE or not _CURRENCY.fullmatch(currency):
                    raise SettingRefused(setting, "range", f"{amount} {currency}")
                fields |= {"rate": amount, "currency": currency}
            case Setting.LINK, str():
                fields["meeting_link"] = _link(setting, value)
            case Setting.CALENDLY, str():
                fields["calendly_link"] = _calendly(value)
            case ((Setting.ACTIVE | Setting.ACCEPTING | Setting.VERIFIED), bool()):
                fields[setting.value] = value
            case _:
                raise SettingRefused(setting, "unclear", str(value)[:40])
    return replace(mentor, **fields)


def _fitting(setting: Setting, text: str) -> str:
    if len(text) > (limit := LIMITS[setting]):
        raise TooLong(setting, limit, len(text))
    return text


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """In lower case, each once."""
    names = tuple(dict.fromkeys(name for tag in tags if (name := " ".join(tag.lower().split()))))
    _fitting(Setting.TAGS, ", ".join(names))
    if len(names) > MOST_TAGS:
        raise SettingRefused(Setting.TAGS, "many", str(len(names)))
    return names


def _link(setting: Setting, text: str) -> str:
    """An https address on a public host, or none."""
    link = _fitting(setting, text.strip())
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        named = parts.username is not None or parts.password is not None
        numbered = parts.port == 0
    except ValueError as problem:
        raise SettingRefused(setting, "link", link) from problem
    if parts.scheme != "https":
        raise SettingRefused(setting, "scheme", link)
    if _NOT_IN_LINKS.search(link) or named or numbered:
        raise SettingRefused(setting, "link", link)
    if not _PUBLIC_HOST.fullmatch(host) or host.endswith(_OWN_NETWORK):
        raise SettingRefused(setting, "host", link)
    return link


def _calendly(text: str) -> str:
    """The address of an event type at Calendly, or none."""
    link = _link(Setting.CALENDLY, text)
    parts = urlsplit(link)
    if link and (
        parts.hostname not in {CALENDLY_HOST, f"www.{CALENDLY_HOST}"} or not parts.path.strip("/")
    ):
        raise SettingRefused(Setting.CALENDLY, "calendly", link)
    return link
