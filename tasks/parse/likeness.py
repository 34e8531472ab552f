"""Whether two passages speak of one matter: runs of five characters they share beyond the words any passage has."""

import re
from collections.abc import Iterator

from tasks.parse.discipline_terms import COUNT_TERMS

# Words that any count or sum may stand in, by themselves no matter: 由区总医院对1名相关责任人进行处置.
_COMMON = re.compile(
    r"由[^对,。;]{1,12}对|相关|责任|人员|负责|进行|给予|予以|受到|运用|开展|截至|目前|以来|年度"
    rf"|项目|总投资|完成|金额|资金|款项|合计|共计|{COUNT_TERMS}|[^\u4e00-\u9fff、]+"
)
_LENGTH = 5


def matter_grams(passage: str) -> Iterator[str]:
    """Every run of five characters of the passage's own words."""
    for words in _COMMON.split(passage):
        for at in range(len(words) - _LENGTH + 1):
            yield words[at : at + _LENGTH]
