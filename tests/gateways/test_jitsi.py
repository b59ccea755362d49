"""Jitsi: rooms that need nobody to be asked, and what lets one person into one of them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core.rooms import Guest
from gateways.jitsi import JAAS, JitsiKey, JitsiRooms, key_of_jaas, key_of_server

pytestmark = pytest.mark.spec("MTG-1")

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
ANA = Guest("7", "Ana Lima", leads=True, since=NOW, until=NOW + timedelta(hours=1))
MIA = Guest("8", "Mia", leads=False, since=NOW, until=NOW + timedelta(hours=1))
SECRET = "a-secret-of-thirty-two-characters"
TENANT = "vpaas-magic-cookie-1a2b"


def claims(url: str, key: object, algorithm: str, audience: str) -> dict[str, object]:
    """What a server reads that verifies the token as of NOW."""
    (token,) = parse_qs(urlsplit(url).query)["jwt"]
    checks = {"verify_exp": False, "verify_nbf": False, "require": ["exp", "nbf"]}
    return jwt.decode(token, key, [algorithm], audience=audience, options=checks)  # type: ignore[arg-type]


@pytest.fixture
def own_server() -> JitsiRooms:
    url = "https://Meet.Example.org"
    return JitsiRooms(url, key_of_server(url, "parley", SECRET))


def test_names_cannot_be_guessed_though_jitsi_tells_no_capitals_apart() -> None:
    rooms = JitsiRooms("https://rooms.example/")
    links = {rooms.link().lower() for _ in range(100)}
    assert len(links) == 100
    assert all(len(link.rpartition("-")[2]) >= 32 for link in links)


def test_an_own_server_reads_who_comes_into_which_room_and_until_when(own_server: JitsiRooms) -> None:
    link = own_server.link()
    own = own_server.admit(link, ANA)
    assert own.partition("?")[0] == link
    assert jwt.get_unverified_header(own.partition("jwt=")[2]) == {"alg": "HS256", "typ": "JWT"}
    read = claims(own, SECRET, "HS256", "parley")
    assert read["context"] == {"user": {"id": "7", "name": "Ana Lima", "affiliation": "owner"}}
    assert (read["iss"], read["sub"], read["room"]) == (
        "parley",
        "meet.example.org",
        link.rpartition("/")[2],
    )
    skew = timedelta(minutes=5)
    assert (read["nbf"], read["exp"]) == (
        int((NOW - skew).timestamp()),
        int((ANA.until + skew).timestamp()),
    )


def test_each_person_has_a_token_of_their_own_and_only_one_leads(own_server: JitsiRooms) -> None:
    link = own_server.link()
    assert own_server.admit(link, ANA) != own_server.admit(link, MIA)
    read = claims(own_server.admit(link, MIA), SECRET, "HS256", "parley")
    assert read["context"] == {"user": {"id": "8", "name": "Mia", "affiliation": "member"}}


def test_a_tenant_of_an_own_server_is_its_subject() -> None:
    url = "https://meet.example.org/Team"
    rooms = JitsiRooms(url, key_of_server(url, "parley", SECRET, "jitsi"))
    assert claims(rooms.admit(rooms.link(), ANA), SECRET, "HS256", "jitsi")["sub"] == "team"


def test_jaas_reads_a_token_signed_with_the_private_key() -> None:
    pair = rsa.generate_private_key(65537, 2048)
    pem = pair.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    rooms = JitsiRooms(f"{JAAS}/{TENANT}", key_of_jaas(f"{TENANT}/4f5e6d", pem))
    link = rooms.link()
    assert link.startswith(f"https://8x8.vc/{TENANT}/Parley-")
    own = rooms.admit(link, MIA)
    assert jwt.get_unverified_header(own.partition("jwt=")[2])["kid"] == f"{TENANT}/4f5e6d"
    read = claims(own, pair.public_key(), "RS256", "jitsi")
    assert (read["iss"], read["sub"], read["room"]) == ("chat", TENANT, link.rpartition("/")[2])
    context = read["context"]
    assert isinstance(context, dict)
    assert context["user"] == {"id": "8", "name": "Mia", "moderator": "false"}
    assert set(context["features"].values()) == {"false"}


@pytest.mark.parametrize(
    "elsewhere", ["https://ana.example/room", "https://zoom.example/j/8", "https://meet.jit.si/Parley-1"]
)
def test_no_other_address_is_given_a_token(own_server: JitsiRooms, elsewhere: str) -> None:
    assert own_server.admit(elsewhere, ANA) == elsewhere


def test_an_open_server_is_given_none() -> None:
    rooms = JitsiRooms("https://rooms.example")
    link = rooms.link()
    assert rooms.admit(link, ANA) == link


def test_a_key_does_not_show_its_secret() -> None:
    assert SECRET not in repr(JitsiKey(SECRET, "HS256", {}, {}, {}))
