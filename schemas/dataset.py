"""All tables, in the order a run appends them: children first, notices after them, the release last."""

from schemas.accountability import CASES, DISCIPLINE_COUNTS, SANCTIONS
from schemas.dictionary import DICTIONARY
from schemas.divisions import DIVISIONS
from schemas.facts import CHECKS, CONTACTS, DECLARED_TOTALS, REPAIRS
from schemas.figures import FIGURES, MONEY_FLOWS
from schemas.files import ATTACHMENTS, PIECES
from schemas.health import SOURCE_HEALTH
from schemas.history import ADJUSTMENTS, CHANGES, COPIES, COPY_DRIFT, IDENTITY_LOG
from schemas.lists import LIST_READINGS, SIGHTINGS
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES, FINGERPRINTS, RELEASES
from schemas.pages import PAGES
from schemas.references import DOCUMENT_NUMBERS, MENTIONS, REGULATIONS
from schemas.structure import ITEMS, MEASURES, PARAGRAPHS, SECTIONS
from schemas.table import Table

# Raised by one whenever a store written by an older program can no longer be read as it is.
SCHEMA_VERSION = 5

# Rows read from the text of one revision: keyed by (notice_id, revision), in the field order of ParsedNotice.
FACTS: tuple[Table, ...] = (
    SECTIONS,
    ITEMS,
    MEASURES,
    PARAGRAPHS,
    FIGURES,
    MONEY_FLOWS,
    REGULATIONS,
    DOCUMENT_NUMBERS,
    DISCIPLINE_COUNTS,
    SANCTIONS,
    CASES,
    MENTIONS,
    CONTACTS,
    DECLARED_TOTALS,
    CHECKS,
    REPAIRS,
)
# What the runs did. Each source and page has rows of its own, and no notice is their parent.
LOGS: tuple[Table, ...] = (CAPTURES, ATTACHMENTS, LIST_READINGS, SIGHTINGS, SOURCE_HEALTH, PAGES)
# A kill between two appends must never leave a parent without its children (10 of 20 kills did, parent first).
APPEND_ORDER: tuple[Table, ...] = (
    *LOGS,
    *FACTS,
    TEXTS,
    PIECES,
    FINGERPRINTS,
    CHANGES,
    ADJUSTMENTS,
    COPY_DRIFT,
    COPIES,
    IDENTITY_LOG,
    NOTICES,
)
TABLES: dict[str, Table] = {table.name: table for table in (*APPEND_ORDER, RELEASES)}
PUBLISHED: tuple[Table, ...] = tuple(table for table in APPEND_ORDER if table.published)
# Every run adds to the logs; only rows of the other tables make the dataset a changed one.
PUBLISHED_LOGS: tuple[Table, ...] = tuple(table for table in PUBLISHED if table.month_of)
PUBLISHED_NOTICES: tuple[Table, ...] = tuple(table for table in PUBLISHED if not table.month_of)
# Published whole beside them, not by month, and kept in no store.
REFERENCE: tuple[Table, ...] = (DIVISIONS, DICTIONARY)
# All that a publication holds, in the order of its catalogs.
PUBLIC_TABLES: tuple[Table, ...] = (NOTICES, *(table for table in PUBLISHED if table is not NOTICES), *REFERENCE)
