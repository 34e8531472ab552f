"""Paragraphs as the editors of each content management system leave them."""

import re
from html import escape

# The number of an item, which Word puts between conditional comments: 4.建立健全整改长效机制。
_LIST_NUMBER = re.compile(r"^\d+\.")
# Letters and digits, which Word sets in a span of their own: PM2.5, 12345, dqk28810086@163.com
_WESTERN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.%@+\-]*")
# A part's heading: 二、集中整改期内巡视整改进展情况
_PART = re.compile(r"^[一二三四]、")
# A section's heading: （一）“落实巡视反馈问题整改不够彻底”问题整改方面
_SECTION = re.compile(r"^[（(][一二三四五六][）)]\S{0,70}方面$")
# The date a notice is signed on: 2025年12月25日
_SIGNED = re.compile(r"^[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日$")

_INDENT = "\u3000\u3000"
_WORD_FONT = "font-size:16.0pt;mso-bidi-font-size:11.0pt;font-family:仿宋_GB2312;mso-ascii-font-family:&quot;Times New Roman&quot;"
_WORD_NUMBER = "font-size:16.0pt;mso-fareast-font-family:仿宋_GB2312;mso-list:Ignore"


def word(paragraphs: tuple[str, ...]) -> str:
    """Pasted from MS-Word: numbers in spans of their own, conditional comments, ``mso-`` styles, ``<o:p>``."""
    return "\n".join(_word_paragraph(paragraph) for paragraph in paragraphs)


def divs(paragraphs: tuple[str, ...]) -> str:
    """One ``div`` a paragraph, indented by style."""
    return "\n".join(f'<div style="text-indent:2em;">{escape(line, quote=False)}</div>' for line in paragraphs)


def jcms(paragraphs: tuple[str, ...]) -> str:
    """The hanweb editor: a styled span in each ``p``, headings strong, blank lines before the sign-off."""
    blank = '<p style="text-indent: 2em; line-height: 1.75em;">&nbsp;</p>'
    lines = []
    for number, paragraph in enumerate(paragraphs):
        if number == len(paragraphs) - 2:
            lines += [blank, blank]
        text = escape(paragraph, quote=False)
        if _PART.match(paragraph):
            text = f"<strong>{text}</strong>"
        lines.append(
            f'<p style="text-indent: 2em; line-height: 1.75em;"><span style="font-family: 仿宋; font-size: 20px;">{_INDENT}{text}</span></p>'
        )
    return "\n".join(lines)


def plain(paragraphs: tuple[str, ...]) -> str:
    """A bare ``p`` a paragraph, indented with ideographic spaces; no-break spaces in the empty ones."""
    lines = [f"<p>{_INDENT}{_strong(line)}</p>" for line in paragraphs]
    return "\n".join([*lines[:-2], "<p>\u00a0</p>", *lines[-2:]])


def broken(paragraphs: tuple[str, ...]) -> str:
    """One block for all, its lines parted by two ``br``."""
    return "<br />\n<br />\n".join(f"{_INDENT}{escape(line, quote=False)}" for line in paragraphs)


def editor(paragraphs: tuple[str, ...]) -> str:
    """The TRS editor of today: ``p`` with classes, the sign-off to the right."""
    lines = []
    for number, paragraph in enumerate(paragraphs):
        align = "right" if number >= len(paragraphs) - 2 and len(paragraphs) > 20 else "justify"
        indent = "" if align == "right" else "text-indent: 2em; "
        lines.append(f'<p class="insertFileTag" style="{indent}text-align: {align};">{_strong(paragraph)}</p>')
    return "\n".join(lines)


def vsb(paragraphs: tuple[str, ...]) -> str:
    """The 博达 editor: classed ``p``, empty ones strewn between."""
    lines = []
    for number, paragraph in enumerate(paragraphs):
        name = ' class="vsbcontent_start"' if number == 0 else ""
        if number == len(paragraphs) - 1:
            name = ' class="vsbcontent_end"'
        lines.append(f"<p{name}>{_INDENT}{_strong(paragraph)}</p>")
        if number % 7 == 3:
            lines.append("<p>&nbsp; &nbsp;</p>")
        if number % 11 == 5:
            lines.append("<p><br></p>")
    return "\n".join(lines)


def _strong(paragraph: str) -> str:
    text = escape(paragraph, quote=False)
    return f"<strong>{text}</strong>" if _PART.match(paragraph) or _SECTION.match(paragraph) else text


def _word_paragraph(paragraph: str) -> str:
    if _SIGNED.match(paragraph):
        style = "text-align:right;line-height:30.0pt;mso-line-height-rule:exactly"
        return f'<p class="MsoNormal" align="right" style="{style}">{_western(paragraph)}<span lang="EN-US"><o:p></o:p></span></p>'
    style = "text-indent:32.0pt;mso-char-indent-count:2.0;line-height:30.0pt;mso-line-height-rule:exactly"
    number = _LIST_NUMBER.match(paragraph)
    if number is None:
        text = _western(paragraph)
        if _PART.match(paragraph):
            text = f'<b style="mso-bidi-font-weight:normal">{text}</b>'
        return f'<p class="MsoNormal" style="{style}">{_INDENT}{text}<span lang="EN-US"><o:p></o:p></span></p>'
    listed = f'<!--[if !supportLists]--><span lang="EN-US" style="{_WORD_NUMBER}">{number.group()}</span><!--[endif]-->'
    # The title of an item is bold up to its full stop, so a sentence breaks over spans.
    title, stop, rest = paragraph[number.end() :].partition("。")
    bold = f'<b style="mso-bidi-font-weight:normal">{_western(title + stop)}</b>'
    return f'<p class="MsoNormal" style="{style}">{_INDENT}{listed}{bold}{_western(rest)}<span lang="EN-US"><o:p></o:p></span></p>'


def _western(text: str) -> str:
    if not text:
        return ""
    runs = []
    end = 0
    for run in _WESTERN.finditer(text):
        runs.append(escape(text[end : run.start()], quote=False))
        runs.append(f'<span lang="EN-US" style="mso-fareast-font-family:仿宋_GB2312">{run.group()}</span>')
        end = run.end()
    runs.append(escape(text[end:], quote=False))
    return f'<span style="{_WORD_FONT}">{"".join(runs)}</span>'
