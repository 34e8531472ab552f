"""The bundled sample: a small web of government sites with the five notices, on two days, served on loopback."""

from tasks.sample.answers import SAMPLE
from tasks.sample.server import SampleWeb, require_day, serve
from tasks.sample.transport import SampleTransport

__all__ = ["SAMPLE", "SampleTransport", "SampleWeb", "require_day", "serve"]
