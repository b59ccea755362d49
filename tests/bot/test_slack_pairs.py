"""Two pickers that are one field: what they show, what they give, and what that means when the clocks change."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.forms.moments import moment_field, picked
from bot.sentences import own
from bot.slack.inbound import translate
from bot.slack.render import modal
from bot.typed import blocks, policy_values, times
from bot.typed.times import Ambiguous, NotUnderstood, Understood, Why, WhyNot
from bot.ui import Field, Form, Layout, PairField, Picks
from core.people import Person
from core.policies import Policies
from playground.slack.blocks import check_view

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
BERLIN = Person(1, "Ben Wolff", NOW, zone="Europe/Berlin")
KOLKATA = Person(2, "Ravi Menon", NOW, zone="Asia/Kolkata")


def drawn(*fields: Field, **errors: str) -> list[dict[str, Any]]:
    told = tuple((name, own(words)) for name, words in errors.items())
    view = modal(Form(7, own("Move"), own("Move it"), fields, errors=told), "T1", strict=True)
    check_view(view)
    return list(view["blocks"])


def entered(field: Field, *chosen: str | None) -> str:
    """What is submitted when these are chosen."""
    values = {}
    for block, choice in zip(drawn(field), chosen, strict=True):
        element = block["element"]
        key = {"datepicker": "selected_date", "timepicker": "selected_time"}[element["type"]]
        values[block["block_id"]] = {element["action_id"]: {"type": element["type"], key: choice}}
    view = {"id": "V1", "team_id": "T1", "private_metadata": "7", "state": {"values": values}}
    user = {"id": "U1BEN", "team_id": "T1"}
    inbound = translate({"type": "view_submission", "team": {"id": "T1"}, "user": user, "view": view})
    assert inbound is not None
    assert inbound.body.kind == "submitted"
    return inbound.body.values[field.name]


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize(
    ("reader", "day", "clock", "meant"),
    [
        (BERLIN, "2026-10-24", "02:30", "2026-10-24T00:30Z"),
        (BERLIN, "2026-10-26", "02:30", "2026-10-26T01:30Z"),
        (BERLIN, "2027-03-27", "02:30", "2027-03-27T01:30Z"),
        (BERLIN, "2027-03-29", "02:30", "2027-03-29T00:30Z"),
        (KOLKATA, "2026-10-25", "02:30", "2026-10-24T21:00Z"),
        (BERLIN, "2026-10-05", "06:00", "2026-10-05T04:00Z"),
    ],
)
def test_a_date_and_a_time_are_those_of_the_zone_that_the_form_names(
    reader: Person, day: str, clock: str, meant: str
) -> None:
    field = moment_field("when", own("New time"), reader)
    date, time = drawn(field)
    assert (date["element"]["type"], time["element"]["type"]) == ("datepicker", "timepicker")
    assert time["element"]["timezone"] == reader.zone
    assert str(reader.zone) in date["hint"]["text"]
    found = times.understand(entered(field, day, clock), now=NOW, zone=field.zone, locale="en")
    assert found == Understood(datetime.fromisoformat(meant), field.zone)


@pytest.mark.spec("CHT-2", "SLT-5")
def test_an_hour_that_comes_twice_is_asked_back_and_one_that_is_missing_is_refused() -> None:
    field = moment_field("when", own("New time"), BERLIN)
    twice = times.understand(entered(field, "2026-10-25", "02:30"), now=NOW, zone=field.zone)
    assert isinstance(twice, Ambiguous)
    assert twice.why is Why.TWICE_THAT_NIGHT
    missing = times.understand(entered(field, "2027-03-28", "02:30"), now=NOW, zone=field.zone)
    assert isinstance(missing, NotUnderstood)
    assert missing.why is WhyNot.MISSING_HOUR


@pytest.mark.spec("CHT-4", "CHT-2")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("tue 15:00", ("2026-10-06", "15:00")),
        ("25 Oct 1am", ("2026-10-25", "01:00")),
        ("2026-10-25 02:30 CET", None),
        ("someday", None),
    ],
)
def test_what_was_typed_before_stands_in_the_pickers_or_is_quoted(
    typed: str, shown: tuple[str, str] | None
) -> None:
    field = moment_field("when", own("New time"), BERLIN)
    values = picked(Layout(own("Move"), own("Move it"), (field,)), {"when": typed}, BERLIN, NOW)
    date, time = drawn(replace(field, initial=values["when"]))
    if shown is None:
        assert typed in date["hint"]["text"]
        assert "initial_date" not in date["element"]
    else:
        assert (date["element"]["initial_date"], time["element"]["initial_time"]) == shown


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize(
    ("chosen", "read"),
    [
        (("22:00", "07:00"), ((1320, 1860),)),
        (("14:00", "00:00"), ((840, 1440),)),
        (("14:00", "14:00"), None),
    ],
)
def test_two_times_are_the_hours_between_them(chosen: tuple[str, str], read: object) -> None:
    field = PairField("hours", own("Hours"), Picks.HOURS, "Europe/Berlin", required=False)
    found = blocks.read(entered(field, *chosen))
    assert found == read if read else isinstance(found, str)


@pytest.mark.spec("CHT-2", "POL")
def test_hours_to_midnight_are_shown_and_taken_as_they_were() -> None:
    field = PairField("value", own("Hours"), Picks.HOURS, "", initial="09:00-24:00")
    since, until = drawn(field)
    assert (since["element"]["initial_time"], until["element"]["initial_time"]) == ("09:00", "00:00")
    text = entered(field, "09:00", "00:00")
    assert policy_values.read_value("default_hours", text, Policies()) == (540, 1440)


@pytest.mark.spec("CHT-2")
def test_half_a_pair_is_no_whole_and_none_is_nothing() -> None:
    hours = PairField("hours", own("Hours"), Picks.HOURS, "Europe/Berlin", required=False)
    assert entered(hours, None, None) == ""
    assert isinstance(blocks.read(entered(hours, None, "07:00")), str)
    assert isinstance(blocks.read(entered(hours, "22:00", None)), str)


@pytest.mark.spec("CHT-2")
def test_what_is_wrong_with_a_pair_stands_under_its_first_picker() -> None:
    date, time = drawn(moment_field("when", own("New time"), BERLIN), when="That has passed.")
    assert date["hint"]["text"] == "That has passed."
    assert "hint" not in time
