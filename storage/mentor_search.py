"""Searching mentors: who is wanted, who fits best, and what of them is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from core.mentors import Wanted
from core.money import MINOR_UNITS, USUAL_MINOR_UNITS
from storage.folding import in_words, sought
from storage.tables import IS_MENTOR, addresses, mentors, people

_SHUT = exists().where(addresses.c.person == people.c.id, ~addresses.c.reachable)
_OPEN = exists().where(addresses.c.person == people.c.id, addresses.c.reachable)
MENTORS = people.join(mentors, mentors.c.person == people.c.id)
# Mentors one after the other, each with who it is. SQLite would look through all members for those who are mentors.
_EACH = mentors.join(
    people,
    people.c.id == UnaryExpression(mentors.c.person, operator=custom_op("+"), type_=mentors.c.person.type),
)
BOOKABLE = and_(
    mentors.c.active,
    mentors.c.schedule_active,
    mentors.c.verified,
    mentors.c.accepting,
    mentors.c.hours_confirmed,
    IS_MENTOR,
    ~people.c.suspended,
    or_(~_SHUT, _OPEN),
)
_SCHEDULE = (
    mentors.c.zone,
    mentors.c.weekly,
    mentors.c.default_duration,
    mentors.c.buffer_minutes,
    mentors.c.min_notice_minutes,
    mentors.c.max_days_ahead,
    mentors.c.max_sessions_per_week,
    mentors.c.instant_booking,
)
_UNITS = case(MINOR_UNITS, value=mentors.c.currency, else_=USUAL_MINOR_UNITS)

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a search consists of; searches of one shape are the same statements with other values."""

    words: int
    names: int
    tags: int
    rate: bool
    nobody: bool


@dataclass(frozen=True, slots=True)
class SearchStatements:
    """The statements of one search, each with its values."""

    shape: _Shape
    values: Values

    def page(self, more: Values) -> tuple[Select[Any], Values]:
        """The ids from `offset`, `limit` at most, best first."""
        return _page(self.shape), {**self.values, **more}

    def counted_page(self, more: Values) -> tuple[Select[Any], Values]:
        """What `page` says, each with how many there are: whoever is found by words is looked for once."""
        return _counted_page(self.shape), {**self.values, **more}

    def count(self) -> tuple[Select[Any], Values]:
        """How many there are."""
        return _count(self.shape), self.values

    def schedules(self) -> tuple[Select[Any], Values]:
        """All ids, best first, with what `schedule_of` takes."""
        return _schedules(self.shape), self.values


def found(wanted: Wanted, without: int | None) -> SearchStatements:
    """The search for who is wanted. Text without any word in it, such as `!!!`, fits nobody."""
    words, names = sought(wanted.words), sought(wanted.name)
    tags = [in_words(tag) for tag in wanted.tags]
    typed = (wanted.words, wanted.name, *wanted.tags)
    read = (words, names, *tags)
    shape = _Shape(
        len(words),
        len(names),
        len(tags),
        rate=wanted.most is not None,
        nobody=any(text.strip() and not meant for text, meant in zip(typed, read, strict=True)),
    )
    name = in_words(" ".join(names or words))
    values: dict[str, object] = {
        "without": without or 0,
        "equal": name,
        "begins": f"{name}%",
        "tag": f"%\n{name}\n%",
    }
    values |= {f"word_{place}": f"% {word}%" for place, word in enumerate(words)}
    values |= {f"name_{place}": f"% {word}%" for place, word in enumerate(names)}
    values |= {f"tag_{place}": f"%\n{tag}\n%" for place, tag in enumerate(tags)}
    if wanted.most is not None:
        values["most"] = wanted.most
    return SearchStatements(shape, values)


@lru_cache(maxsize=256)
def _page(shape: _Shape) -> Select[Any]:
    by_name = not (shape.words or shape.names)
    query = select(people.c.id).select_from(MENTORS if by_name else _EACH)
    query = query.where(_fitting(shape)).order_by(*_best(shape))
    return query.limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(maxsize=256)
def _counted_page(shape: _Shape) -> Select[Any]:
    return _page(shape).add_columns(func.count().over().label("total"))


@lru_cache(maxsize=256)
def _count(shape: _Shape) -> Select[Any]:
    return select(func.count()).select_from(_EACH).where(_fitting(shape))


@lru_cache(maxsize=256)
def _schedules(shape: _Shape) -> Select[Any]:
    return (
        select(people.c.id, *_SCHEDULE).select_from(MENTORS).where(_fitting(shape)).order_by(*_best(shape))
    )


def _fitting(shape: _Shape) -> ColumnElement[bool]:
    if shape.nobody:
        return false()
    conditions: list[ColumnElement[bool]] = [people.c.id != bindparam("without")]
    conditions += [_in_name(f"word_{place}", mentors.c.words_folded) for place in range(shape.words)]
    conditions += [_in_name(f"name_{place}") for place in range(shape.names)]
    conditions += [mentors.c.words_folded.like(bindparam(f"tag_{place}")) for place in range(shape.tags)]
    if shape.rate:
        conditions.append(mentors.c.rate <= bindparam("most", type_=Integer) * _UNITS)
    return and_(*conditions, BOOKABLE)  # who fits is fewer, and asked about their addresses afterwards


def _in_name(word: str, *also: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the word begins one of the name or a handle (or of `also`)."""
    called = exists().where(
        addresses.c.person == people.c.id, addresses.c.handle_words.like(bindparam(word))
    )
    return or_(*(column.like(bindparam(word)) for column in (people.c.name_words, *also)), called)


def _best(shape: _Shape) -> tuple[ColumnElement[Any], ...]:
    """The whole name, its beginning, words in it, a tag in full, anything else; among equals by name."""
    by_name = (people.c.name_folded, people.c.id)
    parts = [f"word_{n}" for n in range(shape.words)] or [f"name_{n}" for n in range(shape.names)]
    if not parts:
        return by_name
    fit = case(
        (people.c.name_words == bindparam("equal"), 0),
        (people.c.name_words.like(bindparam("begins")), 1),
        (and_(*(people.c.name_words.like(bindparam(part)) for part in parts)), 2),
        (mentors.c.words_folded.like(bindparam("tag")), 3),
        else_=4,
    )
    return (fit, *by_name)
