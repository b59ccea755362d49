"""Who makes rooms for sessions."""

from dataclasses import dataclass

from bot.config import Settings
from bot.room_settings import service_account_in
from core.clock import Clock
from core.entropy import Entropy
from core.ports.rooms import RoomEvents
from gateways.calendly import CalendlyRooms
from gateways.calendly_events import CalendlyEvents
from gateways.jitsi import JAAS, JitsiRooms, key_of_jaas, key_of_server
from gateways.livekit import OWN_PAGE, LiveKitRooms
from gateways.livekit_recorder import LiveKitRecorder
from gateways.meet import Consent, MeetRooms, ServiceAccount
from gateways.room_events import LiveKitEvents, ZoomEvents
from gateways.rooms import CALENDLY, LIVEKIT, MEET, ZOOM, ProvidedRooms
from gateways.zoom import ZoomRooms

Provider = ZoomRooms | LiveKitRooms | MeetRooms | CalendlyRooms


@dataclass
class Venue:
    """Where sessions take place: those who make rooms by their channel, and what proves what they tell."""

    rooms: JitsiRooms | ProvidedRooms
    providers: dict[str, Provider]
    events: list[RoomEvents]
    livekit: LiveKitRooms | None
    recorders: dict[str, LiveKitRecorder]

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
            events.append(ZoomEvents(settings.zoom_webhook_secret.get_secret_value()))
    if livekit is not None and settings.livekit_key is not None and settings.livekit_secret is not None:
        providers[LIVEKIT] = livekit
        events.append(LiveKitEvents(settings.livekit_key, settings.livekit_secret.get_secret_value()))
    if (meet := meet_of(settings, clock)) is not None:
        providers[MEET] = meet
    provider = settings.meetings if settings.meetings in providers else ""
    if (calendly := calendly_of(settings)) is not None:
        providers[CALENDLY] = calendly
        if settings.calendly_webhook_key is not None:
            events.append(CalendlyEvents(settings.calendly_webhook_key.get_secret_value()))
    if not providers:
        return Venue(jitsi, providers, events, livekit, {})
    entries = [] if livekit is None else [livekit]
    recorders = {}
    if livekit is not None and settings.recordings is not None:
        there = settings.recordings_there or str(settings.recordings)
        recorders[LIVEKIT] = LiveKitRecorder(livekit, settings.recordings, there)
    recorded = livekit if recorders else None
    rooms = ProvidedRooms(provider or "", jitsi, entries, calendly=calendly is not None, recorded=recorded)
    return Venue(rooms, providers, events, livekit, recorders)


def calendly_of(settings: Settings) -> CalendlyRooms | None:
    """Calendly, where it is switched on."""
    if settings.calendly_token is None:
        return None
    return CalendlyRooms(settings.calendly_token.get_secret_value(), api_url=settings.calendly_api_url)


def livekit_of(settings: Settings, clock: Clock) -> LiveKitRooms | None:
    """LiveKit, where it is switched on."""
    if settings.livekit_url is None or settings.livekit_key is None or settings.livekit_secret is None:
        return None
    page = settings.livekit_page or f"{(settings.public_url or '').rstrip('/')}{OWN_PAGE}"
    secret = settings.livekit_secret.get_secret_value()
    return LiveKitRooms(settings.livekit_url, settings.livekit_key, secret, page, clock)


def meet_of(settings: Settings, clock: Clock) -> MeetRooms | None:
    """Google Meet, where it is switched on."""
    login: ServiceAccount | Consent
    if settings.meet_key_file is not None and settings.meet_user is not None:
        login = ServiceAccount(*service_account_in(settings.meet_key_file), settings.meet_user)
    elif settings.meet_client and settings.meet_secret and settings.meet_refresh_token:
        secret, refresh_token = settings.meet_secret, settings.meet_refresh_token
        login = Consent(settings.meet_client, secret.get_secret_value(), refresh_token.get_secret_value())
    else:
        return None
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


def zoom_of(settings: Settings) -> ZoomRooms | None:
    """Zoom, where it is switched on."""
    if settings.zoom_account is None or settings.zoom_client is None or settings.zoom_secret is None:
        return None
    return ZoomRooms(
        settings.zoom_account,
        settings.zoom_client,
        settings.zoom_secret.get_secret_value(),
        settings.zoom_hosts,
        oauth_url=settings.zoom_oauth_url,
        api_url=settings.zoom_api_url,
    )
