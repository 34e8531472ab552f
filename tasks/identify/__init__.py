"""Identify: which notice each page carries, by stable facts first and text second; never by address alone."""

from tasks.identify.assign import Assignment, identify
from tasks.identify.key import NoticeKey, agrees, conflicts, notice_key
from tasks.identify.known import KnownNotices
from tasks.identify.notice_id import mint_notice_id
from tasks.identify.sketch import Sketch, sketch

__all__ = [
    "Assignment",
    "KnownNotices",
    "NoticeKey",
    "Sketch",
    "agrees",
    "conflicts",
    "identify",
    "mint_notice_id",
    "notice_key",
    "sketch",
]
