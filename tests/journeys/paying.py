"""Mentees who pay, and a provider that tells of it."""

from datetime import timedelta

from core.providers import Paid, Told
from core.sessions import Session
from core.usecases.payments import facts
from tests.journeys.programme import Programme, Someone
from tests.payments import Provider


async def begins(mentee: Someone, when: str = "@ana tomorrow 3pm") -> Session:
    """The mentee has got as far as the link to pay by."""
    await mentee.command("book", when)
    await mentee.press("Go to payment")
    return max(mentee.programme.sessions_of(mentee), key=lambda session: session.id)


async def books(mentee: Someone, provider: Provider, when: str = "@ana tomorrow 3pm") -> Session:
    """The mentee has a session and has paid for it."""
    session = await begins(mentee, when)
    await hears(mentee.programme, provider.pay())
    return now(mentee, session)


def now(mentee: Someone, session: Session) -> Session:
    return next(each for each in mentee.programme.sessions_of(mentee) if each.id == session.id)


async def hears(programme: Programme, *told: Told) -> None:
    """The provider tells of it."""
    for each in told:
        if isinstance(each.fact, Paid):
            programme.knows(each.fact.payment, each.fact.reference)
        facts.take(programme.desk, each)
    await programme.settle()


async def passes(programme: Programme, **time: float) -> None:
    """Time passes, with the round at its end."""
    programme.clock.move(timedelta(**time))
    await programme.payments.go()
    await programme.settle()
