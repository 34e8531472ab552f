"""Bodies, however they are packed and however the wire cuts them."""

import gzip
import itertools
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch import Limits
from tasks.fetch.body import BadBody, BoundedBody, UnknownCoding

LIMITS = Limits()
PACKERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP ": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": lambda body: zlib.compress(body)[2:-4],
}


def pieces(wire, cuts):
    bounds = sorted({0, len(wire), *(cut % (len(wire) + 1) for cut in cuts)})
    return [wire[start:end] for start, end in itertools.pairwise(bounds)]


def unpacked(encoding, chunks, max_bytes=100_000):
    body = BoundedBody(encoding, LIMITS, max_bytes)
    for chunk in chunks:
        body.add(chunk)
    return body.finish(), body.full


@given(
    body=st.binary(min_size=3, max_size=3000),
    encoding=st.sampled_from(sorted(PACKERS)),
    cuts=st.lists(st.integers(0, 5000), max_size=9),
)
def test_a_body_is_the_same_however_the_wire_cuts_it(body, encoding, cuts):
    assert unpacked(encoding, pieces(PACKERS[encoding](body), cuts)) == (body, False)


@given(body=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 5000), max_size=9))
def test_a_body_announced_as_gzip_and_sent_as_it_is_is_read_as_it_is(body, cuts):
    if body.startswith(b"\x1f\x8b"):
        return
    assert unpacked("gzip", pieces(body, cuts)) == (body, False)


@given(wire=st.binary(max_size=2000), encoding=st.sampled_from(sorted(PACKERS)), cuts=st.lists(st.integers(0, 2000)))
def test_any_bytes_are_a_body_or_a_bad_one_and_never_more_than_the_bound(wire, encoding, cuts):
    try:
        body, full = unpacked(encoding, pieces(wire, cuts), max_bytes=50)
    except BadBody:
        return
    assert len(body) <= 50
    assert full or len(body) < 51


@given(wire=st.binary(min_size=20, max_size=200), cut=st.integers(1, 19))
def test_a_packed_body_cut_short_is_never_taken_for_a_whole_one(wire, cut):
    packed = gzip.compress(wire)
    with pytest.raises(BadBody):
        unpacked("gzip", [packed[: len(packed) - cut]])


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate, gzip", "compress", "utf-8", "\xff"])
def test_a_coding_nobody_asked_for_is_named(encoding):
    with pytest.raises(UnknownCoding, match="not asked for"):
        unpacked(encoding, [b"abc"])


def test_no_body_needs_no_coding():
    assert unpacked("br", []) == (b"", False)
