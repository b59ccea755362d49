"""Whether pictures can be drawn."""

from bot.pictures.letters import shapes, width
from core.findings import Finding, fault, warning, well

SUBJECT = "pictures"


def examine() -> Finding:
    """Fonts, and what shapes the letters of scripts such as Devanagari."""
    try:
        width("Parley पार्ले", 20)
    except OSError as problem:
        return fault(SUBJECT, f"the font cannot be read ({problem})", "Install Parley anew.")
    if not shapes():
        return warning(
            SUBJECT,
            "letters are not shaped, so pictures leave out what is written in Devanagari",
            "Install libfribidi0 (Debian: apt install libfribidi0).",
        )
    return well(SUBJECT, "fonts and shaping are there")
