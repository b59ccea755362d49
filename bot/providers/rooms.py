"""Who makes rooms for sessions. A provider is imported only where it is switched on: nobody else pays for that."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.config import Settings
from bot.room_settings import service_account_in
from core.clock import Clock
from core.entropy import Entropy
from core.ports.rooms import RoomEvents
from gateways.jitsi import JAAS, JitsiRooms, key_of_jaas, key_of_server
from gateways.rooms import CALENDLY, LIVEKIT, MEET, ZOOM, ProvidedRooms

if TYPE_CHECKING:
    from gateways.calendly import CalendlyRooms
    from gateways.livekit import LiveKitRooms
    from gateways.livekit_recorder import LiveKitRecorder
    from gateways.meet import MeetRooms
    from gateways.zoom import ZoomRooms

Provider: TypeAlias = "ZoomRooms | LiveKitRooms | MeetRooms | CalendlyRooms"


@dataclass
class Venue:
    """Where sessions take place: those who make rooms by their channel, and what proves what they tell."""

    rooms: JitsiRooms | ProvidedRooms
    providers: dict[str, Provider]
    events: list[RoomEvents]
    livekit: "LiveKitRooms | None"
    recorders: "dict[str, LiveKitRecorder]"

    def prefer(self, channel: str) -> None:
        """Have new rooms made by this provider from now on, "" for none; as the playground's page does."""
        if isinstance(self.rooms, ProvidedRooms):
            self.rooms.provider = channel

    async def aclose(self) -> None:
        """Close the connections."""
        for provider in self.providers.values():
            await provider.aclose()


def venue_of(settings: Settings, clock: Clock, entropy: Entropy) -> Venue:
    """All that is switched on, so that rooms of before can be closed; new ones are made by one of them."""
    jitsi, zoom, livekit = _jitsi(settings, entropy), zoom_of(settings), livekit_of(settings, clock)
    providers: dict[str, Provider] = {}
    events: list[RoomEvents] = []
    if zoom is not None:
        providers[ZOOM] = zoom
        if settings.zoom_webhook_secret is not None:
            from gateways.room_events import ZoomEvents

            events.append(ZoomEvents(settings.zoom_webhook_secret.get_secret_value()))
    if livekit is not None and settings.livekit_key is not None and settings.livekit_secret is not None:
        from gateways.room_events import LiveKitEvents

        providers[LIVEKIT] = livekit
        events.append(LiveKitEvents(settings.livekit_key, settings.livekit_secret.get_secret_value()))
    if (meet := meet_of(settings, clock)) is not None:
        providers[MEET] = meet
    provider = settings.meetings if settings.meetings in providers else ""
    if (calendly := calendly_of(settings)) is not None:
        providers[CALENDLY] = calendly
        if settings.calendly_webhook_key is not None:
            from gateways.calendly_events import CalendlyEvents

            events.append(CalendlyEvents(settings.calendly_webhook_key.get_secret_value()))
    if not providers:
        return Venue(jitsi, providers, events, livekit, {})
    entries = [] if livekit is None else [livekit]
    recorders = {}
    if livekit is not None and settings.recordings is not None:
        from gateways.livekit_recorder import LiveKitRecorder

        there = settings.recordings_there or str(settings.recordings)
        recorders[LIVEKIT] = LiveKitRecorder(livekit, settings.recordings, there)
    recorded = livekit if recorders else None
    rooms = ProvidedRooms(provider or "", jitsi, entries, calendly=calendly is not None, recorded=recorded)
    return Venue(rooms, providers, events, livekit, recorders)


def calendly_of(settings: Settings) -> "CalendlyRooms | None":
    """Calendly, where it is switched on."""
    if settings.calendly_token is None:
        return None
    from gateways.calendly import CalendlyRooms

    return CalendlyRooms(settings.calendly_token.get_secret_value(), api_url=settings.calendly_api_url)


def livekit_of(settings: Settings, clock: Clock) -> "LiveKitRooms | None":
    """LiveKit, where it is switched on."""
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return None
    from gateways.livekit import OWN_PAGE, LiveKitRooms

    page = settings.livekit_page or f"{(settings.public_url or '').rstrip('/')}{OWN_PAGE}"
    secret = settings.livekit_secret.get_secret_value()
    return LiveKitRooms(settings.livekit_url, settings.livekit_key, secret, page, clock)


def meet_of(settings: Settings, clock: Clock) -> "MeetRooms | None":
    """Google Meet, where it is switched on."""
    key_file, user, client = settings.meet_key_file, settings.meet_user, settings.meet_client
    secret, refresh_token = settings.meet_secret, settings.meet_refresh_token
    if (key_file is None or user is None) and not (client and secret and refresh_token):
        return None
    from gateways.meet import Consent, MeetRooms, ServiceAccount

    login: ServiceAccount | Consent
    if key_file is not None and user is not None:
        login = ServiceAccount(*service_account_in(key_file), user)
    elif client and secret and refresh_token:
        login = Consent(client, secret.get_secret_value(), refresh_token.get_secret_value())
    return MeetRooms(login, clock, oauth_url=settings.meet_oauth_url, api_url=settings.meet_api_url)


def _jitsi(settings: Settings, entropy: Entropy) -> JitsiRooms:
    """Rooms on Jitsi: at 8x8, on a server that asks for a key, or on one that is open."""
    if settings.jaas_key_id is not None and settings.jaas_key is not None:
        key = key_of_jaas(settings.jaas_key_id, settings.jaas_key.get_secret_value())
        return JitsiRooms(f"{JAAS}/{settings.jaas_key_id.partition('/')[0]}", key, entropy)
    if settings.jitsi_app is not None and settings.jitsi_secret is not None:
        secret = settings.jitsi_secret.get_secret_value()
        return JitsiRooms(
            settings.jitsi_url,
            key_of_server(settings.jitsi_url, settings.jitsi_app, secret, settings.jitsi_audience),
            entropy,
        )
    return JitsiRooms(settings.jitsi_url, entropy=entropy)


def zoom_of(settings: Settings) -> "ZoomRooms | None":
    """Zoom, where it is switched on."""
    if settings.zoom_account is None or settings.zoom_client is None or settings.zoom_secret is None:
        return None
    from gateways.zoom import ZoomRooms

    return ZoomRooms(
        settings.zoom_account,
        settings.zoom_client,
        settings.zoom_secret.get_secret_value(),
        settings.zoom_hosts,
        oauth_url=settings.zoom_oauth_url,
        api_url=settings.zoom_api_url,
    )
