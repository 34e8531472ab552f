"""Identify: which notice each page carries, by stable facts first and text second; never by address alone."""

from tasks.identify.assign import Assignment, identify
from tasks.identify.decision import Decision
from tasks.identify.index import Index
from tasks.identify.key import Fact, NoticeKey, agrees, conflicts, differing, notice_key
from tasks.identify.known import KnownNotices, entries_of
from tasks.identify.log import IdentityLog
from tasks.identify.notice_id import mint_notice_id
from tasks.identify.overlap import Overlap, overlap
from tasks.identify.reason import in_figures
from tasks.identify.sketch import Sketch, sketch

__all__ = [
    "Assignment",
    "Decision",
    "Fact",
    "IdentityLog",
    "Index",
    "KnownNotices",
    "NoticeKey",
    "Overlap",
    "Sketch",
    "agrees",
    "conflicts",
    "differing",
    "entries_of",
    "identify",
    "in_figures",
    "mint_notice_id",
    "notice_key",
    "overlap",
    "sketch",
]
