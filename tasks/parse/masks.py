"""What looks like a figure and is a name, a date or an address: blanked out once, before any figure is read."""

import re
from functools import cache

from tasks.parse.vocabulary import vocabulary


@cache
def _masks() -> re.Pattern[str]:
    # Every mask begins with one of these: most places of a text are passed over at a look.
    return re.compile("(?=[“《【〔第八六\\dA-Za-z])(?:" + "|".join(row[1] for row in vocabulary("masks")) + ")")


def masked_text(text: str) -> str:
    """The text with what only looks like figures blanked out, character for character."""
    # A private-use character a place: nothing matches it, and every offset stays.
    return _masks().sub(lambda match: "\ue000" * len(match[0]), text)
