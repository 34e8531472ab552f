"""One site to watch, as its YAML file in ``data/sources`` or ``data/sample/sources`` says."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator

Family = Literal["trs", "jpage", "json", "plain"]

# The title of a rectification notice. Sites differ, so a source may carry its own.
TITLE_RULE = r"关于.{0,20}(巡视|巡察).{0,8}整改.{0,12}(情况|进展).{0,6}(通报|公告|公示)"


class JsonSearch(BaseModel):
    """Where the answer of a JSON search keeps its records: names of keys, dots between levels."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    records: str = Field(description="Path to the list of records, e.g. data.list")
    url: str = Field(description="Key of the page's address")
    title: str = Field(description="Key of the title")
    date: str = Field(description="Key of the date")
    pages: str = Field(description="Path to the number of pages")
    page_parameter: str = Field(description="Query parameter that turns the page, counted from 1")


class Source(BaseModel):
    """A site: where its lists are, how it turns pages, how politely to ask."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$", description="Id, also in every row")]
    name: Annotated[str, Field(min_length=2, description="Name of the site")]
    hosts: Annotated[
        tuple[str, ...], Field(min_length=1, description="Hosts it may be fetched from, redirects included")
    ]
    division: Annotated[str, Field(pattern=r"^\d{6}$", description="GB/T 2260 code of the region it belongs to")]
    family: Family = Field(description="CMS family: how lists are written and paged")
    lists: Annotated[tuple[HttpUrl, ...], Field(min_length=1, description="First page of each list")]
    title_rule: str = Field(default=TITLE_RULE, description="Regular expression a link's title must match")
    search: JsonSearch | None = Field(default=None, description="For the json family: where its answer keeps things")
    interval_seconds: Annotated[float, Field(ge=0.0, le=600)] = Field(
        default=3.0, description="Least time between two requests to one host; Crawl-delay may lengthen it"
    )
    list_pages: Annotated[int, Field(ge=1, le=500)] = Field(
        default=3, description="List pages read each run, at the least"
    )
    overlap_days: Annotated[int, Field(ge=0)] = Field(
        default=30, description="Lists are read on until entries are this much older than the last reading"
    )
    sweep_days: Annotated[int, Field(ge=1)] = Field(
        default=30, description="Lists are read to their end this often: back-dated entries stand far down"
    )
    sweep_pages: Annotated[int, Field(ge=1, le=500)] = Field(
        default=50, description="List pages read in one run, at the most"
    )
    revisit_hours: Annotated[float, Field(ge=0)] = Field(
        default=168,
        description="Known pages are asked again after this; later as they stay quiet, sooner after a change",
    )
    minimum_links: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Links its lists name together; with fewer the source is failing"
    )
    minimum_fill: Annotated[float, Field(gt=0, le=1)] | None = Field(
        default=None, description="Share of the notices read that have title and date; below it they are held back"
    )
    maximum_age_days: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Age of the newest entry of its lists from which a person should look"
    )
    sample: bool = Field(default=False, description="Part of the bundled sample, served on loopback")
    verified: str = Field(default="never", pattern=r"^(never|\d{4}-\d{2}-\d{2})$", description="Last tried by hand")

    @field_validator("title_rule")
    @classmethod
    def _compiles(cls, rule: str) -> str:
        try:
            re.compile(rule)
        except re.error as error:
            msg = f"is no regular expression: {error}"
            raise ValueError(msg) from error
        return rule

    def allows(self, host: str) -> bool:
        """Whether a request, or a redirect, may go to the host."""
        return host.lower() in {known.lower() for known in self.hosts}
