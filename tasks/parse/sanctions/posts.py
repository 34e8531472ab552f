"""Posts as printed before a name: where their titles end, whether their bearer left them, and the body they are of."""

import re
from collections.abc import Iterator
from functools import cache

from tasks.parse.body import Span
from tasks.parse.sanctions.ground import COVER
from tasks.parse.vocabulary import vocabulary

# 因…, 对…, 为其下属…: words of a reason or a deed, which no post holds
_NOT_POST = re.compile(
    r"(?<![\u4e00-\u9fff])[由以经并在]|因|针对|由于|鉴于|违[反规法纪]|收受|接受|利用|伙同|安排|为其|向其|予以|给予|进行|被|存在|会同|联合|查处"
    r"|对(?!外|口|台办)|将(?![军乐])|把|向(?![阳东])"
)
# What any title begins with: most places of a text are passed over at a look.
_FIRST = (
    "党副书主科调巡办一二三四局处院校园所站队厂镇乡区县市省州旗组部室庭会社村店行司课股班警总支大中小董秘检常经监理"
    "工委成管执财后辅技普职员企招项专出领分干负相直责当法实教医护民研"
)
# 对违反工作纪律的时任…中队长张家焜: what stands before 的 says what he did, where it has a deed
_OF = "的"
_DEED = re.compile(r"违|存在|负有|不力|失[职察责]|履[职行]|涉|未|不")
_FORMER = re.compile(r"(?:^|[、,])\s?(?:原(?![平阳])|前任)|时任|曾任")
_LEFT = re.compile(r"(?:原|时任|曾任)$")
# 时任南公小学代建单位福州江滨建设开发公司法人: who he is to the project, then the firm; but 下属单位福州市第六印刷厂 is one name
_BUILDER = re.compile(r"[\u4e00-\u9fff]{0,16}(?:代建|施工|监理|业主|设计)单位(?=[\u4e00-\u9fff]{4})")
_HEAD = re.compile(r"(?:原(?![平阳])|时任|曾任|前任)?(?:时任)?")
# 负责人街道营商环境办主任江发心: no post, only why he is named
_ROLE = re.compile(r"(?:直接|相关|主要)?(?:负责人|责任人|当事人)(?!的)")
# 南公小学项目时任经办: a project is no body
_PROJECT = re.compile(r"项目$")


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(row[1] for row in vocabulary("posts") if row[0] == "title")
    return re.compile(f"(?=[{_FIRST}])(?:{titles})")


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile("|".join(row[1] for row in vocabulary("posts") if row[0] == "body"))


def title_ends(veiled: str, start: int, end: int) -> Iterator[int]:
    """Each place of ``start:end`` where a title ends, its brackets included: a name may begin there."""
    for title in _titles().finditer(veiled, start, end):
        at = title.end()
        while at < end and veiled[at] == COVER:
            at += 1
        yield at


def in_post(veiled: str, start: int, end: int) -> bool:
    """Whether ``start:end`` may be a post: it tells no reason and no deed."""
    return _NOT_POST.search(veiled, start, end) is None


def post_span(veiled: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    """The post in ``start:end``, and the words before its 的 that say what its bearer did; null where there are none."""
    relative = None
    of = veiled.rfind(_OF, start, end)
    if of >= 0:
        relative = Span(start, of) if _DEED.search(veiled, start, of) else None
        start = of + 1
    role = _ROLE.match(veiled, start, end)
    if role and (role.end() < end or not veiled.endswith("负责人", start, end)):
        start = role.end()
    return (Span(start, end) if start < end else None), relative


def is_former(post: str) -> bool:
    """Whether the bearer left the post: 原台江区园林局监察室主任, 鳌峰街道党工委原副书记, 时任市政管理所所长."""
    if _FORMER.search(post):
        return True
    return any(_LEFT.search(post, 0, title.start()) for title in _titles().finditer(post))


def org_of(post: str) -> str | None:
    """The body of the first post: 台江区园林局 of 原台江区园林局监察室主任; null where no body is named.

    A section within a body (监察室, 工程科, 投研部) is not told apart from the body.
    """
    builder = _BUILDER.search(post)
    head = _HEAD.match(post, builder.end() if builder else 0)
    start = head.end() if head else 0
    title = _titles().search(post, start)
    if title is None or title.start() == start:
        return None
    stop = _LEFT.sub("", post[: title.start()])
    if _PROJECT.search(stop):
        return None
    ends = [body.end() for body in _bodies().finditer(stop, start)]
    return post[start : ends[-1]] if ends else None
