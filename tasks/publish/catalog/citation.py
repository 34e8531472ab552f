"""CITATION.cff: Citation File Format 1.2.0 (https://citation-file-format.github.io)."""

import yaml

from schemas.publication import DATASET
from tasks.publish.catalog.edition import Published


def citation(published: Published) -> str:
    """How to cite this release."""
    said = {
        "cff-version": "1.2.0",
        "message": "Please cite the release you used.",
        "type": "dataset",
        "title": DATASET.title,
        "abstract": DATASET.about,
        "authors": [{"name": creator} for creator in DATASET.creators],
        "version": str(published.manifest.release),
        "date-released": published.date,
        "keywords": list(DATASET.keywords),
        "license": DATASET.license_id,
    }
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=100)
