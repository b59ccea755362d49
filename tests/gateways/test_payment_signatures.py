"""Signatures of payment providers on the raw bytes: their own vectors, and whatever differs by a byte."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from core.ports.payments import Forged, PaymentEvents
from gateways.payments.razorpay_events import RazorpayEvents
from gateways.payments.signatures import Returns, proves, signed
from gateways.payments.stripe_events import StripeEvents

pytestmark = pytest.mark.spec("PAY-2", "SAF-2")

KEY_SECRET = "rzp_test_secret"
RETURN = b"plink_QflcnnZqCekuvL|S-7F3K|paid|pay_Qfldmt5StKZFCB"
RETURN_SIGNATURE = "9b9d622e40fcf9fc9a0a02cad8c1b70306dba8ca2e0cc229ffe154f6956ae3ff"
SDK_SECRET = "EnLs21M47BllR3X8PSFtjtbd"
SDK_RETURN = b"plink_IH3cNucfVEgV68|TSsd1989|paid|pay_IH3d0ara9bSsjQ"
SDK_SIGNATURE = "07ae18789e35093e51d0a491eb9922646f3f82773547e5b0f67ee3f2d3bf7d5b"
RAZORPAY_BODY = b'{"entity":"event","event":"payment_link.paid"}'
RAZORPAY_SIGNATURE = "1e9cf0f1c28a4bfa391a0804d6057ec1a6c2ac92350a399118fffa692abf47fd"
STRIPE_BODY = b'{"id":"evt_1","object":"event","type":"checkout.session.completed"}'
STRIPE_SIGNATURE = "d1e4aa90551919f198c22ba0a9691b35338d4b631d54ce1f1465e93b1d41c430"
SIGNED_AT = 1_700_000_000
NOW = datetime.fromtimestamp(SIGNED_AT + 30, UTC)

RAZORPAY = RazorpayEvents(("whsec",))
STRIPE = StripeEvents(("whsec_test_secret",), live=False)


def razorpay_headers(signature: str = RAZORPAY_SIGNATURE) -> CIMultiDict[str]:
    return CIMultiDict({"x-razorpay-signature": signature, "x-razorpay-event-id": "evt_1"})


def stripe_headers(text: str) -> CIMultiDict[str]:
    return CIMultiDict({"stripe-signature": text})


def signed_by_stripe(secret: str, body: bytes, at: int = SIGNED_AT) -> str:
    return hmac.digest(secret.encode(), f"{at}.".encode() + body, "sha256").hex()


def accepted(events: PaymentEvents, headers: CIMultiDict[str], body: bytes, now: datetime = NOW) -> bool:
    try:
        events.read(headers, body, now)
    except Forged:
        return False
    return True


@pytest.mark.parametrize(
    ("secret", "message", "signature"),
    [
        (KEY_SECRET, RETURN, RETURN_SIGNATURE),
        (SDK_SECRET, SDK_RETURN, SDK_SIGNATURE),
        ("whsec", RAZORPAY_BODY, RAZORPAY_SIGNATURE),
        ("whsec_test_secret", f"{SIGNED_AT}.".encode() + STRIPE_BODY, STRIPE_SIGNATURE),
    ],
)
def test_the_providers_own_vectors_hold(secret: str, message: bytes, signature: str) -> None:
    assert signed(secret, message) == signature
    assert proves(signature, (secret,), message)
    assert not proves(signature, (secret + "x",), message)


def test_a_body_that_differs_in_any_byte_is_refused() -> None:
    stripe = stripe_headers(f"t={SIGNED_AT},v1={STRIPE_SIGNATURE}")
    assert accepted(RAZORPAY, razorpay_headers(), RAZORPAY_BODY)
    assert accepted(STRIPE, stripe, STRIPE_BODY)
    for body in altered(RAZORPAY_BODY):
        assert not accepted(RAZORPAY, razorpay_headers(), body)
    for body in altered(STRIPE_BODY):
        assert not accepted(STRIPE, stripe, body)


def test_a_signature_that_differs_in_any_character_is_refused() -> None:
    for place in range(64):
        other = "0" if RAZORPAY_SIGNATURE[place] != "0" else "1"
        shown = RAZORPAY_SIGNATURE[:place] + other + RAZORPAY_SIGNATURE[place + 1 :]
        assert not accepted(RAZORPAY, razorpay_headers(shown), RAZORPAY_BODY)
    header = f"t={SIGNED_AT},v1={STRIPE_SIGNATURE}"
    for place in range(len(header)):
        other = "0" if header[place] != "0" else "1"
        shown = header[:place] + other + header[place + 1 :]
        assert not accepted(STRIPE, stripe_headers(shown), STRIPE_BODY), shown


def altered(body: bytes) -> Iterator[bytes]:
    """Each byte by each of its bits, left out, and doubled."""
    for place in range(len(body)):
        before, byte, after = body[:place], body[place], body[place + 1 :]
        yield from (before + bytes([byte ^ 1 << bit]) + after for bit in range(8))
        yield before + after
        yield before + bytes([byte, byte]) + after


def test_a_body_that_was_read_and_written_again_is_refused() -> None:
    body = '{"event":"payment.captured","payload":{"note":"ä"}}'.encode()
    headers = razorpay_headers(signed("whsec", body))
    assert accepted(RAZORPAY, headers, body)
    assert not accepted(RAZORPAY, headers, json.dumps(json.loads(body)).encode())
    assert not accepted(RAZORPAY, headers, json.dumps(json.loads(body), separators=(",", ":")).encode())


@pytest.mark.parametrize(
    "header", ["", "ä", "\udcff", "0" * 64, RAZORPAY_SIGNATURE.upper(), RAZORPAY_SIGNATURE + "0"]
)
def test_what_is_no_signature_is_refused(header: str) -> None:
    assert not accepted(RAZORPAY, razorpay_headers(header), RAZORPAY_BODY)
    assert not accepted(STRIPE, stripe_headers(header), STRIPE_BODY)
    assert not accepted(STRIPE, stripe_headers(f"t={SIGNED_AT},v1={header}"), STRIPE_BODY)
    assert not accepted(RAZORPAY, CIMultiDict(), RAZORPAY_BODY)
    assert not accepted(STRIPE, CIMultiDict(), STRIPE_BODY)


def test_two_secrets_hold_while_one_takes_the_others_place() -> None:
    both = RazorpayEvents(("new", "whsec"))
    assert accepted(both, razorpay_headers(), RAZORPAY_BODY)
    assert accepted(both, razorpay_headers(signed("new", RAZORPAY_BODY)), RAZORPAY_BODY)
    assert not accepted(RazorpayEvents(("new",)), razorpay_headers(), RAZORPAY_BODY)
    two = StripeEvents(("whsec_new", "whsec_test_secret"), live=False)
    assert accepted(two, stripe_headers(f"t={SIGNED_AT},v1={STRIPE_SIGNATURE}"), STRIPE_BODY)
    several = (
        f"t={SIGNED_AT},v1={'0' * 64},v1={signed_by_stripe('whsec_new', STRIPE_BODY)},v0={STRIPE_SIGNATURE}"
    )
    assert accepted(two, stripe_headers(several), STRIPE_BODY)
    assert not accepted(STRIPE, stripe_headers(f"t={SIGNED_AT},v0={STRIPE_SIGNATURE}"), STRIPE_BODY)


@pytest.mark.parametrize(
    ("late", "fine"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)]
)
def test_stripe_is_heard_within_five_minutes_before_and_after(late: int, fine: bool) -> None:
    now = datetime.fromtimestamp(SIGNED_AT + late, UTC)
    headers = stripe_headers(f"t={SIGNED_AT},v1={STRIPE_SIGNATURE}")
    assert accepted(STRIPE, headers, STRIPE_BODY, now) is fine


@pytest.mark.parametrize(
    "times", ["", "t=", "t=x,", f"t={SIGNED_AT},t={SIGNED_AT},", "t=-1,", f"t={'9' * 40},", "t=１７,"]
)
def test_a_time_that_is_none_is_refused(times: str) -> None:
    assert not accepted(STRIPE, stripe_headers(f"{times}v1={STRIPE_SIGNATURE}"), STRIPE_BODY)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b"[" * 100_000, b"\xff", b'{"event":7}', b'{"event":"x","payload":[]}'],
)
def test_what_is_signed_and_makes_no_sense_is_not_for_us(body: bytes) -> None:
    assert RAZORPAY.read(razorpay_headers(signed("whsec", body)), body, NOW) is None
    header = f"t={SIGNED_AT},v1={signed_by_stripe('whsec_test_secret', body)}"
    assert STRIPE.read(stripe_headers(header), body, NOW) is None


def test_the_page_after_paying_is_found_by_our_own_addresses_only() -> None:
    returns = Returns("a-secret", "https://parley.example.org")
    address = returns.address("S-7F3K.2-c2jx")
    base, _, token = address.rpartition("/")
    assert base == "https://parley.example.org/paid"
    assert returns.reference(token) == "S-7F3K.2-c2jx"
    assert Returns("other", "").reference(token) is None
    for place in range(len(token)):
        other = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert returns.reference(other) is None
    for made_up in ("", "~", "S-7F3K.2-c2jx", "S-7F3K.2-c2jx~", "ä~ä", "\udcff~x"):
        assert returns.reference(made_up) is None
