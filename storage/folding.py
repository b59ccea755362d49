"""Text as it is searched: without case and accents."""

import unicodedata

ESCAPE = "!"


def fold(text: str) -> str:
    """`Zoë MÜLLER` as `zoe muller`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def patterns(text: str) -> dict[str, str]:
    """LIKE patterns (with `ESCAPE`): equal to the text, or beginning, a word beginning, or holding it."""
    literal = fold(text.strip())
    for special in (ESCAPE, "%", "_"):
        literal = literal.replace(special, ESCAPE + special)
    return {"equal": literal, "begins": f"{literal}%", "word": f"% {literal}%", "contains": f"%{literal}%"}
