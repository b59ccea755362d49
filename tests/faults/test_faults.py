"""Nothing lost, nothing twice, whatever happens; and each fault once more without what protects against it.

The long form (`make faults`) plays every story; the short form, part of `make test`, some of them.
"""

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.databases import with_database
from tests.faults import link_stories, mail_stories, payment_stories, room_stories, stories
from tests.faults.stage import Stage
from tests.postgres import PostgresServer

Story = Callable[[Stage], Awaitable[None]]
HOPELESS = 6.0


@dataclass(frozen=True)
class Fault:
    """A story; what a protection is called and what is found without it; where it plays, at which
    `provider` of payments or rooms.

    `restless` are those in which nothing comes to rest without the protection: there is no use in waiting long.
    """

    story: Callable[..., Awaitable[None]]
    without: tuple[str, ...]
    found: str
    on: str = "postgresql"
    http: bool = False
    pairs: int = 4
    short: bool = False
    restless: bool = False
    provider: str = ""

    def __str__(self) -> str:
        return "_at_".join(filter(None, (self.story.__name__, self.provider)))

    @property
    def marks(self) -> list[pytest.MarkDecorator]:
        return [] if self.short else [pytest.mark.faults]


# A story of payments, what protects it, and what is found without that; more of the fault.
PAYMENTS: list[tuple[Callable[..., Awaitable[None]], tuple[str, ...], str, dict[str, Any]]] = [
    (payment_stories.killed_in_the_transaction_of_pay, ("inbox",), "there is no link", {}),
    (
        payment_stories.killed_before_a_link_is_asked_for,
        ("end of leases",),
        "there is no",
        {"restless": True},
    ),
    (
        payment_stories.killed_between_making_a_link_and_writing_it_down,
        ("link look-up",),
        "2 links instead",
        {},
    ),
    (
        payment_stories.killed_before_a_payment_is_written_down,
        ("inbox of payments", "asking"),
        "0 payments instead",
        {},
    ),
    (
        payment_stories.killed_before_a_payment_is_taken,
        ("inbox of payments", "asking"),
        "0 payments instead",
        {"short": True},
    ),
    (
        payment_stories.killed_in_the_transaction_of_a_payment,
        ("end of claims", "asking"),
        "0 payments instead|there is no rest",
        {"restless": True},
    ),
    (payment_stories.killed_after_a_payment_is_taken, ("names of payments",), "payments instead", {}),
    (
        payment_stories.killed_before_a_refund_is_asked_for,
        ("end of leases",),
        "went back 0 times|there is no rest",
        {"restless": True},
    ),
    (
        payment_stories.killed_between_a_refund_and_writing_it_down,
        ("names of refunds",),
        "the ledger says",
        {},
    ),
    (
        payment_stories.killed_in_the_transaction_that_writes_a_refund_down,
        ("names of refunds",),
        "the ledger says",
        {},
    ),
    (
        payment_stories.the_database_is_away_while_a_payment_is_told,
        ("refusing payments", "asking"),
        "0 payments instead",
        {"on": "own server"},
    ),
    (
        payment_stories.the_provider_is_limited_broken_and_silent,
        ("names of refunds",),
        "the ledger says",
        {},
    ),
    (
        payment_stories.told_ten_times_by_two_processes,
        ("names of payments", "inbox keys"),
        "payments instead|has not left",
        {},
    ),
    (payment_stories.the_provider_acts_and_does_not_say_so, ("names of refunds",), "the ledger says", {}),
]
FAULTS = [
    *(
        Fault(story, without, found, provider=provider, **more)
        for story, without, found, more in PAYMENTS
        for provider in payment_stories.PROVIDERS
    ),
    *(
        Fault(story, ("names of rooms",), "rooms nobody meets", provider=provider, short=provider == "zoom")
        for story in (
            room_stories.killed_between_asking_for_a_room_and_writing_it_down,
            room_stories.a_room_is_made_and_nobody_says_so,
        )
        for provider in ("zoom", "livekit", "calendly")
    ),
    *(
        Fault(room_stories.the_provider_of_rooms_is_away, ("other link",), "has no link", provider=provider)
        for provider in room_stories.PROVIDERS
    ),
    *(
        Fault(
            room_stories.killed_before_asking_for_a_room,
            ("end of leases", "other link"),
            "has no link|no rest",
            provider=provider,
            restless=True,
        )
        for provider in room_stories.PROVIDERS
    ),
    Fault(
        room_stories.killed_before_taking_what_calendly_tells,
        ("inbox of payments",),
        "instead of cancelled",
        short=True,
    ),
    Fault(
        room_stories.killed_between_beginning_a_recording_and_writing_it_down,
        ("recording look-up",),
        "2 recordings instead",
    ),
    Fault(
        mail_stories.killed_between_sending_a_mail_and_recording_it,
        ("names of mails",),
        "mails instead of 2",
    ),
    Fault(
        mail_stories.killed_before_sending_a_mail, ("end of leases",), "has no mail|no rest", restless=True
    ),
    Fault(
        mail_stories.the_mail_server_takes_a_mail_and_does_not_say_so,
        ("names of mails",),
        "mails instead of 2",
        short=True,
    ),
    Fault(
        link_stories.killed_in_the_transaction_of_each_agreement,
        ("transactions",),
        "joined half|no rest",
        on="sqlite",
        pairs=2,
        short=True,
        restless=True,
    ),
    Fault(
        link_stories.killed_in_the_transaction_of_each_agreement,
        ("end of claims",),
        "no rest",
        pairs=2,
        restless=True,
    ),
    Fault(
        link_stories.killed_before_each_answer_to_an_agreement,
        ("end of claims",),
        "no rest|does not see",
        pairs=2,
        restless=True,
    ),
    Fault(
        link_stories.killed_between_each_answer_to_an_agreement_and_its_mark,
        ("end of claims",),
        "no rest",
        pairs=2,
        restless=True,
    ),
    Fault(link_stories.the_answers_to_both_agreements_are_lost, ("retries",), "does not see", pairs=2),
    Fault(
        room_stories.two_processes_ask_for_a_room,
        ("leases", "room look-up"),
        "rooms nobody meets",
        provider="zoom",
    ),
    Fault(stories.killed_between_sending_and_marking_on_slack, ("look-up",), "came twice", short=True),
    Fault(
        stories.killed_between_sending_and_marking_on_telegram,
        ("end of leases",),
        "has not left",
        restless=True,
    ),
    Fault(stories.killed_before_sending, ("end of leases",), "has not left", restless=True),
    Fault(stories.killed_while_passing_texts_on, ("look-up",), "came twice", pairs=1, short=True),
    Fault(
        stories.killed_in_a_job_and_after_it, ("end of leases",), "is not cancelled|no rest", restless=True
    ),
    Fault(stories.killed_again_and_again, ("look-up",), "came twice", pairs=8),
    Fault(stories.killed_in_the_transaction_of_a_booking, ("inbox",), "sessions instead of 1", short=True),
    Fault(stories.killed_after_a_booking_before_the_answer, ("one transaction",), "has no notice"),
    Fault(
        stories.killed_between_answering_and_marking,
        ("end of answers",),
        "has not left",
        short=True,
        restless=True,
    ),
    Fault(
        stories.stopped_by_the_operator_in_a_storm, ("giving back",), "has not left", pairs=8, restless=True
    ),
    Fault(
        stories.joined_by_a_second_process_in_a_storm,
        ("leases", "look-up"),
        "came twice",
        http=True,
        pairs=8,
    ),
    Fault(
        stories.two_started_at_once_on_an_empty_database,
        ("migration lock",),
        "already exists|duplicate key",
        on="empty",
    ),
    Fault(
        stories.the_database_goes_away_and_comes_back,
        ("second try of the loop",),
        "has not left",
        on="own server",
        restless=True,
    ),
    Fault(stories.the_chat_services_are_in_trouble, ("look-up",), "came twice", short=True),
    Fault(stories.the_chat_services_are_in_trouble, ("retries",), "given up"),
    Fault(stories.everything_is_delivered_again_and_out_of_order, ("inbox keys",), "came twice", http=True),
    Fault(
        stories.the_clock_jumps_an_hour_each_way,
        ("marks", "look-up"),
        "is nobody's notice|given up",
        restless=True,
    ),
    Fault(stories.one_machines_clock_is_an_hour_fast, ("database's clock",), "left before its time"),
    Fault(stories.a_day_of_downtime, ("expiry",), "left when it was of no use"),
    Fault(stories.the_clocks_go_forward_between_booking_and_reminder, ("elapsed time",), "has no reminder"),
    Fault(stories.the_clocks_go_back_between_booking_and_reminder, ("elapsed time",), "has no reminder"),
    Fault(stories.a_person_blocks_the_bot, ("refusals",), "has not left", restless=True),
    Fault(
        stories.the_process_that_polls_telegram_dies,
        ("end of turns",),
        "updates are left with Telegram",
        restless=True,
    ),
    Fault(stories.the_process_that_polls_telegram_dies, ("inbox keys",), "answered 2 times"),
    Fault(
        stories.what_kills_whoever_handles_it_comes_in,
        ("setting aside",),
        "instead of 'ready'|does not see",
        restless=True,
    ),
    Fault(stories.the_disk_is_full, ("transactions",), "session", on="sqlite", restless=True),
    Fault(
        stories.another_program_locks_the_database, ("inbox",), "does not see", on="sqlite", restless=True
    ),
]
EACH = pytest.mark.parametrize(
    "fault", [pytest.param(each, marks=each.marks, id=str(each)) for each in FAULTS]
)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


@asynccontextmanager
async def played(request: pytest.FixtureRequest, fault: Fault, *, protected: bool) -> AsyncIterator[Stage]:
    """The stage on which the story was played."""
    at = {"provider": fault.provider} if fault.provider else {}
    tell: Story = functools.partial(fault.story, **at)
    match fault.on:
        case "own server":
            server = request.getfixturevalue("own_server")
            url, tell = server.url(), functools.partial(fault.story, server=server, **at)
            from storage.migrate import upgrade

            upgrade(url)
        case "empty":
            name = f"empty_{Path(request.node.name).stem[:8]}_{id(request)}"
            server_url = request.getfixturevalue("postgres_server")
            with psycopg.connect(server_url, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name}")
            url = with_database(server_url, name)
        case _:
            url = request.getfixturevalue(f"{fault.on}_url")
    nursery = request.getfixturevalue("nursery")
    stage = Stage(url, nursery, () if protected else fault.without, http=fault.http, pairs=fault.pairs)
    if fault.restless and not protected:
        stage.patience = HOPELESS
    async with stage.open():
        try:
            await tell(stage)
        except AssertionError as wrong:
            if protected:
                raise
            stage.wrong.append(str(wrong))
        yield stage


@pytest.mark.spec("NTF-1", "NTF-2", "NTF-6", "BOK-5", "BOK-6", "SAF-7", "OPS-2", "OPS-5")
@EACH
async def test_nothing_is_lost_and_nothing_comes_twice(
    request: pytest.FixtureRequest, fault: Fault
) -> None:
    async with played(request, fault, protected=True) as stage:
        assert stage.verdict() == []
    if stage.doubled:
        print(f"came again on Telegram, as they may: {stage.came_again}")  # noqa: T201 (counted, `pytest -rP`)


@pytest.mark.faults
@EACH
async def test_without_its_protection_the_checker_goes_red(
    request: pytest.FixtureRequest, fault: Fault
) -> None:
    async with played(request, fault, protected=False) as stage:
        verdict = "\n".join(stage.verdict())
        assert any(words in verdict for words in fault.found.split("|")), verdict
