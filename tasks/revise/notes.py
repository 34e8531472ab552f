"""Each change in one plain sentence, Chinese and English."""

from dataclasses import dataclass

from schemas.values import ParsedNotice
from tasks.revise.edits import Edit
from tasks.revise.spans import Span
from tasks.revise.units import Level, Unit

_MOST = 48
_STATUS_ZH = {
    "done": "已完成",
    "partly": "部分完成",
    "ongoing": "推进中",
    "planned": "计划中",
    "not_done": "未完成",
    "nothing_found": "未发现问题",
    "unstated": "未说明",
}
_FACTS = {
    "inspection_group": ("巡视巡察组", "inspecting team"),
    "inspected_from": ("进驻开始日期", "first day on site"),
    "inspected_to": ("进驻结束日期", "last day on site"),
    "feedback_on": ("反馈日期", "feedback date"),
    "signed_by": ("落款单位", "signing body"),
    "signed_on": ("落款日期", "date of the sign-off"),
    "phone": ("联系电话", "phone"),
    "email": ("电子邮箱", "e-mail"),
    "address": ("通信地址", "address"),
    "postcode": ("邮政编码", "postcode"),
    "aspects": ("声明的方面数", "declared number of aspects"),
    "problems": ("声明的问题数", "declared number of problems"),
    "measures": ("声明的措施数", "declared number of measures"),
    "rules": ("声明的制度数", "declared number of rules"),
    "meetings": ("声明的会议次数", "declared number of meetings"),
}
_PARAGRAPHS = {
    "opening": ("开头段", "opening"),
    "closing": ("结尾段", "closing paragraph"),
    "contact": ("联系方式", "contact line"),
    "sign_off": ("落款", "sign-off"),
    "list_entry": ("名单条目", "list entry"),
    "follow_on": ("接续段落", "follow-on paragraph"),
    "statement": ("段落", "paragraph"),
}
# A list entry names persons: their names stay in the quotes and out of the sentences that lists and logs show.
_UNQUOTED = frozenset({"list_entry"})


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence in each language."""

    zh: str
    en: str


def note_of(edit: Edit, before: ParsedNotice, after: ParsedNotice) -> Note:
    """The sentence for an edit."""
    unit, parsed = (edit.after, after) if edit.after else (edit.before, before)
    where = _place(unit, parsed)
    old, new = _quote(edit.before_span, before, unit), _quote(edit.after_span, after, unit)
    match edit.kind.rpartition("_")[2]:
        case "moved":
            return _moved(edit, before, after)
        case "renumbered":
            return _renumbered(edit, before, after)
        case "added":
            return _whole(Note(f"新增{where.zh}", f"{_capital(where.en)} added"), edit.below, new)
        case "dropped":
            return _whole(Note(f"删去{where.zh}", f"{_capital(where.en)} dropped"), edit.below, old)
        case "reworded":
            return _sentence(where, Note("表述", "words"), old, new)
        case _:
            return _fact_changed(edit, where, before, after)


def _fact_changed(edit: Edit, where: Note, before: ParsedNotice, after: ParsedNotice) -> Note:
    old, new = _bare(edit.before_span, before), _bare(edit.after_span, after)
    if edit.was is not None and edit.now is not None:
        status = Note("整改状态", "status")
        was, now = Note(_STATUS_ZH[edit.was], _english(edit.was)), Note(_STATUS_ZH[edit.now], _english(edit.now))
        return _sentence(where, status, was, now)
    if edit.fact is not None:
        name = _FACTS[edit.fact]
        return _sentence(None, Note(*name), old, new)
    name = ("日期", "date") if edit.kind == "date_changed" else ("数据", "figure")
    return _sentence(where, Note(*name), old, new)


def _sentence(where: Note | None, what: Note, old: Note, new: Note) -> Note:
    zh, en = (f"{where.zh}:{what.zh}", f"{_capital(where.en)}: {what.en}") if where else (what.zh, _capital(what.en))
    if old.zh and new.zh:
        return Note(f"{zh}由{old.zh}改为{new.zh}", f"{en} changed from {old.en} to {new.en}")
    if new.zh:
        return Note(f"{zh}新增:{new.zh}", f"{en} added: {new.en}")
    if old.zh:
        return Note(f"{zh}删去:{old.zh}", f"{en} dropped: {old.en}")
    return Note(f"{zh}有改动", f"{en} changed")


def _moved(edit: Edit, before: ParsedNotice, after: ParsedNotice) -> Note:
    old, new = _place(edit.before, before), _place(edit.after, after)
    if old.zh == new.zh:
        return Note(f"{new.zh}移至他处", f"{_capital(new.en)} moved elsewhere")
    return Note(f"{old.zh}移位,现为{new.zh}", f"{_capital(old.en)} moved; it is now {new.en}")


def _renumbered(edit: Edit, before: ParsedNotice, after: ParsedNotice) -> Note:
    old, new = _place(edit.before, before), _place(edit.after, after)
    if edit.last_no is None:
        return Note(f"{old.zh}序号改动,现为{new.zh}", f"{_capital(old.en)} renumbered; it is now {new.en}")
    return Note(
        f"{old.zh}序号改动,现为{new.zh},其后至{edit.last_no}号同样改动",
        f"{_capital(old.en)} renumbered, it is now {new.en}, and so on up to number {edit.last_no}",
    )


def _whole(what: Note, below: int, quote: Note) -> Note:
    """A unit that came or went whole, with the measures below it."""
    zh, en = what.zh, what.en
    if below:
        zh, en = f"{zh}及其下{below}条措施", f"{en} with {below} measure{'s' if below > 1 else ''} below it"
    return Note(f"{zh}:{quote.zh}", f"{en}: {quote.en}") if quote.zh else Note(zh, en)


def _place(unit: Unit | None, parsed: ParsedNotice) -> Note:
    if unit is None:
        return Note("正文", "the text")
    if unit.level is Level.SECTION:
        section = _section(unit.path, parsed)
        return Note(f"{section.zh}标题", f"heading of {section.en}")
    inside = _item(unit, parsed)
    if unit.level is not Level.PARAGRAPH:
        return inside
    name = _PARAGRAPHS.get(unit.kind, _PARAGRAPHS["statement"])
    if inside.zh:
        return Note(f"{inside.zh}{name[0]}", f"{name[1]} of {inside.en}")
    section = _section(unit.path, parsed)
    return Note(f"{section.zh}{name[0]}", f"{name[1]} of {section.en}") if section.zh else Note(*name)


def _item(unit: Unit, parsed: ParsedNotice) -> Note:
    """The item, or the measure and its item, that a unit is or stands in; nothing outside items."""
    item = next((row for row in parsed.items if row.item_path == unit.path), None)
    measure = next((row for row in parsed.measures if row.measure_path == unit.path), None)
    if measure is not None:
        above = _numbered_item(measure.item_no, measure.section_path, parsed)
        return Note(f"{above.zh}措施({measure.measure_no})", f"measure ({measure.measure_no}) of {above.en}")
    return _numbered_item(item.item_no, item.section_path, parsed) if item is not None else Note("", "")


def _numbered_item(number: int | None, section_path: str | None, parsed: ParsedNotice) -> Note:
    zh, en = (f"第{number}项", f"item {number}") if number is not None else ("未编号项目", "an unnumbered item")
    section = _section(section_path, parsed)
    # Where numbers begin anew in each section, the number alone says nothing.
    if not section.zh or (number is not None and sum(item.item_no == number for item in parsed.items) == 1):
        return Note(zh, en)
    return Note(f"{section.zh}{zh}", f"{en} of {section.en}")


def _section(path: str | None, parsed: ParsedNotice) -> Note:
    """第二部分(三), section 二(三); nothing where no heading stands above."""
    numbers = {section.section_path: section.number or section.heading for section in parsed.sections}
    if path is None or path not in numbers:
        return Note("", "")
    part = path.split(".", 1)[0]
    if part == path:
        return Note(f"第{numbers[part]}部分", f"part {numbers[part]}")
    if part not in numbers:
        return Note(numbers[path], f"section {numbers[path]}")
    return Note(f"第{numbers[part]}部分{numbers[path]}", f"section {numbers[part]}{numbers[path]}")


def _quote(span: Span | None, parsed: ParsedNotice, unit: Unit | None) -> Note:
    words = _words(span, parsed)
    if not words or (unit is not None and unit.kind in _UNQUOTED):
        return Note("", "")
    return Note(f"「{words}」", f"「{words}」")


def _bare(span: Span | None, parsed: ParsedNotice) -> Note:
    words = _words(span, parsed)
    return Note(words, words)


def _words(span: Span | None, parsed: ParsedNotice) -> str:
    words = span.of(parsed.text).replace("\n", " ") if span else ""
    return f"{words[:_MOST]}…" if len(words) > _MOST else words


def _english(status: str) -> str:
    return status.replace("_", " ")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
