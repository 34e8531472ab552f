"""Record: which revision every notice seen in a run is at now, and the rows that say so."""

from tasks.record.canonical import Standing, best, standing_of
from tasks.record.causes import furniture_of
from tasks.record.copies import CopyRow, CopySeen
from tasks.record.frames import frames_of
from tasks.record.notices import Archive, Caused, NoticeSeen, Recorded, corrected, record, rehomed
from tasks.record.sightings import sighted
from tasks.record.stored import StoredNotice, stored_notice

__all__ = [
    "Archive",
    "Caused",
    "CopyRow",
    "CopySeen",
    "NoticeSeen",
    "Recorded",
    "Standing",
    "StoredNotice",
    "best",
    "corrected",
    "frames_of",
    "furniture_of",
    "record",
    "rehomed",
    "sighted",
    "standing_of",
    "stored_notice",
]
