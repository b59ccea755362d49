"""Whether the providers that are switched on take what we show them. Nothing there is changed."""

from datetime import datetime

from core.findings import Finding, fault, well
from core.outbox import TryLater, Unreachable, Unsure
from core.ports.mail import MailTransport
from core.ports.payments import PaymentGateway
from core.ports.rooms import RoomProvider
from core.provider_refusals import Refused
from core.providers import Reason
from core.rooms import Wanted
from gateways.mail.smtp import SmtpTransport

NOTHING = {"razorpay": "plink_ParleyDoctor0", "stripe": "cs_test_parley_doctor"}
"""Names of links that there are not: only who is let in is told so."""
_KEYS = {
    "razorpay": "Look at RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET: both of live mode, or both of test mode.",
    "stripe": "Look at STRIPE_API_KEY and, for a restricted key, at what it may do.",
}
_REACH = "See whether it can be reached from here."


async def examine_payments(gateway: PaymentGateway) -> Finding:
    """Whether the provider of payments lets us in."""
    try:
        await gateway.look(NOTHING[gateway.name])
    except Refused as refused:
        if refused.reason is not Reason.UNKNOWN:
            return fault(gateway.name, f"it refuses us ({refused})", _KEYS[gateway.name])
    except (TryLater, Unsure) as problem:
        return fault(
            gateway.name, f"it gives no answer that helps ({problem})", f"{_KEYS[gateway.name]} {_REACH}"
        )
    return well(gateway.name, "it takes our key")


async def examine_rooms(name: str, provider: RoomProvider, now: datetime, mend: str) -> Finding:
    """Whether the provider of meeting rooms lets us in."""
    try:
        await provider.find(Wanted("parley doctor", now, 30))
    except (TryLater, Unsure, Unreachable) as problem:
        return fault(name, f"it makes no rooms ({problem})", mend)
    return well(name, "it lets us make rooms")


async def examine_mail(post: MailTransport) -> Finding:
    """Whether the mail server lets us in. An interface over HTTP tells only whoever sends."""
    if not isinstance(post, SmtpTransport):
        return well("mail", f"{post.name} is set up; /admin mail you@example.org tries it")
    try:
        await post.check()
    except TryLater as problem:
        return fault(
            "mail", f"no mail leaves ({problem})", "Look at SMTP_URL (or RESEND_API_KEY) and EMAIL_FROM."
        )
    return well("mail", f"the {post.name} server lets us in")
