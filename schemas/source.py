"""One site to watch, as its YAML file in ``data/sources`` or ``data/sample/sources`` says."""

import datetime as dt
import re
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator, model_validator

Family = Literal[
    "trs",  # TRS WCM: index_1.html, t20251225_5012345.html
    "was",  # TRS WAS, a search: search?channelid=…&page=2
    "jpage",  # hanweb: a datastore in the page, dataproxy.jsp
    "jpaas",  # hanweb: HTML in JSON from page/build/unit
    "jpolicy",  # hanweb's policy library: JSON
    "ucap",  # 开普: list_2.shtml, content.shtml; JSON of common/search
    "ssp",  # 拓尔思 SSP of Fujian: JSON of apiSearch
    "gkmlpt",  # Guangdong's disclosure platform: JSON of gkmlpt/api/all
    "vsb",  # 博达 VSB: info/1035/26918.htm
    "json",  # any other JSON; `search` says where its answer keeps things
    "sitemap",  # sitemap.xml
    "feed",  # RSS, Atom
    "plain",  # any list of links
]
# How often the scheduled runs visit: see the deployments in prefect.yaml.
Schedule = Literal["hourly", "daily", "weekly"]

# The title of a rectification notice. Sites differ, so a source may carry its own.
TITLE_RULE = r"关于.{0,20}(巡视|巡察).{0,8}整改.{0,12}(情况|进展).{0,6}(通报|公告|公示)"


class JsonSearch(BaseModel):
    """Where the answer of a JSON search keeps its records.

    A path is names of keys with dots between levels; where answers differ, paths with ``|`` between, of which the
    first that leads somewhere counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    records: str = Field(description="Path to the list of records, e.g. data.list")
    url: str | None = Field(default=None, description="Path in a record to the page's address")
    address: str | None = Field(
        default=None,
        description="The page's address made of a record, e.g. detail?iid={iid}, where no record holds one",
    )
    title: str = Field(description="Path in a record to the title")
    date: str = Field(description="Path in a record to the date")
    page_parameter: str = Field(description="Query parameter that turns the page, counted from 1")
    pages: str | None = Field(default=None, description="Path to the number of pages")
    total: str | None = Field(default=None, description="Path to the number of records, where pages are not counted")
    size: int | str | None = Field(default=None, description="Records a page: their number, or the path to it")

    @model_validator(mode="after")
    def _leads_to_pages(self) -> Self:
        if (self.url is None) == (self.address is None):
            msg = "takes either url or address, one of them"
            raise ValueError(msg)
        if (self.total is None) != (self.size is None):
            msg = "takes total and size together"
            raise ValueError(msg)
        return self


class Source(BaseModel):
    """A site: where its lists are, how it turns pages, how politely to ask."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,40}$", description="Id, also in every row")]
    name: Annotated[str, Field(min_length=2, description="Name of the site")]
    hosts: Annotated[
        tuple[str, ...], Field(min_length=1, description="Hosts it may be fetched from, redirects included")
    ]
    division: Annotated[
        str,
        Field(
            pattern=r"^\d{6}$",
            description='GB/T 2260 code of the region it belongs to, in quotes; "000000" for the whole country',
        ),
    ]
    family: Family = Field(description="CMS family: how lists are written and paged")
    lists: Annotated[tuple[HttpUrl, ...], Field(min_length=1, description="First page of each list, on one of hosts")]
    title_rule: str = Field(default=TITLE_RULE, description="Regular expression a link's title must match")
    address_rule: str | None = Field(
        default=None,
        description="Regular expression of addresses to fetch whatever their title, for lists without titles (sitemaps)",
    )
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
    schedule: Schedule = Field(default="daily", description="Which scheduled runs visit it: hourly, daily or weekly")
    time_zone: str = Field(default="Asia/Shanghai", description="Zone of the times it shows, as in the IANA database")
    sample: bool = Field(default=False, description="Part of the bundled sample, served on loopback")
    verified: str = Field(
        default="never",
        pattern=r"^(never|\d{4}-\d{2}-\d{2})$",
        description="never, or the day a person last tried it with `tongbao sources check`",
    )

    @field_validator("title_rule", "address_rule")
    @classmethod
    def _compiles(cls, rule: str | None) -> str | None:
        try:
            re.compile(rule or "")
        except re.error as error:
            msg = f"is no regular expression: {error}"
            raise ValueError(msg) from error
        return rule

    @field_validator("verified", mode="before")
    @classmethod
    def _day(cls, stated: object) -> object:
        # YAML reads a day without quotes as a date.
        return stated.isoformat() if isinstance(stated, dt.date) else stated

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            msg = f"is no time zone: {name!r}"
            raise ValueError(msg) from error
        return name

    @model_validator(mode="after")
    def _json_says_where(self) -> Self:
        if (self.search is not None) != (self.family == "json"):
            msg = "search: the family json needs it, and no other family takes it"
            raise ValueError(msg)
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the times the site shows."""
        return ZoneInfo(self.time_zone)

    def allows(self, host: str) -> bool:
        """Whether a request, or a redirect, may go to the host."""
        return host.lower() in {known.lower() for known in self.hosts}

    def takes(self, address: str) -> bool:
        """Whether the address alone makes a page one to fetch."""
        return self.address_rule is not None and re.search(self.address_rule, address) is not None
