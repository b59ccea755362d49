"""Slack's bodies in neutral words. The bodies have the shapes of Slack's documentation."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound import (
    ChannelClosed,
    Command,
    Inbound,
    OpenedHome,
    Origin,
    Press,
    Profile,
    ProfileChanged,
    Reachable,
    Said,
    Shortcut,
    Submitted,
    Unsaid,
    WorkspaceClosed,
    WorkspaceOpened,
)
from bot.slack.inbound import profile_of, translate
from core.people import Address

ANA = Address("slack", "T1", "U1ANA")


def event(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "authorizations": [{"team_id": "T1", "user_id": "U1PARLEY", "is_bot": True}],
        "event": {"type": kind, **fields},
    }


def said(text: str = "hello", **fields: Any) -> dict[str, Any]:
    about = {"user": "U1ANA", "channel": "D1ANA", "channel_type": "im", "ts": "17.000001", "text": text}
    return event("message", **{**about, **fields})


def command(name: str, text: str = "", **fields: Any) -> dict[str, Any]:
    return {
        "command": name,
        "text": text,
        "team_id": "T1",
        "user_id": "U1ANA",
        "channel_id": "D1ANA",
        "response_url": "https://hooks.slack.com/commands/1",
        "trigger_id": "1.2.3",
        **fields,
    }


def interaction(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "user": {"id": "U1ANA", "team_id": "T1"},
        "team": {"id": "T1"},
        "trigger_id": "4.5.6",
        **fields,
    }


def pressed(action: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return interaction(
        "block_actions",
        **{
            "container": {
                "type": "message",
                "message_ts": "18.0",
                "channel_id": "D1ANA",
                "is_ephemeral": False,
            },
            "channel": {"id": "D1ANA", "name": "directmessage"},
            "response_url": "https://hooks.slack.com/actions/1",
            "actions": [action],
            **fields,
        },
    )


BUTTON = {"type": "button", "action_id": "h-0", "value": "1:h:"}


def known(body: dict[str, Any], prefix: str = "") -> Inbound:
    inbound = translate(body, prefix)
    assert inbound is not None
    assert Inbound.model_validate_json(inbound.model_dump_json()) == inbound
    return inbound


@pytest.mark.spec("NTF-6")
def test_a_direct_message_is_something_said() -> None:
    assert known(said("hi &lt;there&gt; “you”\xa0&amp; me")) == Inbound(
        key="D1ANA:17.000001",
        sender=ANA,
        place=Origin(channel="D1ANA"),
        body=Said(text='hi <there> "you" & me'),
    )


@pytest.mark.spec("NTF-6")
def test_a_mention_in_a_channel_has_one_key_and_one_meaning_though_it_comes_twice() -> None:
    posted: dict[str, Any] = {
        "channel": "C1",
        "text": "<@U1PARLEY> book <@U1BEN>",
        "user": "U1ANA",
        "ts": "19.0",
    }
    twice = [
        known(event("message", channel_type="channel", **posted)),
        known({**event("app_mention", **posted), "event_id": "Ev2"}),
    ]
    assert twice[0] == twice[1]
    assert twice[0].key == "C1:19.0"
    assert twice[0].body == Said(text="book <@slack:T1/U1BEN>")
    assert not twice[0].place.direct


def afterwards(subtype: str, before: dict[str, Any], now: dict[str, Any], **more: Any) -> dict[str, Any]:
    fields = {"previous_message": before, "message": now, "channel": "D1ANA", "channel_type": "im"}
    return event("message", subtype=subtype, **{**fields, **more})


MINE: dict[str, Any] = {"user": "U1ANA", "text": "hi", "ts": "17.0"}


@pytest.mark.spec("BOK-1")
@pytest.mark.parametrize(
    ("body", "what"),
    [
        (afterwards("message_changed", MINE, {**MINE, "text": "ho"}), "changed"),
        (afterwards("message_deleted", MINE, {}), "deleted"),
        (afterwards("message_changed", MINE, {"subtype": "tombstone", "text": "gone"}), "deleted"),
    ],
)
def test_what_somebody_changes_or_deletes_in_the_direct_chat_is_known(
    body: dict[str, Any], what: str
) -> None:
    inbound = known(body)
    assert inbound.body == Unsaid(what=what)  # type: ignore[arg-type]
    assert inbound.sender == ANA
    assert inbound.place.direct


@pytest.mark.spec("SAF-2")
@pytest.mark.parametrize(
    "body",
    [
        afterwards("message_changed", MINE, {**MINE, "attachments": [{"title": "a page"}]}),
        afterwards("message_changed", {**MINE, "bot_id": "B1"}, {**MINE, "text": "ho"}),
        afterwards("message_deleted", MINE, {}, channel="C1", channel_type="channel"),
        said(user="U1PARLEY"),
        said(bot_id="B1"),
        said(subtype="bot_message"),
        said(subtype="message_changed"),
        said(subtype="message_deleted"),
        said(subtype="channel_join"),
        said(channel="C1", channel_type="channel"),
        said(channel="C1", channel_type="channel", text="hello <@U1BEN>"),
        said(channel="G1", channel_type="mpim"),
        event("app_home_opened", user="U1ANA", channel="D1ANA", tab="messages"),
        event("user_change", user={"id": "U1PARLEY", "is_bot": True}),
        event("tokens_revoked", tokens={"oauth": ["U1BEN"], "bot": []}),
        event("reaction_added", user="U1ANA"),
        pressed({"type": "button", "action_id": "link-1", "url": "https://x"}),
        pressed({"type": "button", "action_id": "h-0"}),
        pressed({"type": "overflow", "action_id": "h-0", "selected_option": {"value": "1:h:"}}),
        interaction("view_closed", view={"id": "V1"}),
        interaction("something_new"),
    ],
    ids=lambda body: str(body.get("event", body).get("subtype") or body.get("event", body)["type"]),
)
def test_what_means_nothing_to_us_is_dropped(body: dict[str, Any]) -> None:
    assert translate(body) is None


@pytest.mark.spec("SAF-2")
@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_malformed_bodies_are_harmless(junk: Any) -> None:
    bodies = [
        {"type": "event_callback", "event": junk},
        {"command": junk},
        {"type": "block_actions", "user": junk, "actions": junk},
        {"type": "view_submission", "user": {"id": "U1", "team_id": "T1"}, "view": junk},
        {**said(), "authorizations": junk},
    ]
    for body in bodies:
        translate(body)


@pytest.mark.spec("CHT-7")
@pytest.mark.parametrize(
    ("typed", "prefix", "name", "text"),
    [
        (("/book", "ada tomorrow"), "", "book", "ada tomorrow"),
        (("/m-book", "ada"), "m-", "book", "ada"),
        (("/parley", "book ada  5pm"), "", "book", "ada  5pm"),
        (("/m-parley", "/Sessions"), "m-", "sessions", ""),
        (("/parley", ""), "", "help", ""),
        (("/book", "<@U1BEN|ben> at “3\u202fpm”"), "", "book", '<@slack:T1/U1BEN> at "3 pm"'),
        (("/book", "<@W1X> &lt;@U2&gt; &amp;lt;"), "", "book", "<@slack:T1/W1X> <@U2> &lt;"),
        (
            ("/book", "<#C1|general> <https://x.y?a=1&amp;b|x> <mailto:a@b.c|a@b.c> <!here>"),
            "",
            "book",
            "#general https://x.y?a=1&b a@b.c @here",
        ),
    ],
)
def test_a_command_loses_prefix_and_markup(
    typed: tuple[str, str], prefix: str, name: str, text: str
) -> None:
    assert known(command(*typed), prefix).body == Command(name=name, text=text)


@pytest.mark.spec("ADM-1")
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("backstage", "#backstage"),
        ("back\u202estage", "#backstage"),
        ("privategroup", None),
        ("directmessage", None),
        ("mpdm-ana--olga-1", None),
        ("", None),
        (None, None),
    ],
)
def test_a_command_says_what_its_channel_is_called(name: str | None, title: str | None) -> None:
    assert known(command("/admin", "here", channel_id="C1", channel_name=name)).place.title == title


@pytest.mark.spec("ADM-1")
@pytest.mark.parametrize(
    ("kind", "by"),
    [
        ("channel_left", {"actor_id": "U1OLGA"}),
        ("group_left", {}),
        ("channel_archive", {"user": "U1OLGA"}),
        ("group_archive", {"user": "U1OLGA"}),
        ("channel_deleted", {}),
        ("group_deleted", {}),
    ],
)
def test_a_channel_that_is_closed_to_us_says_so(kind: str, by: dict[str, Any]) -> None:
    closed = known(event(kind, channel="C1", **by))
    assert closed.body == ChannelClosed()
    assert (closed.place.channel, closed.place.direct, closed.sender.workspace) == ("C1", False, "T1")


@pytest.mark.spec("NTF-6")
def test_a_command_knows_where_its_answer_goes() -> None:
    inbound = known(command("/book", channel_id="C1"))
    assert inbound.key == "1.2.3"
    assert inbound.sender == ANA
    assert inbound.place == Origin(
        channel="C1", direct=False, reply_url="https://hooks.slack.com/commands/1", trigger="1.2.3"
    )


@pytest.mark.spec("NTF-6")
def test_a_press_carries_the_token_and_the_pressed_message() -> None:
    assert known(pressed(BUTTON)) == Inbound(
        key="4.5.6",
        sender=ANA,
        place=Origin(
            channel="D1ANA",
            message="18.0",
            sent_at=datetime(1970, 1, 1, 0, 0, 18, tzinfo=UTC),
            direct=True,
            reply_url="https://hooks.slack.com/actions/1",
            trigger="4.5.6",
        ),
        body=Press(token="1:h:"),
    )
    chosen = {"type": "static_select", "action_id": "bm-1", "selected_option": {"value": "1:bm:0:ada"}}
    assert known(pressed(chosen)).body == Press(token="1:bm:0:ada")


def test_a_press_on_an_ephemeral_message_says_so() -> None:
    container = {"type": "message", "message_ts": "18.0", "channel_id": "C1", "is_ephemeral": True}
    place = known(pressed(BUTTON, container=container, channel={"id": "C1"})).place
    assert place.ephemeral
    assert not place.direct


def test_a_press_in_the_home_tab_belongs_to_the_persons_own_chat() -> None:
    body = pressed(BUTTON, container={"type": "view", "view_id": "V1"}, response_url=None)
    del body["channel"]
    assert known(body).place == Origin(channel="", direct=True, trigger="4.5.6")


def submission(**fields: Any) -> dict[str, Any]:
    values = {
        "title": {"title": {"type": "plain_text_input", "value": "A & <b>"}},
        "note": {"note": {"type": "plain_text_input", "value": None}},
        "kind": {"kind": {"type": "static_select", "selected_option": {"value": "v"}}},
        "other": {"other": {"type": "static_select", "selected_option": None}},
        "day": {"day": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "from": {"from": {"type": "timepicker", "selected_time": None}},
    }
    view = {
        "id": "V1",
        "team_id": "T1",
        "private_metadata": "4711",
        "state": {"values": values},
        "blocks": [],
    }
    return interaction("view_submission", view=view, **fields)


@pytest.mark.spec("NTF-6")
def test_a_form_brings_its_draft_and_values_by_field() -> None:
    assert known(submission()).body == Submitted(
        draft=4711,
        values={"title": "A & <b>", "note": "", "kind": "v", "other": "", "day": "2026-11-24", "from": ""},
    )


@pytest.mark.spec("NTF-6")
def test_without_a_trigger_a_corrected_form_is_no_repetition() -> None:
    first, again, corrected = submission(), submission(), submission()
    for body in (first, again, corrected):
        del body["trigger_id"]
    corrected["view"]["state"]["values"]["note"]["note"]["value"] = "better"
    assert known(first).key == known(again).key != known(corrected).key


def test_in_an_organisation_the_person_belongs_to_their_own_workspace() -> None:
    body = submission(team=None, user={"id": "W1"})
    assert known(body).sender == Address("slack", "T1", "W1")
    assert known(said(team="T7")).sender == Address("slack", "T7", "U1ANA")


@pytest.mark.spec("CHT-2")
def test_shortcuts_and_the_home_tab() -> None:
    assert known(interaction("shortcut", callback_id="book")).body == Shortcut(name="book")
    about = {"channel": {"id": "C1"}, "message": {"text": "what about &lt;this&gt;?", "ts": "20.0"}}
    discussed = known(interaction("message_action", callback_id="discuss", **about))
    assert discussed.body == Shortcut(name="discuss", text="what about <this>?")
    assert discussed.place.message is None
    opened = known(event("app_home_opened", user="U1ANA", channel="D1ANA", tab="home"))
    assert (opened.key, opened.body) == ("Ev1", OpenedHome())


def test_a_changed_profile_comes_along() -> None:
    user = {
        "id": "U1ANA",
        "team_id": "T1",
        "name": "ana.l",
        "tz": "America/Sao_Paulo",
        "profile": {"real_name": "Ana Lima", "display_name": "ana", "email": "ana@example.org"},
    }
    inbound = known(event("user_change", user=user))
    assert inbound.body == ProfileChanged()
    assert inbound.profile == Profile(
        name="Ana Lima", handle="ana", email="ana@example.org", zone="America/Sao_Paulo"
    )
    assert known(event("user_change", user={**user, "deleted": True})).body == Reachable(yes=False)


# --- one person in a Grid, people of other companies, Slack itself


CASES = {
    "command": {"command": "/book", "text": "x", "user_id": "W1", "channel_id": "D1", "trigger_id": "t1"},
    "press": {
        "type": "block_actions",
        "user": {"id": "W1"},
        "channel": {"id": "D1"},
        "trigger_id": "t2",
        "actions": [{"type": "button", "action_id": "a", "value": "1:h:"}],
    },
    "event": {
        "type": "event_callback",
        "event_id": "Ev1",
        "event": {
            "type": "message",
            "channel": "D1",
            "channel_type": "im",
            "user": "W1",
            "text": "x",
            "ts": "1.2",
        },
    },
}


def in_grid(kind: str, own: str | None) -> dict[str, Any]:
    body = copy.deepcopy(CASES[kind])
    match kind:
        case "press":
            body |= {"team": {"id": "T1", "enterprise_id": "E1"}, "enterprise": {"id": "E1"}}
            if own:
                body["user"]["team_id"] = own
        case "event":
            body |= {"team_id": "T1", "enterprise_id": "E1"}
            if own:
                body["event"] |= {"team": own, "user_team": own}
        case _:
            body |= {"team_id": "T1", "enterprise_id": "E1"}
    return body


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("own", ["T1", "T9OTHER", None])
def test_a_person_of_a_grid_is_the_same_in_every_delivery(kind: str, own: str | None) -> None:
    inbound = translate(in_grid(kind, own))
    assert inbound is not None
    assert str(inbound.sender) == "slack:T1/W1"


@pytest.mark.spec("CHT-2")
def test_somebody_of_another_company_in_a_shared_channel_keeps_their_own_workspace() -> None:
    body = in_grid("event", "T2EXT")
    body["event"]["is_ext_shared_channel"] = body["is_ext_shared_channel"] = True
    inbound = translate(body)
    assert inbound is not None
    assert str(inbound.sender) == "slack:T2EXT/W1"


def shared(own: str, **told: Any) -> dict[str, Any]:
    """Somebody writes in a channel of T9, which is shared with others."""
    body = in_grid("event", own)
    body["event"] |= {"channel": "C1", "channel_type": "channel", "type": "app_mention"}
    return body | {"is_ext_shared_channel": True, "team_id": "T9", "enterprise_id": None} | told


def authorization(team: str | None, enterprise: str | None = None) -> list[dict[str, Any]]:
    whole = team is None
    return [
        {
            "team_id": team,
            "enterprise_id": enterprise,
            "user_id": "U1BOT",
            "is_bot": True,
            "is_enterprise_install": whole,
        }
    ]


@pytest.mark.spec("CHT-2", "PPL-6")
@pytest.mark.parametrize(
    ("own", "told", "sender", "met_as"),
    [
        ("T2", {"authorizations": authorization("T1")}, "slack:T2/W1", "slack:T1/W1"),
        ("T9", {"authorizations": authorization("T1")}, "slack:T9/W1", "slack:T1/W1"),
        ("T1", {"authorizations": authorization("T1")}, "slack:T1/W1", "slack:T1/W1"),
        ("T2", {"authorizations": authorization(None, "E1")}, "slack:T2/W1", "slack:E1/W1"),
        ("T9", {"authorizations": authorization(None, "E1")}, "slack:T9/W1", "slack:E1/W1"),
        (
            "T1",
            {"authorizations": authorization(None, "E1"), "context_team_id": "T1"},
            "slack:T1/W1",
            "slack:T1/W1",
        ),
    ],
)
def test_what_is_asked_in_a_shared_channel_is_answered_by_whom_it_came_through(
    own: str, told: dict[str, Any], sender: str, met_as: str
) -> None:
    inbound = known(shared(own, **told))
    assert (str(inbound.sender), str(inbound.met_as)) == (sender, met_as)
    assert Inbound.model_validate_json(inbound.model_dump_json(exclude_none=True)).met_as == inbound.met_as


@pytest.mark.spec("CHT-2")
def test_a_mention_of_ours_is_known_in_whatever_workspace_and_one_of_a_person_is_of_where_it_came_through() -> (
    None
):
    body = shared("T2", authorizations=authorization("T1"))
    body["event"]["text"] = "<@U2BOT> book <@U7>"
    inbound = translate(body, "", {"U1BOT", "U2BOT"})
    assert inbound is not None
    assert inbound.body == Said(text="book <@slack:T1/U7>")


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("team", ["T1", "T2"])
def test_what_is_pressed_on_a_message_is_answered_by_who_wrote_it(team: str) -> None:
    """Whichever workspace Slack names: the presser's own is T2."""
    body = in_grid("press", None)
    body |= {"team": {"id": team}, "enterprise": None, "api_app_id": "A1", "channel": {"id": "C1"}}
    body["user"]["team_id"] = "T2"
    body["message"] = {"team": "T1", "bot_id": "B1", "app_id": "A1", "ts": "1.2"}
    inbound = known(body)
    assert (str(inbound.sender), str(inbound.met_as)) == ("slack:T2/W1", "slack:T1/W1")
    body["message"]["app_id"] = "A9"
    assert str(known(body).met_as) == f"slack:{team}/W1"


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("account", ["USLACK", "USLACKBOT"])
def test_slack_itself_is_nobody(account: str) -> None:
    body = in_grid("event", "T1")
    body["event"]["user"] = account
    assert translate(body) is None


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just("\ud800")
    | st.just(10**18),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def paths(value: object, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [before, *(path for key, each in inner for path in paths(each, (*before, key)))]


@pytest.mark.spec("SAF-3")
@pytest.mark.parametrize("kind", CASES)
@given(data=st.data())
def test_whatever_stands_in_a_delivery_it_is_read_or_dropped_and_what_is_read_can_be_kept(
    kind: str, data: st.DataObject
) -> None:
    body = in_grid(kind, "T1")
    *way, last = data.draw(st.sampled_from(paths(body)[1:]))
    place: Any = body
    for step in way:
        place = place[step]
    place[last] = data.draw(_JSON)
    inbound = translate(body)
    if inbound is not None:
        kept = inbound.model_dump_json(exclude_none=True)
        kept.encode()
        assert Inbound.model_validate_json(kept) == inbound


@pytest.mark.spec("CHT-2")
def test_the_thread_that_somebody_writes_or_presses_in_is_kept() -> None:
    said, pressed = in_grid("event", None), in_grid("press", None)
    said["event"]["thread_ts"] = "1796030000.000100"
    pressed["container"] = {
        "message_ts": "1796030900.000200",
        "channel_id": "C1",
        "thread_ts": "1796030000.000100",
    }
    for body in (said, pressed):
        inbound = translate(body)
        assert inbound is not None
        assert inbound.place.thread == "1796030000.000100"


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("kind", CASES)
def test_the_enterprise_of_one_of_ours_is_kept(kind: str) -> None:
    inbound = translate(in_grid(kind, "T9OTHER"))
    assert inbound is not None
    assert inbound.sender.enterprise == "E1"
    assert Inbound.model_validate_json(inbound.model_dump_json()).sender.enterprise == "E1"


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize(
    ("user", "channel"),
    [
        ({"team_id": "T2EXT"}, "C1"),
        ({"team_id": "T2EXT"}, "G1"),
        ({"team_id": "T2EXT", "enterprise_user": {"enterprise_id": "E2"}}, "D1"),
        ({"team_id": "T2EXT", "is_stranger": True}, "D1"),
    ],
)
def test_a_foreign_person_who_presses_in_a_shared_channel_is_not_one_of_ours(
    user: dict[str, Any], channel: str
) -> None:
    body = in_grid("press", None)
    body["user"] |= user
    body["channel"] = {"id": channel}
    inbound = translate(body)
    assert inbound is not None
    assert str(inbound.sender) == "slack:T2EXT/W1"
    assert inbound.sender.enterprise is None


def in_view(kind: str, user: str | None, team: dict[str, Any] | None, **view: Any) -> dict[str, Any]:
    """A form sent in, or a button pressed in a form or home, with the workspaces that Slack names there."""
    body = submission() if kind == "form" else in_grid("press", None)
    if kind == "press":
        del body["channel"]
        body["view"] = {"id": "V1"}
    body["user"] = {"id": "W1"} | ({} if user is None else {"team_id": user})
    body["team"] = team
    body["enterprise"] = {"id": team["enterprise_id"]} if team and "enterprise_id" in team else None
    body["view"] |= view
    return body


OURS = {"id": "T1", "enterprise_id": "E1"}


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("kind", ["form", "press"])
@pytest.mark.parametrize(
    ("user", "team", "view"),
    [
        ("T2EXT", OURS, {"team_id": "T2EXT", "app_installed_team_id": "T1"}),
        ("T2EXT", {"id": "T2EXT"}, {"team_id": "T2EXT", "app_installed_team_id": "T1"}),
        ("T2EXT", {"id": "T2EXT"}, {"team_id": "T1", "app_installed_team_id": "T1"}),
        ("T2EXT", {"id": "T2EXT", "enterprise_id": "E2"}, {"team_id": "T1", "app_installed_team_id": "T1"}),
        (None, {"id": "T2EXT"}, {"team_id": "T2EXT", "app_installed_team_id": "T1"}),
        ("T2EXT", {"id": "T1"}, {"team_id": "T1", "app_installed_team_id": "T1"}),
        ("T2EXT", {"id": "T1"}, {"team_id": "T1"}),
    ],
)
def test_a_foreign_person_keeps_their_own_workspace_in_forms_and_homes(
    kind: str, user: str | None, team: dict[str, Any], view: dict[str, Any]
) -> None:
    sender = known(in_view(kind, user, team, **view)).sender
    assert (str(sender), sender.enterprise) == ("slack:T2EXT/W1", None)


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("kind", ["form", "press"])
@pytest.mark.parametrize("user", ["T1", "T9OTHER", None])
@pytest.mark.parametrize("view", [{}, {"app_installed_team_id": "T1"}])
def test_a_person_of_a_grid_is_the_same_in_forms_and_homes(
    kind: str, user: str | None, view: dict[str, Any]
) -> None:
    sender = known(in_view(kind, user, OURS, team_id="T1", **view)).sender
    assert (str(sender), sender.enterprise) == ("slack:T1/W1", "E1")


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("installed", ["T1", "E1", None])
def test_where_we_are_installed_for_an_organisation_its_people_are_ours(installed: str | None) -> None:
    body = in_view("form", "T9OTHER", None, team_id="T1", app_installed_team_id=installed)
    sender = known(body | {"enterprise": {"id": "E1"}, "is_enterprise_install": True}).sender
    assert (str(sender), sender.enterprise) == ("slack:T1/W1", "E1")


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize("own", ["T1", "E1", None])
def test_one_of_ours_in_a_shared_channel_is_one_of_ours(own: str | None) -> None:
    body = in_grid("event", own)
    body["is_ext_shared_channel"] = True
    inbound = translate(body)
    assert inbound is not None
    assert (str(inbound.sender), inbound.sender.enterprise) == ("slack:T1/W1", "E1")


@pytest.mark.spec("CHT-2")
def test_slack_says_in_a_profile_which_enterprise_somebody_belongs_to() -> None:
    assert profile_of({"id": "W1", "enterprise_user": {"enterprise_id": "E1"}}).enterprise == "E1"
    assert profile_of({"id": "U1", "enterprise_user": {}}).enterprise is None


@pytest.mark.spec("CHT-2")
@pytest.mark.parametrize(
    "blank", ["\u3164", "\u200b", "\u0301\u0302", " \t", "\u2800 \u3164", "\u115f", ""]
)
def test_a_name_that_shows_nothing_is_none(blank: str) -> None:
    nameless = profile_of(
        {"id": "U1", "real_name": blank, "name": blank, "profile": {"display_name": blank}}
    )
    assert (nameless.name, nameless.handle) == (None, None)
    profile = {"real_name": blank, "display_name": blank}
    known = profile_of({"id": "U1", "name": "ben", "real_name": "Ben\u202e \n Wolff", "profile": profile})
    assert (known.name, known.handle) == ("Ben Wolff", "ben")


@pytest.mark.spec("PPL-5")
@pytest.mark.parametrize(
    "body", [event("app_uninstalled"), event("tokens_revoked", tokens={"oauth": [], "bot": ["U1PARLEY"]})]
)
def test_a_workspace_that_removes_us_is_known(body: dict[str, Any]) -> None:
    inbound = known(body)
    assert inbound.body == WorkspaceClosed()
    assert inbound.sender.workspace == "T1"


@pytest.mark.spec("PPL-6")
@pytest.mark.parametrize(
    ("told", "body"),
    [
        ("team_access_revoked", WorkspaceClosed(teams=("T2", "T3"))),
        ("team_access_granted", WorkspaceOpened(teams=("T2", "T3"))),
    ],
)
def test_what_an_organisation_says_of_some_of_its_workspaces_is_of_these_alone(
    told: str, body: WorkspaceClosed | WorkspaceOpened
) -> None:
    inbound = known(event(told, team_ids=["T2", "T3"]) | {"team_id": None, "enterprise_id": "E1"})
    assert inbound.body == body
    assert inbound.sender.workspace == "E1"
    assert translate(event(told, team_ids=[]) | {"team_id": None, "enterprise_id": "E1"}) is None
    assert translate(event(told, team_ids=["T2"])) is None, "of no organisation"
