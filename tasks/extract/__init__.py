"""Decode and extract: the bytes of a page become its kept text, one block a line, and the facts around it."""

from tasks.extract.decode import decode
from tasks.extract.page import extract, from_plain_text, read

__all__ = ["decode", "extract", "from_plain_text", "read"]
