"""Terms of the index beside those of texts: addresses, digests, days of a body, ids. Each is one stable hash."""

from collections.abc import Iterator

import numpy as np
import xxhash

from tasks.identify.key import DAYS, NoticeKey
from tasks.identify.place import stem


def id_term(notice_id: str) -> int:
    """Where all revisions of a notice are found."""
    return _term("id", notice_id)


def url_term(url: str) -> int:
    """Where all rows of a copy are found."""
    return _term("url", url)


def digest_term(body_sha256: str) -> int:
    """Where notices and copies of the same words are found."""
    return _term("sha", body_sha256)


def day_terms(key: NoticeKey) -> list[int]:
    """Where notices on a body with one of the key's days are found."""
    return [_term(*bucket) for bucket in day_buckets(key)]


def day_buckets(key: NoticeKey) -> Iterator[tuple[str, ...]]:
    """Bodies that are the same share their stem, and keys that agree a day."""
    if key.body is None:
        return
    for name in DAYS:
        day = getattr(key, name)
        if day is not None:
            yield (name, day.isoformat(), stem(key.body))


def _term(*words: str) -> int:
    # Signed, as the hashes of texts are; the first word keeps the kinds apart.
    return int(np.uint64(xxhash.xxh3_64_intdigest("\x1f".join(words).encode())).astype(np.int64))
