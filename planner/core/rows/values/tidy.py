"""One form for the many characters that look alike: spaces, quotes, hyphens, full-width letters and digits."""

from planner.core.columns.texts import INVISIBLE

LONGEST = 40
"""No quantity, amount, date or coordinate is longer."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n"
_NOTHING = INVISIBLE + "\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_SAME = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NOTHING, ""),
    **dict.fromkeys("‘’‚‛´`ʼ", "'"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
}
_TABLE = str.maketrans(_SAME)


def tidy(text: str) -> str:
    """``text`` with plain spaces, quotes, hyphens, digits and letters, and without characters nobody sees."""
    return text.translate(_TABLE).strip() if not text.isascii() or "\n" in text or "\t" in text else text
