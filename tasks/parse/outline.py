"""The outline of a body while it is read: which part, section, item and measure a line opens or goes on about."""

import re
from collections import Counter
from dataclasses import dataclass, field

from schemas.facts import Repair
from schemas.structure import Paragraph, Section
from tasks.parse.lines import Line
from tasks.parse.marks import Mark

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
_QUOTED_FINDING = re.compile(r"“(.{1,200})”问题整改")  # “落实全面从严治党责任不够到位,清障护航发展不够有力”问题整改方面
_PERSONS = re.compile(r"\((\d{1,5})人\)$")  # 党纪政务处分情况(13人)
_UNNUMBERED_GROUP = re.compile(r"[^。;,]{2,20}情况\(\d{1,5}人\)")  # 诫勉谈话处理情况(27人)
_LABEL = re.compile(r"整改(?:落实|进展)?情况\s?:")  # 整改情况:一是加强理论学习。
# 35.2025年来区委开展3轮巡察工作 looks like a decimal and is none; 3.5万元 at the head of a line is.
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LONGEST_PART = 60
_LONGEST_HEADING = 60
# How many of the numbers ahead are looked at to tell a list inside a measure from items that begin anew.
_LOOK_AHEAD = 20


@dataclass(slots=True)
class Entry:
    """An item or measure that may still go on."""

    path: str
    number: int | None
    head: str
    start: int
    head_start: int  # behind its number
    end: int
    rule_id: str
    section_path: str | None
    item_path: str = ""
    item_no: int | None = None
    section_problem: str | None = None
    label: int | None = None  # where 「整改情况:」 stands
    below: "list[Entry]" = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """What was read so far. Shape: ``place`` takes the body's lines in order, each exactly once."""

    text: str
    part: int = 0
    role: str = "other"
    section: int = 0
    section_path: str | None = None
    item: Entry | None = None
    measure: Entry | None = None
    last_item: int = 0
    last_measure: int = 0
    items_in_section: int = 0
    nested: int = 0
    groups: int = 0
    ahead: tuple[int, ...] = ()
    passed: int = 0
    sections: list[Section] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)
    measures: list[Entry] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)

    def read(self, lines: list[Line], *, opened: bool) -> None:
        """Place the lines of the body; the first of them is its opening, unless that is cut off."""
        # Numbers of the lines to come; 0 where another section begins, which ends any list.
        self.ahead = tuple(
            line.mark.value if line.mark.kind == "item" else 0
            for line in lines
            if line.mark and line.mark.kind != "measure"
        )
        for line in lines:
            self.passed += line.mark is not None and line.mark.kind != "measure"
            self._place(line, first=opened and line is lines[0])

    def close(self) -> None:
        """End of the body: what comes after belongs to no section."""
        self.item = self.measure = None
        self.section_path = None

    def paragraph(self, kind: str, line: Line, rule_id: str) -> None:
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
                text=line.text,
                char_start=line.start,
                char_end=line.end,
                rule_id=rule_id,
            )
        )

    def doubt(self, kind: str, detail: str, line: Line, rule_id: str) -> None:
        """Record what was mended or doubted."""
        self.repairs.append(Repair(kind=kind, detail=detail, char_start=line.start, char_end=line.end, rule_id=rule_id))

    def _place(self, line: Line, *, first: bool) -> None:
        mark = line.mark
        if mark and mark.kind == "part" and self._is_part(line, mark):
            self._open_part(line, mark)
        elif first:
            self.paragraph("opening", line, "paragraph.opening")
        elif mark and mark.kind == "section" and self._is_section(line, mark):
            self._open_section(line, mark)
        elif self.role in ("rectification", "other"):
            self._place_entry(line)
        elif line.text.endswith("人)") and _UNNUMBERED_GROUP.fullmatch(line.text):
            self._open_group(line)
        elif mark and mark.kind in ("item", "measure"):
            self.paragraph("list_entry", line, "paragraph.list_entry")
        else:
            self._follow(line)

    def _is_part(self, line: Line, mark: Mark) -> bool:
        if len(line.text) > _LONGEST_PART:
            return False
        # A heading lost with the opening leaves a gap: then the words must be those of a part.
        return mark.value == self.part + 1 or (mark.value > self.part and _role(line.text) is not None)

    def _is_section(self, line: Line, mark: Mark) -> bool:
        if mark.value in (self.section + 1, 1):
            return True
        if len(line.text) > _LONGEST_HEADING:
            return False
        self.doubt("numbering_gap", f"section {mark.printed} follows section {self.section}", line, "section.gap")
        return True

    def _unique(self, path: str) -> str:
        # Where a number stands twice: the path, and which time it is.
        self.times[path] += 1
        return path if self.times[path] == 1 else f"{path}x{self.times[path]}"

    def _open_part(self, line: Line, mark: Mark) -> None:
        heading = line.text[mark.length :]
        self.part, self.section = mark.value, 0
        self.role = _role(heading) or "other"
        self.section_path = self._unique(f"p{mark.value}")
        self.last_item = self.last_measure = 0
        self._leave_item()
        self._add_section(line, mark, "part", heading, "part.numbered")
        self.paragraph("part", line, "part.numbered")

    def _open_section(self, line: Line, mark: Mark) -> None:
        words = line.text[mark.length :]
        self.section = mark.value
        self.section_path = self._unique(f"p{self.part}.s{mark.value}")
        self._leave_item()
        if self.role == "rectification" or not self.part:
            kind, heading, rule_id = "aspect", words.rstrip("。"), "section.aspect"
        elif _PERSONS.search(words):
            kind, heading, rule_id = "group", words, "section.group"
        else:
            kind, heading, rule_id = "statement", words.split("。", 1)[0], "section.statement"
        self._add_section(line, mark, kind, heading, rule_id)
        self.paragraph("statement" if kind == "statement" else "section", line, rule_id)

    def _open_group(self, line: Line) -> None:
        above = self.section_path or "p0"
        self.groups += 1
        self.section_path = f"{above.split('.u')[0]}.u{self.groups}"
        self._add_section(line, None, "group", line.text, "section.unnumbered_group")
        self.paragraph("section", line, "section.unnumbered_group")

    def _leave_item(self) -> None:
        self.item = self.measure = None
        self.items_in_section = self.nested = self.groups = 0

    def _add_section(self, line: Line, mark: Mark | None, kind: str, heading: str, rule_id: str) -> None:
        quoted = _QUOTED_FINDING.search(heading) if kind == "aspect" else None
        persons = _PERSONS.search(heading)
        self.sections.append(
            Section(
                section_path=self.section_path or "p0",
                kind=kind,
                role=self.role,
                number=mark.printed if mark else None,
                heading=heading,
                problem_text=quoted[1] if quoted else None,
                persons_stated=int(persons[1]) if persons else None,
                text=line.text,
                char_start=line.start,
                char_end=line.end,
                rule_id=rule_id,
            )
        )

    def _place_entry(self, line: Line) -> None:
        mark = line.mark
        if mark and mark.kind == "item" and (rule_id := self._item_rule(line, mark)):
            self._open_item(line, mark, rule_id)
        elif mark is None and self.items_in_section == 0 and _UNNUMBERED_ITEM.match(line.text):
            self._open_item(line, None, "item.unnumbered")
        elif self.item is not None and mark and mark.kind == "measure":
            self._open_measure(line, mark, self.item)
        else:
            self._follow(line)

    def _item_rule(self, line: Line, mark: Mark) -> str | None:
        """How the numbered line is an item; null where it is a line of a list, or a sentence that begins with a number."""
        value = mark.value
        if self._in_list(line, mark):
            self.nested = value
            return None
        self.nested = 0
        if value == self.last_item + 1:
            return "item.next_number"
        if value == 1 and self.items_in_section == 0:
            return "item.restart"
        behind = line.text[mark.length : mark.length + 5]
        if behind[:1].isdigit() and not _YEAR.match(behind):
            return None
        # Out of turn, yet an item: a gap or a restart is doubted, never a reason to lose what stands there.
        if value == 1:
            detail = f"items begin anew at 1 behind item {self.last_item}, without a heading"
            self.doubt("numbering_restart", detail, line, "item.begins_anew")
            return "item.begins_anew"
        self.doubt("numbering_gap", f"item {mark.printed} follows item {self.last_item}", line, "item.gap")
        return "item.gap"

    def _in_list(self, line: Line, mark: Mark) -> bool:
        # 1. 2. below a measure are its list where the items' own numbers go on right behind them.
        begins = mark.value == 1 and self.measure is not None and self.last_item > 0
        goes_on = self.nested > 0 and mark.value == self.nested + 1
        if not (begins or goes_on) or _UNNUMBERED_ITEM.match(line.text, mark.length):
            return False
        last = mark.value
        for value in self.ahead[self.passed : self.passed + _LOOK_AHEAD]:
            if value != last + 1:
                return value == self.last_item + 1
            last = value
        return False

    def _open_item(self, line: Line, mark: Mark | None, rule_id: str) -> None:
        number = mark.value if mark else None
        base = self.section_path or "p0"
        path = self._unique(f"{base}.i{number}" if number is not None else f"{base}.u{self.items_in_section + 1}")
        length = mark.length if mark else 0
        self.item = Entry(
            path,
            number,
            line.text[length:],
            line.start,
            line.start + length,
            line.end,
            rule_id,
            self.section_path,
        )
        self.item.section_problem = self.sections[-1].problem_text if self.sections else None
        self.measure = None
        self.items.append(self.item)
        self.items_in_section += 1
        if number is not None:
            self.last_item = number
        self.paragraph("item", line, rule_id)

    def _open_measure(self, line: Line, mark: Mark, item: Entry) -> None:
        # Numbers run through the part (台江区: 1 to 297) or begin anew under each item (滨海新城).
        begins_anew = mark.value == 1 and self.measure is None
        if not begins_anew and mark.value != self.last_measure + 1:
            kind = "numbering_restart" if mark.value == 1 else "numbering_gap"
            self.doubt(kind, f"measure {mark.printed} follows ({self.last_measure})", line, "measure.gap")
        self.measure = Entry(
            self._unique(f"{item.path}.m{mark.value}"),
            mark.value,
            line.text[mark.length :],
            line.start,
            line.start + mark.length,
            line.end,
            "measure.next_number",
            self.section_path,
            item_path=item.path,
            item_no=item.number,
        )
        self.measures.append(self.measure)
        item.below.append(self.measure)
        self.last_measure = mark.value
        self.paragraph("measure", line, "measure.next_number")

    def _follow(self, line: Line) -> None:
        owner = self.measure or self.item
        if owner is None:
            self.paragraph("statement", line, "paragraph.statement")
            return
        owner.end = line.end
        if is_label(line.text):
            owner.label = line.start
            self.paragraph("follow_on", line, "paragraph.label")
        else:
            self.paragraph("follow_on", line, "paragraph.follow_on")


def is_label(line: str) -> bool:
    """Whether the line begins what was done about the sub-item above it."""
    return _LABEL.match(line) is not None


def _role(heading: str) -> str | None:
    return next((role for role, pattern in _ROLES if pattern.search(heading)), None)
