"""Identify: which notice each page carries, by stable facts first and text second; never by address alone."""

from tasks.identify.assign import Assignment, identify
from tasks.identify.decision import Decision
from tasks.identify.index import Index
from tasks.identify.key import NoticeKey, agrees, conflicts, notice_key
from tasks.identify.known import KnownNotices, entries_of
from tasks.identify.log import IdentityLog
from tasks.identify.notice_id import mint_notice_id
from tasks.identify.sketch import Sketch, sketch

__all__ = [
    "Assignment",
    "Decision",
    "IdentityLog",
    "Index",
    "KnownNotices",
    "NoticeKey",
    "Sketch",
    "agrees",
    "conflicts",
    "entries_of",
    "identify",
    "mint_notice_id",
    "notice_key",
    "sketch",
]
