"""What mentees can pay by."""

from dataclasses import dataclass, field

from bot.config import Settings, revealed
from core.clock import Clock
from core.ports.payments import PaymentEvents, PaymentGateway
from gateways.payments.signatures import Returns


@dataclass
class Till:
    """The payment providers that are switched on, those first that are asked first; what proves their events."""

    gateways: list[PaymentGateway] = field(default_factory=list)
    events: list[PaymentEvents] = field(default_factory=list)
    returns: Returns | None = None

    async def aclose(self) -> None:
        """Close the connections."""
        for gateway in self.gateways:
            await gateway.aclose()


def till_of(settings: Settings, clock: Clock) -> Till:
    """What people can pay by. The SDKs are imported only where they are used: nobody else pays for that."""
    till = Till()
    key = settings.razorpay_secret or settings.stripe_key
    if key is not None and settings.public_url is not None:
        till.returns = Returns(key.get_secret_value(), settings.public_url.rstrip("/"))
    if settings.razorpay_key is not None and settings.razorpay_secret is not None:
        from gateways.payments.razorpay import RazorpayGateway
        from gateways.payments.razorpay_events import RazorpayEvents
        from gateways.payments.razorpay_wire import RazorpayWire

        login = settings.razorpay_key.get_secret_value(), settings.razorpay_secret.get_secret_value()
        razorpay = RazorpayWire(*login, settings.razorpay_api_url.rstrip("/"))
        till.gateways.append(RazorpayGateway(razorpay, clock, settings.razorpay_currencies, till.returns))
        if settings.razorpay_webhook_secrets:
            till.events.append(RazorpayEvents(revealed(settings.razorpay_webhook_secrets)))
    if settings.stripe_key is not None:
        from gateways.payments.stripe import StripeGateway
        from gateways.payments.stripe_events import StripeEvents
        from gateways.payments.stripe_wire import StripeWire

        stripe_key = settings.stripe_key.get_secret_value()
        stripe = StripeWire(stripe_key, settings.stripe_api_url.rstrip("/"))
        elsewhere = "https://app.slack.com/client" if settings.slack_bot_token else "https://t.me"
        till.gateways.append(
            StripeGateway(stripe, clock, settings.stripe_currencies, till.returns, elsewhere)
        )
        if settings.stripe_webhook_secrets:
            live = "_live_" in stripe_key
            till.events.append(StripeEvents(revealed(settings.stripe_webhook_secrets), live=live))
    return till
