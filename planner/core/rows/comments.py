"""Comments on cells: they are nobody's column, so what they say of gear is asked about and never read into the row."""

import re
from itertools import pairwise

from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker
from planner.core.columns.texts import shortened
from planner.core.model import Sheet
from planner.core.rows.notebook import Notebook
from planner.core.rows.serials import serials_in_text

_MOST_WORDS = 200
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_LEAST_OF_A_SERIAL, _LEAST_DIGITS = 8, 5


def tell_comments(sheet: Sheet, lexicon: ColumnLexicon, notebook: Notebook) -> None:
    """Name every comment that speaks of a maker, a model somebody knows or a serial number, at its cell."""
    for comment in sheet.comments if sheet.read else ():
        named = _named_in(comment.text, lexicon)
        if named:
            said = shortened(comment.text, 120)
            notebook.say("comment-names-gear", comment.text, comment.row, comment.column, text=said, what=named)


def _named_in(text: str, lexicon: ColumnLexicon) -> str:
    """What of gear a comment names, in words; "" when nothing."""
    words = [word.strip(".!?'") for word in _WORD.findall(text)[:_MOST_WORDS]]
    named = []
    if mentions_a_maker(text, lexicon):
        named.append("a maker")
    if any(_is_model(word, lexicon) for word in (*words, *map(" ".join, pairwise(words)))):
        named.append("a model")
    if serials_in_text(text) or any(map(_is_serial, words)):
        named.append("a serial number")
    return " and ".join(named)


def _is_model(text: str, lexicon: ColumnLexicon) -> bool:
    return any(c.isdigit() for c in text) and not text.isdecimal() and lexicon.model(text) == "strong"


def _is_serial(word: str) -> bool:
    """A word of capitals and digits, long and with many digits; a date or a telephone number is none."""
    return (
        word.isascii()
        and word.isalnum()
        and len(word) >= _LEAST_OF_A_SERIAL
        and word == word.upper()
        and any(c.isalpha() for c in word)
        and sum(c.isdigit() for c in word) >= _LEAST_DIGITS
    )
