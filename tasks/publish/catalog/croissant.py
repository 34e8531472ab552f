"""croissant.json: Croissant 1.0 (https://docs.mlcommons.org/croissant/), one record set a table."""

from schemas.publication import DATASET
from schemas.table import Field, Table
from tasks.publish.catalog.edition import Published

_TYPES = {
    "str": "sc:Text",
    "int": "sc:Integer",
    "bool": "sc:Boolean",
    "float": "sc:Float",
    "Decimal": "sc:Float",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}
_CONFORMS = "http://mlcommons.org/croissant/1.0"
# The context that every Croissant 1.0 file carries, as the specification prints it.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(published: Published) -> dict[str, object]:
    """The dataset as machine-learning tools load it."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": DATASET.name,
        "description": f"{DATASET.about} {DATASET.about_zh}",
        "license": DATASET.license_url,
        "creator": [{"@type": "sc:Organization", "name": name} for name in DATASET.creators],
        "keywords": list(DATASET.keywords),
        "inLanguage": list(DATASET.languages),
        "datePublished": published.date,
        "version": f"{DATASET.version}.{published.manifest.release}.0",
        "isLiveDataset": True,
        "citeAs": DATASET.citation.format(release=published.manifest.release, date=published.date),
        "url": ".",
        "distribution": [_file_set(table) for table in published.tables],
        "recordSet": [_record_set(table) for table in published.tables],
    }


def _files(table: Table) -> str:
    return f"{table.name}-files"


def _file_set(table: Table) -> dict[str, object]:
    # Read from the folder that holds this file: no archive contains the files of a table.
    return {
        "@type": "cr:FileSet",
        "@id": _files(table),
        "name": _files(table),
        "description": table.about,
        "encodingFormat": "application/x-parquet",
        "includes": f"{table.name}/*.parquet",
    }


def _record_set(table: Table) -> dict[str, object]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.label}. {table.about}",
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table, field) for field in table.fields],
    }


def _field(table: Table, field: Field) -> dict[str, object]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": f"{field.column.label}. {field.column.about}",
        "dataType": _TYPES[field.type.__name__],
        "source": {"fileSet": {"@id": _files(table)}, "extract": {"column": field.name}},
    }
