"""What the dataset says of itself, wherever it is published: every catalog file is made from these lines."""

from dataclasses import dataclass
from typing import Literal

# public: persons and contacts masked. restricted: as the notices print them.
Edition = Literal["public", "restricted"]
# What a release can be exported as; xlsx: one workbook, a sheet a table.
Form = Literal["parquet", "csv", "xlsx"]
# Of the published Parquet. snappy: half as large again, for the few readers that know no zstd.
Compression = Literal["zstd", "snappy"]
COMPRESSION: Compression = "zstd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The dataset as a whole, in the words of its catalogs."""

    name: str
    version: str
    title: str
    title_zh: str
    about: str
    about_zh: str
    keywords: tuple[str, ...]
    creators: tuple[str, ...]
    license_id: str
    license_title: str
    license_url: str
    rights: str
    citation: str
    languages: tuple[str, ...]


# What every release says it does not do well; shorter as it does.
KNOWN_ISSUES = (
    "Status is read from cues, and many items state none.",
    "Persons are masked where a post or a sanction tells them; a name without either can be missed.",
)

DATASET = Description(
    name="tongbao",
    version="2",
    title="tongbao: how China's Party inspection findings are rectified",
    title_zh="通报:巡视巡察整改进展情况数据集",
    about=(
        "Rectification notices (巡视/巡察整改进展情况的通报) and case bulletins as flat tables: what inspectors found, what "
        "was done, how much money came back, who was held to account. Every row quotes the characters it was read from; "
        "every revision of a notice is kept, with what changed."
    ),
    about_zh=(
        "巡视巡察整改进展情况通报及典型案例通报的结构化数据:发现的问题、采取的措施、追缴的资金、问责的情况。每一行都指明其原文所在,"
        "每一次修订及其变化都予保留。"
    ),
    keywords=("巡视", "巡察", "整改", "通报", "China", "anti-corruption", "public accountability", "open government"),
    creators=("The tongbao authors",),
    license_id="CC-BY-4.0",
    license_title="Creative Commons Attribution 4.0 International",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    rights=(
        "The notices themselves are official documents of an administrative nature, to which Chinese copyright law does "
        "not apply (Copyright Law of the PRC, Article 5). The licence is of the tables made from them."
    ),
    citation="The tongbao authors: tongbao, how China's Party inspection findings are rectified. Release {release}, {date}.",
    languages=("zh", "en"),
)
