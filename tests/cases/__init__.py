"""Labelled cases made from the five real notices, by a seed: what is one notice, and what an edit did.

``reposts``, ``relatives`` and ``corpus`` make texts of which it is known which are one notice; ``draft``, ``words``,
``figures``, ``structure`` and ``revisions`` edit a notice and say which events that is; ``skins`` dress one notice in
other templates and encodings, which is no event at all. Thresholds were chosen on ``FROZEN_ON``; scores are told of ``REPORTED_ON``.
"""

FROZEN_ON = 20260101
REPORTED_ON = 20261125
