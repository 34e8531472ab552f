-- What the lookup holds. Times are microseconds since 1970, UTC, intervals microseconds; days are ISO 8601.
CREATE TABLE state(version INTEGER, store TEXT, release INTEGER);

-- Every page asked before, as tasks/known.py folds its captures; due_at is by the base, the interval its
-- source had then.
CREATE TABLE page(
    url TEXT PRIMARY KEY, source_id TEXT, carries INTEGER, awaited INTEGER, etag TEXT, last_modified TEXT,
    asked_at INTEGER, changed_at INTEGER, had INTEGER, failures INTEGER, missing INTEGER, base INTEGER, due_at INTEGER
) WITHOUT ROWID;
CREATE VIEW kept AS SELECT * FROM page WHERE carries OR awaited;
CREATE INDEX page_due ON page(source_id, base, due_at) WHERE carries OR awaited;

-- Where rows stand: the runs that captured a page, the releases with rows of copies and of notices.
CREATE TABLE asked(url TEXT, run_id TEXT, PRIMARY KEY(url, run_id)) WITHOUT ROWID;
CREATE TABLE copy(url TEXT, release INTEGER, notice_id TEXT, source_id TEXT, PRIMARY KEY(url, release)) WITHOUT ROWID;
CREATE INDEX copy_notice ON copy(notice_id, source_id);
CREATE TABLE notice(notice_id TEXT, revision INTEGER, release INTEGER, PRIMARY KEY(notice_id, revision)) WITHOUT ROWID;

-- Pages whose notice is made of more than themselves.
CREATE TABLE composed(notice_id TEXT PRIMARY KEY, revision INTEGER, url TEXT) WITHOUT ROWID;
CREATE INDEX composed_url ON composed(url);

-- The first record that holds a payload, the last payload of an address, and files that need not be asked for again.
CREATE TABLE payload(
    sha256 TEXT, source_id TEXT, capture_id TEXT, warc_file TEXT, warc_offset INTEGER, PRIMARY KEY(sha256, source_id)
) WITHOUT ROWID;
CREATE TABLE brought(
    url TEXT, source_id TEXT, fetched_at INTEGER, capture_id TEXT, sha256 TEXT, PRIMARY KEY(url, source_id)
) WITHOUT ROWID;
CREATE TABLE settled(url TEXT, source_id TEXT, PRIMARY KEY(url, source_id)) WITHOUT ROWID;

-- The last sighting of each entry of each list, and when the list was last read and swept.
CREATE TABLE entry(
    source_id TEXT, list_url TEXT, url TEXT, run_id TEXT, seen_at INTEGER, kind TEXT, title TEXT, listed_on TEXT,
    PRIMARY KEY(source_id, list_url, url)
) WITHOUT ROWID;
CREATE VIEW named AS SELECT source_id, list_url, url, title, listed_on FROM entry WHERE kind <> 'absent';
CREATE INDEX entry_day ON entry(source_id, list_url, listed_on) WHERE kind <> 'absent';
CREATE INDEX entry_absent ON entry(list_url) WHERE kind = 'absent';
CREATE INDEX entry_url ON entry(url);
CREATE TABLE list(source_id TEXT, list_url TEXT, read_at INTEGER, swept_at INTEGER, PRIMARY KEY(source_id, list_url))
    WITHOUT ROWID;
