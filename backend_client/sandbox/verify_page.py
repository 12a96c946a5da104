"""The public verification page: one HTML document without scripts, sized for a phone."""

from __future__ import annotations

from html import escape
from string import Template
from typing import Final

from backend_client.contracts import Verification, VerificationState
from backend_client.sandbox.registry import ZONE

PAGE_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}

_STATES: Final = {
    VerificationState.VALID: ("valid", "✓", "有效", "该凭证由下列单位出具，内容以本页为准。"),
    VerificationState.EXPIRED: ("expired", "!", "无效", "该凭证已过有效期。"),
    VerificationState.VOID: ("void", "✕", "已作废", "该份凭证已作废，请勿采信。"),
    VerificationState.UNKNOWN: (
        "unknown",
        "?",
        "查无此证",
        "请核对编号和校验码，或重新扫描凭证上的二维码。",
    ),
}

_PAGE: Final = Template("""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>凭证核验 · $state</title>
<style>
:root { color-scheme: light; }
body { margin: 0; background: #f3f5f8; color: #1b2430; font: 17px/1.6 system-ui, sans-serif; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem; }
h1 { margin: .5rem 0 1rem; font-size: 1.1rem; font-weight: 600; }
.state { padding: 1.25rem; border-radius: .75rem; color: #fff; text-align: center; }
.state b { display: block; font-size: 2.2rem; line-height: 1.3; }
.valid { background: #0b6e3a; } .expired { background: #8a5200; }
.void { background: #a61b1b; } .unknown { background: #44505e; }
dl { margin: 1rem 0; padding: .25rem 1rem; border-radius: .75rem; background: #fff; }
dl div { padding: .6rem 0; border-bottom: 1px solid #e3e8ee; }
dl div:last-child { border: 0; }
dt { color: #566272; font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.specimen { padding: .6rem 1rem; border: 2px dashed #a61b1b; color: #a61b1b; text-align: center; }
footer { color: #566272; font-size: .85rem; }
</style>
</head>
<body>
<main>
<h1>罗湖区自助服务终端 凭证核验</h1>
<p class="state $kind" role="status"><b><span aria-hidden="true">$mark</span> $state</b>$hint</p>
$specimen<dl>
$lines
</dl>
<footer>本页仅显示核验所需信息，个人信息已隐去。</footer>
</main>
</body>
</html>
""")


def render_page(found: Verification) -> str:
    """The page for one verification; every value is escaped."""
    kind, mark, state, hint = _STATES[found.state]
    lines = "\n".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in _lines(found)
    )
    specimen = '<p class="specimen">样张 · 无法律效力</p>\n' if found.specimen else ""
    return _PAGE.substitute(
        kind=kind, mark=mark, state=state, hint=hint, specimen=specimen, lines=lines
    )


def _lines(found: Verification) -> list[tuple[str, str]]:
    lines = [("凭证编号", found.number)]
    if found.state is VerificationState.UNKNOWN:
        return lines
    lines += [("名称", found.title), ("出具单位", found.issuer)]
    lines += [(line.label, line.value) for line in found.fields]
    if found.issued_at is not None:
        lines.append(("出具时间", f"{found.issued_at.astimezone(ZONE):%Y-%m-%d %H:%M}"))
    if found.valid_until is not None:
        lines.append(("有效期至", f"{found.valid_until:%Y-%m-%d}"))
    lines.append(("本份", f"第{found.copy_no}份" if found.copy_no else "电子记录"))
    lines.append(("打印次数", _copies(found)))
    return lines


def _copies(found: Verification) -> str:
    text = f"已打印{found.copies_printed}份"
    if found.copies_unproven:
        text += f"，另有{found.copies_unproven}份打印结果未确认"
    return text
