"""Attached files: what they are by their bytes, and their text, taken in a process of its own within bounds."""

from tasks.attachments.reader import FileText, file_text, media_type

__all__ = ["FileText", "file_text", "media_type"]
