"""Mail through Resend's API, and what its webhooks tell."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientSession, web

from bot.mail.events import MailEventRoutes
from core.mail import Invitation, MailEvent, MailState
from core.outbox import AddressRefused, Scope, SetUpWrongly, TryLater, Unreachable, Unsure
from core.ports.payments import Forged
from gateways.mail.resend import ResendEvents, ResendTransport
from playground.loopback import serving
from playground.mail.resend import Refused, ResendService, signed
from tests.conftest import MORNING
from tests.mail.conftest import SENDER, a_mail

SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"
AT = datetime.fromtimestamp(1_700_000_000, UTC)
VECTOR = {
    "svix-id": "msg_1",
    "svix-timestamp": "1700000000",
    "svix-signature": "v1,tfqRSxaEr3g8gvCOcG7eyCEyPdzwiRZ9R9pL23pXdxY=",
}
BODY = b'{"type":"email.bounced","data":{}}'


@pytest.fixture
def service() -> ResendService:
    return ResendService("parley.example")


@pytest.fixture
async def origin(service: ResendService) -> AsyncIterator[str]:
    async with serving(service.app()) as made:
        yield made


@pytest.fixture
async def post(service: ResendService, origin: str) -> AsyncIterator[ResendTransport]:
    made = ResendTransport(service.key, SENDER, origin)
    yield made
    await made.aclose()


@pytest.mark.spec("EML-1")
async def test_a_mail_is_taken_once_however_often_it_is_handed_over(
    service: ResendService, post: ResendTransport
) -> None:
    stop = "https://parley.example/mail/x/reminders"
    mail = a_mail(unsubscribe=stop, references=("booked.0@parley.example",))
    first = await post.send(mail)
    assert await post.send(mail) == first
    (taken,) = service.taken
    assert taken.body["from"] == "Mentoring <mentors@parley.example>"
    assert taken.body["reply_to"] == "help@parley.example"
    assert taken.body["headers"]["List-Unsubscribe"] == f"<{stop}>"
    assert taken.body["headers"]["References"] == "<booked.0@parley.example>"
    assert taken.body["headers"]["Message-ID"] == "<booked.1@parley.example>"
    assert await post.send(a_mail(text="as it reads by now")) == "", "it was taken before, in other words"
    assert len(service.taken) == 1


@pytest.mark.spec("EML-3")
async def test_an_invitation_goes_as_a_file(service: ResendService, post: ResendTransport) -> None:
    await post.send(a_mail(invitation=Invitation("CANCEL", b"BEGIN:VCALENDAR\r\n")))
    (file,) = service.taken[0].body["attachments"]
    assert (file["filename"], file["content_type"]) == ("invite.ics", "text/calendar; method=CANCEL")


@pytest.mark.parametrize(
    ("answer", "raised", "scope"),
    [
        (Refused(422, "validation_error", "Invalid `to` field. Bad."), AddressRefused, None),
        (Refused(422, "validation_error", "Invalid `html` field."), Unreachable, None),
        (Refused(422, "missing_required_field", "Missing `to` field."), AddressRefused, None),
        (Refused(401, "restricted_api_key", "no"), SetUpWrongly, Scope.BOT),
        (Refused(403, "validation_error", "domain is not verified"), SetUpWrongly, Scope.BOT),
        (Refused(400, "validation_error", "API key is invalid"), SetUpWrongly, Scope.BOT),
        (Refused(422, "invalid_from_address", "no"), SetUpWrongly, Scope.BOT),
        (Refused(429, "daily_quota_exceeded", "no"), SetUpWrongly, Scope.BOT),
        (Refused(429, "rate_limit_exceeded", "no", (("retry-after", "2"),)), TryLater, Scope.BOT),
        (Refused(409, "concurrent_idempotent_requests", "running"), TryLater, Scope.NOTICE),
        (Refused(500, "internal_server_error", "oops"), TryLater, Scope.BOT),
    ],
)
async def test_what_each_refusal_means(
    service: ResendService,
    post: ResendTransport,
    answer: Refused,
    raised: type[Exception],
    scope: Scope | None,
) -> None:
    service.says.append(answer)
    with pytest.raises(raised) as told:
        await post.send(a_mail())
    assert type(told.value) is raised
    assert getattr(told.value, "scope", None) is scope
    assert service.key not in str(told.value)
    if answer.name == "rate_limit_exceeded":
        assert isinstance(told.value, TryLater)
        assert told.value.after == timedelta(seconds=2)
    await post.send(a_mail())


@pytest.mark.parametrize("page", [b"", b"<html>busy</html>", b"[]", b'{"id": 7}', b"x" * 200_000])
async def test_an_answer_that_is_none_leaves_it_open(page: bytes) -> None:
    async def say(_: web.Request) -> web.Response:
        return web.Response(body=page)

    app = web.Application()
    app.router.add_post("/emails", say)
    async with serving(app) as origin:
        post = ResendTransport("re_x", SENDER, origin)
        with pytest.raises(Unsure):
            await post.send(a_mail())
        await post.aclose()


async def test_nobody_answers() -> None:
    post = ResendTransport("re_x", SENDER, "http://127.0.0.1:9")
    with pytest.raises(TryLater) as told:
        await post.send(a_mail())
    assert told.value.scope is Scope.BOT
    await post.aclose()


@pytest.mark.spec("SAF-2")
def test_a_webhook_is_known_by_its_signature() -> None:
    events = ResendEvents([SECRET])
    read = events.read(VECTOR, BODY, AT)
    assert read == MailEvent("msg_1", "", "", MailState.BOUNCED, "", lasting=False)
    assert ResendEvents(["whsec_bmV3", SECRET]).read(VECTOR, BODY, AT) == read, "while it is changed"
    several = {**VECTOR, "svix-signature": f"v1,AAAA v1a,x {VECTOR['svix-signature']}"}
    assert events.read(several, BODY, AT) == read


@pytest.mark.spec("SAF-2")
@pytest.mark.parametrize(
    ("changed", "body", "late"),
    [
        ({}, BODY + b" ", 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
        ({"svix-id": "msg_2"}, BODY, 0),
        ({"svix-id": ""}, BODY, 0),
        ({"svix-timestamp": "1700000001"}, BODY, 0),
        ({"svix-timestamp": "9" * 400}, BODY, 0),
        ({"svix-timestamp": "٣"}, BODY, 0),
        ({"svix-signature": ""}, BODY, 0),
        ({"svix-signature": "v1,"}, BODY, 0),
        ({"svix-signature": "v1,ü"}, BODY, 0),
        ({"svix-signature": VECTOR["svix-signature"].replace("v1", "v2")}, BODY, 0),
    ],
)
def test_what_nobody_signed_is_refused(changed: dict[str, str], body: bytes, late: int) -> None:
    with pytest.raises(Forged):
        ResendEvents([SECRET]).read({**VECTOR, **changed}, body, AT + timedelta(seconds=late))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"type":[],"data":{}}', b'{"type":"email.bounced","data":7}']
)
def test_what_is_signed_and_says_nothing_is_nothing(body: bytes) -> None:
    headers = signed(SECRET, "msg_1", 1_700_000_000, body)
    assert ResendEvents([SECRET]).read(headers, body, AT) is None


@pytest.mark.parametrize(
    ("kind", "data", "state", "lasting"),
    [
        ("email.bounced", {"bounce": {"type": "Permanent", "message": "nobody"}}, MailState.BOUNCED, True),
        ("email.bounced", {"bounce": {"type": "Transient", "message": "full"}}, MailState.BOUNCED, False),
        ("email.complained", {}, MailState.COMPLAINED, True),
        ("email.suppressed", {"suppressed": {"message": "listed"}}, MailState.BOUNCED, True),
        ("email.failed", {"failed": {"reason": "quota"}}, MailState.FAILED, False),
        ("email.delivery_delayed", {}, MailState.DELAYED, False),
        ("email.delivered", {}, MailState.DELIVERED, False),
        ("email.opened", {}, None, False),
    ],
)
async def test_what_each_event_means(
    service: ResendService,
    post: ResendTransport,
    kind: str,
    data: dict[str, object],
    state: MailState | None,
    lasting: bool,
) -> None:
    made = await post.send(a_mail())
    now = int(MORNING.timestamp())
    headers, body = service.event(kind, service.taken[0], now, **data)
    event = ResendEvents([service.secret]).read(headers, body, MORNING)
    if state is None:
        assert event is None
        return
    assert event is not None
    assert (event.server_id, event.address, event.state, event.lasting) == (
        made,
        "ben@example.org",
        state,
        lasting,
    )
    assert json.loads(body)["type"] == kind


@pytest.mark.spec("SAF-2")
async def test_a_webhook_is_acknowledged_once_it_is_kept(
    service: ResendService, post: ResendTransport
) -> None:
    kept: list[MailEvent] = []
    away = True

    async def keep(event: MailEvent) -> None:
        if away:
            raise RuntimeError("the database is away")
        kept.append(event)

    await post.send(a_mail())
    routes = MailEventRoutes("resend", ResendEvents([service.secret]).read, keep, lambda: MORNING)
    app = web.Application()
    app.add_routes(routes.routes())
    headers, body = service.event("email.delivered", service.taken[0], int(MORNING.timestamp()))
    async with serving(app) as origin, ClientSession(origin) as session:

        async def tell(data: bytes) -> int:
            async with session.post("/mail/resend", data=data, headers=headers) as answer:
                return answer.status

        assert await tell(body) == 500
        away = False
        assert (await tell(body), await tell(body + b" "), await tell(b"x" * 300_000)) == (200, 400, 413)
    assert len(kept) == 1
    assert routes.refused == {"resend": 1}
