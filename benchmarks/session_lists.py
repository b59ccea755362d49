"""Which lists of sessions are measured: some of each kind, and what is drawn by lot from all that can be asked."""

import random
from collections.abc import Iterator
from datetime import date

from core.refunds import RefundStatus
from core.session_queries import SessionQuery, Sort
from core.sessions import Meeting, Status

MAY = {"first": date(2025, 5, 1), "last": date(2025, 5, 31)}
LISTS: dict[str, tuple[SessionQuery, ...]] = {
    "without a filter": (SessionQuery(), SessionQuery(descending=False)),
    "by status, type and refund": (
        SessionQuery(statuses=(Status.CANCELLED,)),
        SessionQuery(meetings=(Meeting.CHAT,)),
        SessionQuery(refunds=(RefundStatus.PENDING,)),
        SessionQuery(refunds=(RefundStatus.NONE,)),
        SessionQuery(
            statuses=(Status.NO_SHOW,), meetings=(Meeting.IN_PERSON,), refunds=(RefundStatus.FAILED,)
        ),
    ),
    "by days": (SessionQuery(**MAY), SessionQuery(statuses=(Status.CANCELLED,), **MAY)),
    "by mentor and mentee": (
        SessionQuery(mentors=(7,)),
        SessionQuery(mentors=(7,), statuses=(Status.CANCELLED,)),
        SessionQuery(mentees=(7_000,)),
        SessionQuery(mentors=tuple(range(1, 21))),
    ),
    "reassigned, or to be rescheduled": (
        SessionQuery(reassigned=True),
        SessionQuery(reassigned=True, meetings=(Meeting.CHAT,)),
        SessionQuery(pending=True),
    ),
    "by words": (
        SessionQuery(search="ana lima"),
        SessionQuery(search="python"),
        SessionQuery(search="nobody called so"),
        SessionQuery(search="ana"),
    ),
    "by a common word and a status": (SessionQuery(search="python", statuses=(Status.CANCELLED,)),),
    **{f"in order of {sort}": (SessionQuery(sort=sort), SessionQuery(sort=sort, **MAY)) for sort in Sort},
}

_SOME: dict[str, tuple[float, tuple[object, ...]]] = {
    "statuses": (0.35, (*((each,) for each in Status), (Status.CANCELLED, Status.NO_SHOW))),
    "meetings": (0.3, tuple((each,) for each in Meeting)),
    "refunds": (0.25, tuple((each,) for each in RefundStatus)),
    "mentors": (0.15, ((7,), (8, 9, 10, 11), tuple(range(1, 21)))),
    "mentees": (0.15, ((7_000,), tuple(range(7_000, 7_020)))),
    "reassigned": (0.2, (True,)),
    "pending": (0.15, (True,)),
    "search": (
        0.3,
        (
            "python", "ana lima", "ana", "data", "zettel", "a", "review", "nobody", "ana python", "first", "lima",
        ),
    ),
    "sort": (0.6, tuple(Sort)),
    "descending": (0.3, (False,)),
}  # fmt: skip
"""How often each filter is set, and to what."""
_DAYS: tuple[dict[str, date], ...] = (
    *({},) * 6,
    MAY,
    {"first": date(2025, 1, 1), "last": date(2025, 12, 31)},
    {"first": date(2026, 3, 1)},
    {"last": date(2023, 6, 1)},
    {"first": date(2025, 5, 5), "last": date(2025, 5, 5)},
)


def drawn(count: int) -> Iterator[SessionQuery]:
    """So many queries, the same each time."""
    chance = random.Random(1)
    for _ in range(count):
        some = {
            name: chance.choice(values)
            for name, (often, values) in _SOME.items()
            if chance.random() < often
        }
        yield SessionQuery.model_validate({**some, **chance.choice(_DAYS)})
