"""The people of the playground."""

from dataclasses import dataclass

TEAM = "T1"
TEAM_DOMAIN = "meridian"
SLACK_ADMIN_CHANNEL = "C1ADMIN"


@dataclass(frozen=True, slots=True)
class Character:
    """Someone who can be acted: `slack` is a user id (`U…`), `telegram` a numeric id; either may be absent.

    Who has both can be acted in both: to us they are two, until they link their accounts.
    """

    key: str
    name: str
    zone: str
    email: str
    slack: str | None = None
    telegram: int | None = None


CAST = (
    Character("olga", "Olga Okafor", "Europe/London", "olga@example.org", slack="U1OLGA"),
    Character("lena", "Lena Vogt", "Europe/Berlin", "lena@example.org", slack="U1LENA", telegram=7004),
    Character("devi", "Devi Nair", "Asia/Kolkata", "devi@example.org", slack="U1DEVI"),
    Character("lia", "Lia Souza", "America/Sao_Paulo", "lia@example.org", telegram=7003),
    Character("ana", "Ana Lima", "America/Sao_Paulo", "ana@example.org", slack="U1ANA"),
    Character("ravi", "Ravi Menon", "Asia/Kolkata", "ravi@example.org", telegram=7001),
    Character("ben", "Ben Wolff", "Europe/Berlin", "ben@example.org", slack="U1BEN"),
    Character("mia", "Mia Chen", "America/New_York", "mia@example.org", telegram=7002),
)
