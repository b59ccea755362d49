"""Whether pictures can be drawn."""

from PIL import features

from bot.pictures.letters import font
from core.findings import Finding, fault, warning, well

SUBJECT = "pictures"


def examine() -> Finding:
    """Fonts, and what shapes the letters of scripts such as Devanagari."""
    try:
        font(20).getlength("Parley")
    except OSError as problem:
        return fault(SUBJECT, f"the font cannot be read ({problem})", "Install Parley anew.")
    if not features.check("raqm"):
        return warning(
            SUBJECT, "letters are not shaped", "Install libfribidi0 (Debian: apt install libfribidi0)."
        )
    return well(SUBJECT, "fonts and shaping are there")
