"""What looks like a figure and is a name, a date or an address: blanked out once, before any figure is read."""

import re
from functools import cache

from tasks.parse.vocabulary import vocabulary

# Every mask begins with one of these: most places of a text are passed over at a look.
_FIRST = "(?=[“《【〔第八六0-9A-Za-z])"
# 23个, 4.5万元: a number with such a sign behind it is a figure, whatever the masks say.
_FIGURE = r"(?!\d{1,15}+(?:\.\d{1,6}+)?+[个名人项次万元余亿%件家场户条])"


@cache
def _masks() -> re.Pattern[str]:
    return re.compile(f"{_FIRST}{_FIGURE}(?:" + "|".join(row[1] for row in vocabulary("masks")) + ")")


def masked_text(text: str) -> str:
    """The text with what only looks like figures blanked out, character for character."""
    # A private-use character a place: nothing matches it, and every offset stays.
    return _masks().sub(lambda match: "\ue000" * len(match[0]), text)
