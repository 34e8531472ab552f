"""Asks sites for pages: politely, within bounds, and with a row for whatever comes of it."""

from tasks.fetch.attempt import utc_now
from tasks.fetch.classify import Answer, Verdict, classify
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.limits import USER_AGENT, Limits

__all__ = ["USER_AGENT", "Answer", "Fetcher", "Limits", "Verdict", "classify", "utc_now"]
