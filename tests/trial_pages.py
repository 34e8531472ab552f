"""Lists and a notice of made-up sites."""

from notices import SAMPLE

# Instead of a status: nothing comes back.
NO_ANSWER = 0
TITLE = "中共某区委关于巡视整改进展情况的通报"
NOTICE = (SAMPLE / "notices" / "luojiang.txt").read_text("utf-8")
PAGE = f"<html><body><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in NOTICE.splitlines())}</body></html>"


MENU = "".join(f'<a href="/{name}/">{name}</a>' for name in ("首页", "政务公开", "通知公告", "办事服务", "互动交流"))
FOOT = "<p>主办单位:某区人民政府办公室 地址:某区某路一号 邮政编码:365050 网站标识码</p>"
EMPTY = f'<html><body>{MENU}<script>createPageHTML(1, 0, "index", "html")</script>{FOOT}</body></html>'


def entry(name: str, title: str = TITLE, day: str = "2025-12-25") -> str:
    return f'<li><a href="{name}" title="{title}">{title}</a><span>{day}</span></li>'


def listing(*entries: str, following: str | None = None) -> str:
    turn = f'<a href="{following}">下一页</a>' if following else ""
    return f"<html><body><ul>{''.join(entries)}</ul>{turn}</body></html>"
