"""The one place that draws by chance: ids, names of rooms and processes, codes and secrets come from here."""

import secrets
from base64 import urlsafe_b64encode


class Entropy:
    """The system's own source; who wants the same again (a simulation) overrides `draw`."""

    def draw(self, size: int) -> bytes:
        """So many bytes that nobody can foresee."""
        return secrets.token_bytes(size)

    def below(self, bound: int) -> int:
        """A number from 0; 16 bytes beyond the bound, so that none is likelier in any way that could be told."""
        return int.from_bytes(self.draw(16 + bound.bit_length() // 8)) % bound

    def hexadecimal(self, size: int) -> str:
        """So many bytes, two digits each."""
        return self.draw(size).hex()

    def urlsafe(self, size: int) -> str:
        """So many bytes, as they can stand in an address."""
        return urlsafe_b64encode(self.draw(size)).rstrip(b"=").decode()
