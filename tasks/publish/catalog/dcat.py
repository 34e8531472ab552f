"""dcat.jsonld: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), the dataset and one distribution a table."""

from schemas.publication import DATASET
from schemas.table import Table
from tasks.publish.catalog.edition import Published

_PARQUET = "https://www.iana.org/assignments/media-types/application/vnd.apache.parquet"
_LANGUAGES = {
    "zh": "http://publications.europa.eu/resource/authority/language/ZHO",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}
# Written out, so that reading the file asks no network.
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def dcat(published: Published) -> dict[str, object]:
    """The dataset as linked data."""
    return {
        "@context": _CONTEXT,
        "@id": f"urn:{DATASET.name}:dataset",
        "@type": "dcat:Dataset",
        "dcterms:identifier": DATASET.name,
        "dcterms:title": [_said(DATASET.title, "en"), _said(DATASET.title_zh, "zh")],
        "dcterms:description": [_said(DATASET.about, "en"), _said(DATASET.about_zh, "zh")],
        "dcterms:creator": [
            {"@id": f"urn:{DATASET.name}:authors", "@type": "foaf:Agent", "foaf:name": name}
            for name in DATASET.creators
        ],
        "dcterms:publisher": {"@id": f"urn:{DATASET.name}:authors"},
        "dcterms:license": {"@id": DATASET.license_url},
        "dcterms:rights": {"@type": "dcterms:RightsStatement", "dcterms:description": DATASET.rights},
        "dcterms:language": [{"@id": _LANGUAGES[language]} for language in DATASET.languages],
        "dcterms:modified": {"@type": "xsd:dateTime", "@value": published.manifest.recorded_at},
        "dcat:version": str(published.manifest.release),
        "dcat:keyword": list(DATASET.keywords),
        "dcat:distribution": [_distribution(table, published) for table in published.tables],
    }


def _said(words: str, language: str) -> dict[str, str]:
    return {"@value": words, "@language": language}


def _distribution(table: Table, published: Published) -> dict[str, object]:
    files = published.files(table)
    return {
        "@id": f"urn:{DATASET.name}:table:{table.name}",
        "@type": "dcat:Distribution",
        "dcterms:title": [_said(table.name, "en"), _said(table.label, "zh")],
        "dcterms:description": _said(table.about, "en"),
        "dcterms:license": {"@id": DATASET.license_url},
        "dcat:mediaType": {"@id": _PARQUET},
        "dcat:accessURL": {"@id": f"{table.name}/"},
        "dcat:downloadURL": [{"@id": file.path} for file in files],
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(sum(file.bytes for file in files))},
    }
