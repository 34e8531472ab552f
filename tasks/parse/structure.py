"""Parts, sections, items, measures and the paragraphs that follow on: one grammar for the four shapes of a notice.

S1 titled items · S2 「针对…问题。」 with (M) measures · S3 items without headings · S4 「关于…问题。」 with (M) sub-items.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from schemas.facts import Repair
from schemas.structure import Item, Measure, Paragraph, Section
from tasks.parse.bounds import Bounds
from tasks.parse.lines import Line
from tasks.parse.marks import Mark, has_mark, item_mark, measure_mark, part_mark, section_mark
from tasks.parse.status import Cue, cues_of, status_of

# The role of a part, by its heading. Order matters: 「对持续整改的工作打算」 also holds 整改, and
# 「区委及主要负责人组织整改落实情况」 also holds 整改落实情况.
_ROLES = (
    ("clues", re.compile(r"线索|信访")),  # 四、巡视反馈问题线索的处理情况
    ("plans", re.compile(r"持续整改|打算|下一步|今后|后续")),  # 三、对持续整改的工作打算
    (
        "organisation",
        re.compile(r"负责人|组织整改|组织领导|政治责任|主体责任|站位"),
    ),  # 一、提高站位,强化担当,坚决扛起…政治责任
    ("rectification", re.compile(r"整改(?:进展|落实)?(?:的)?情况|问题.{0,6}整改|整改.{0,6}问题")),  # 二、…整改进展情况
)
# 关于主题教育整改不够到位问题。 An item without a number: only where its section has no item yet, for under an item
# 「针对企业违规兼职取酬问题。第一时间…」 goes on about the measure above.
_UNNUMBERED_ITEM = re.compile(r"(?:关于|针对).{2,80}?问题。")
_PROBLEM = re.compile(r"(?:针对|关于)(.+)问题")  # 针对理论武装不到位问题。 Greedy: up to the last 问题 of the sentence
_QUOTED_FINDING = re.compile(r"“(.+)”问题整改")  # “落实全面从严治党责任不够到位,清障护航发展不够有力”问题整改方面
_PERSONS = re.compile(r"\((\d+)人\)$")  # 党纪政务处分情况(13人)
_LABEL = re.compile(r"整改(?:落实|进展)?情况\s?:")  # 整改情况:一是加强理论学习。
_HEADING = re.compile(r"([^。]{2,160})。")  # 针对2020年、2022年,区委、区政府班子成员带队开展主体责任检查,未能…问题。
# 13.扩大专业化联营规模。探索天然林…: short, one comma at most, no book title, and more text behind it
_TITLE = re.compile(r"[^。;,《]{2,40}(?:,[^。;,《]{2,30})?。.")
# Where titles are the rule, every first sentence is one; 洛江区 has none, yet some of its sentences are as short.
_TITLED_SHARE = 0.6
_FINISHED = tuple("。;:”)!?…》")
# A number that jumps this far is no number of the sequence but the start of a sentence.
_LARGEST_GAP = 5
# A page may break a sentence once or twice; one without any stops must not grow into a single paragraph for ever.
_MOST_BREAKS = 4


@dataclass(frozen=True, slots=True)
class Structure:
    """What the body is made of, in reading order."""

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    measures: tuple[Measure, ...]
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]


@dataclass(slots=True)
class _Open:
    """An item or measure that may still go on."""

    path: str
    number: int | None
    head: str
    start: int
    end: int
    rule_id: str
    section_path: str | None
    item_path: str = ""
    item_no: int | None = None
    labelled: bool = False
    section_problem: str | None = None
    below: "list[_Open]" = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    text: str
    part: int = 0
    role: str = "other"
    section: int = 0
    section_path: str | None = None
    item: _Open | None = None
    measure: _Open | None = None
    last_item: int = 0
    last_measure: int = 0
    items_in_section: int = 0
    sections: list[Section] = field(default_factory=list)
    items: list[_Open] = field(default_factory=list)
    measures: list[_Open] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)

    def place(self, kind: str, start: int, end: int, rule_id: str) -> None:
        """Record a paragraph at the present place."""
        inside = self.item if kind in {"item", "measure", "follow_on"} else None
        measure = self.measure if kind in {"measure", "follow_on"} else None
        self.paragraphs.append(
            Paragraph(
                paragraph_no=len(self.paragraphs) + 1,
                kind=kind,
                section_path=self.section_path,
                item_path=inside.path if inside else None,
                measure_path=measure.path if measure else None,
                item_no=inside.number if inside else None,
                text=self.text[start:end],
                char_start=start,
                char_end=end,
                rule_id=rule_id,
            )
        )

    def unique(self, path: str) -> str:
        """The path, or where a number stands twice, the path and which time it is."""
        self.times[path] += 1
        return path if self.times[path] == 1 else f"{path}x{self.times[path]}"

    def open_part(self, line: Line, mark: Mark) -> None:
        heading = line.text[mark.length :]
        self.part, self.section = mark.value, 0
        self.role = next((role for role, pattern in _ROLES if pattern.search(heading)), "other")
        self.section_path = self.unique(f"p{mark.value}")
        self.item = self.measure = None
        self.last_item = self.last_measure = self.items_in_section = 0
        self.add_section(line, mark, "part", heading, "part.numbered")
        self.place("part", line.start, line.end, "part.numbered")

    def open_section(self, line: Line, mark: Mark) -> None:
        words = line.text[mark.length :]
        self.section = mark.value
        base = f"p{self.part}" if self.part else "p0"
        self.section_path = self.unique(f"{base}.s{mark.value}")
        self.item = self.measure = None
        self.items_in_section = 0
        if self.role == "rectification" or not self.part:
            kind, heading, rule_id = "aspect", words.rstrip("。"), "section.aspect"
        elif _PERSONS.search(words):
            kind, heading, rule_id = "group", words, "section.group"
        else:
            kind, heading, rule_id = "statement", words.split("。", 1)[0], "section.statement"
        self.add_section(line, mark, kind, heading, rule_id)
        self.place("statement" if kind == "statement" else "section", line.start, line.end, rule_id)

    def add_section(self, line: Line, mark: Mark, kind: str, heading: str, rule_id: str) -> None:
        quoted = _QUOTED_FINDING.search(heading) if kind == "aspect" else None
        persons = _PERSONS.search(heading)
        self.sections.append(
            Section(
                section_path=self.section_path or "p0",
                kind=kind,
                role=self.role,
                number=mark.printed,
                heading=heading,
                problem_text=quoted[1] if quoted else None,
                persons_stated=int(persons[1]) if persons else None,
                text=line.text,
                char_start=line.start,
                char_end=line.end,
                rule_id=rule_id,
            )
        )

    def open_item(self, line: Line, mark: Mark | None, rule_id: str) -> None:
        number = mark.value if mark else None
        base = self.section_path or "p0"
        path = self.unique(f"{base}.i{number}" if number is not None else f"{base}.u{self.items_in_section + 1}")
        head = line.text[mark.length if mark else 0 :]
        self.item = _Open(path, number, head, line.start, line.end, rule_id, self.section_path)
        self.item.section_problem = self.sections[-1].problem_text if self.sections else None
        self.measure = None
        self.items.append(self.item)
        self.items_in_section += 1
        if number is not None:
            self.last_item = number
        self.place("item", line.start, line.end, rule_id)

    def open_measure(self, line: Line, mark: Mark) -> None:
        assert self.item is not None
        path = self.unique(f"{self.item.path}.m{mark.value}")
        self.measure = _Open(
            path,
            mark.value,
            line.text[mark.length :],
            line.start,
            line.end,
            "measure.next_number",
            self.section_path,
            item_path=self.item.path,
            item_no=self.item.number,
        )
        self.measures.append(self.measure)
        self.item.below.append(self.measure)
        self.last_measure = mark.value
        self.place("measure", line.start, line.end, "measure.next_number")

    def follow(self, line: Line) -> None:
        owner = self.measure or self.item
        if owner is None:
            self.place("statement", line.start, line.end, "paragraph.statement")
            return
        owner.end = line.end
        if _LABEL.match(line.text):
            owner.labelled = True
            self.place("follow_on", line.start, line.end, "paragraph.label")
        else:
            self.place("follow_on", line.start, line.end, "paragraph.follow_on")

    def doubt(self, kind: str, detail: str, line: Line, rule_id: str) -> None:
        self.repairs.append(Repair(kind=kind, detail=detail, char_start=line.start, char_end=line.end, rule_id=rule_id))


def structure_of(text: str, lines: tuple[Line, ...], bounds: Bounds) -> Structure:
    """Read the lines of the page into sections, items, measures and paragraphs. Every line is placed somewhere."""
    builder = _Builder(text)
    for line in lines[: bounds.opening]:
        builder.place("header", line.start, line.end, "paragraph.header")
    body_end = bounds.closing if bounds.closing is not None else bounds.end
    if bounds.closing is None and bounds.signature is not None:
        body_end = bounds.signature
    for line in _joined(text, lines[bounds.opening : body_end], builder):
        _place(builder, line, first=line.start == lines[bounds.opening].start)
    builder.item = builder.measure = None
    builder.section_path = None
    for index in range(body_end, len(lines)):
        kind = _tail_kind(index, bounds)
        builder.place(kind, lines[index].start, lines[index].end, f"paragraph.{kind}")
    cues = cues_of(text)
    return Structure(
        tuple(builder.sections),
        _items(builder, cues),
        tuple(_measure(open_measure, text, cues) for open_measure in builder.measures),
        tuple(builder.paragraphs),
        tuple(builder.repairs),
    )


def _tail_kind(index: int, bounds: Bounds) -> str:
    if index == bounds.closing:
        return "closing"
    if index in (bounds.signature, bounds.dated):
        return "sign_off"
    return "contact" if index < bounds.end else "furniture"


def _place(builder: _Builder, line: Line, *, first: bool) -> None:
    mark = part_mark(line.text)
    if mark and _is_part(builder.part, line, mark):
        builder.open_part(line, mark)
    elif first:
        builder.place("opening", line.start, line.end, "paragraph.opening")
    elif (mark := section_mark(line.text)) and mark.value in (builder.section + 1, 1):
        builder.open_section(line, mark)
    elif builder.role in ("rectification", "other") and _place_item(builder, line):
        return
    elif builder.role not in ("rectification", "other") and (item_mark(line.text) or measure_mark(line.text)):
        builder.place("list_entry", line.start, line.end, "paragraph.list_entry")
    else:
        builder.follow(line)


def _is_part(previous: int, line: Line, mark: Mark) -> bool:
    # A heading lost with the opening leaves a gap: then the words must be those of a part.
    known = any(pattern.search(line.text) for _, pattern in _ROLES)
    return len(line.text) <= 60 and (mark.value == previous + 1 or (mark.value > previous and known))


def _place_item(builder: _Builder, line: Line) -> bool:
    mark = item_mark(line.text)
    if mark and _next_in(builder.last_item, mark.value):
        builder.open_item(line, mark, "item.next_number")
        return True
    if mark and mark.value == 1 and builder.items_in_section == 0:
        builder.open_item(line, mark, "item.restart")
        return True
    if mark and not line.text[mark.length :][:1].isdigit() and 0 < mark.value - builder.last_item <= _LARGEST_GAP:
        builder.doubt("numbering_gap", f"item {mark.printed} follows item {builder.last_item}", line, "item.gap")
        builder.open_item(line, mark, "item.gap")
        return True
    if builder.item is None and builder.items_in_section == 0 and _UNNUMBERED_ITEM.match(line.text):
        builder.open_item(line, None, "item.unnumbered")
        return True
    mark = measure_mark(line.text)
    if mark and builder.item is not None:
        # Numbers run through the part (台江区: 1 to 297) or begin anew under each item (滨海新城).
        begins_anew = mark.value == 1 and builder.measure is None
        if not begins_anew and not _next_in(builder.last_measure, mark.value):
            detail = f"measure {mark.printed} follows ({builder.last_measure})"
            builder.doubt("numbering_gap", detail, line, "measure.gap")
        builder.open_measure(line, mark)
        return True
    return False


def _next_in(previous: int, value: int) -> bool:
    return value == previous + 1


def _joined(text: str, lines: tuple[Line, ...], builder: _Builder) -> list[Line]:
    """Lines, where one that the page broke in mid-sentence is one again. The kept text stays as it is."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _breaks_off(before.text) and not has_mark(line.text) and not _LABEL.match(line.text):
            joined[-1] = Line(text[before.start : line.end], before.start, line.end)
            builder.doubt(
                "joined_paragraph", "the page breaks a sentence over two paragraphs", joined[-1], "paragraph.joined"
            )
        else:
            joined.append(line)
    return joined


def _breaks_off(line: str) -> bool:
    # A heading ends without a stop too: only a paragraph that has stops inside can be said to break off.
    broken = not line.endswith(_FINISHED) and "。" in line and not part_mark(line) and len(line) > 40
    return broken and line.count("\n") < _MOST_BREAKS


def _items(builder: _Builder, cues: list[Cue]) -> tuple[Item, ...]:
    titles = sum(1 for item in builder.items if _TITLE.match(item.head))
    titled = titles >= _TITLED_SHARE * len(builder.items)
    return tuple(_item(item, ordinal, builder, cues, titled=titled) for ordinal, item in enumerate(builder.items, 1))


def _item(item: _Open, ordinal: int, builder: _Builder, cues: list[Cue], *, titled: bool) -> Item:
    first = _HEADING.match(item.head)
    problem = _PROBLEM.match(first[1]) if first else None
    text = builder.text[item.start : item.end]
    if problem:
        problem_text, problem_from = f"{problem[1]}问题", "item"
    elif item.section_problem:
        problem_text, problem_from = item.section_problem, "section"
    else:
        problem_text, problem_from = None, "none"
    # What was done is said behind the title (「加快推进省级试点示范项目。」 says nothing), or by the measures below.
    behind = item.start + text.index(item.head) + (first.end() if first and titled else 0)
    start, end = (item.below[0].start, item.below[-1].end) if item.below else (behind, item.end)
    status = status_of(cues, start, end)
    return Item(
        item_path=item.path,
        section_path=item.section_path,
        item_no=item.number,
        ordinal=ordinal,
        heading=first[1] if first and (titled or problem) else None,
        problem_text=problem_text,
        problem_from=problem_from,
        text=text,
        status=status.status,
        status_start=status.start,
        status_end=status.end,
        status_words=_words(builder.text, status.start, status.end),
        rest_start=status.rest_start,
        rest_end=status.rest_end,
        rest_words=_words(builder.text, status.rest_start, status.rest_end),
        char_start=item.start,
        char_end=item.end,
        rule_id=item.rule_id,
    )


def _measure(measure: _Open, text: str, cues: list[Cue]) -> Measure:
    heading = measure.head.rstrip("。") if measure.labelled else None
    status = status_of(cues, measure.start, measure.end)
    return Measure(
        measure_path=measure.path,
        item_path=measure.item_path,
        section_path=measure.section_path,
        item_no=measure.item_no,
        measure_no=measure.number or 0,
        kind="sub_item" if measure.labelled else "measure",
        heading=heading,
        problem_text=heading,
        text=text[measure.start : measure.end],
        status=status.status,
        status_start=status.start,
        status_end=status.end,
        status_words=_words(text, status.start, status.end),
        rest_start=status.rest_start,
        rest_end=status.rest_end,
        rest_words=_words(text, status.rest_start, status.rest_end),
        char_start=measure.start,
        char_end=measure.end,
        rule_id=measure.rule_id,
    )


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return text[start:end] if start is not None else None
