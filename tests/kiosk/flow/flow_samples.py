"""Flows that the tests of the engine walk through."""

from kiosk.flow import Facts, Flow, Option

PHONE = "15400000001"

SAMPLE = Flow.model_validate(
    {
        "steps": (
            {
                "id": "address",
                "title": "这是您的登记住址吗？",
                "fields": (
                    {"kind": "confirm", "id": "address", "label": "住址", "source": "address"},
                ),
            },
            {
                "id": "wish",
                "title": "您想怎么办？",
                "fields": (
                    {
                        "kind": "choice",
                        "id": "wish",
                        "label": "办法",
                        "options": (
                            {"value": "visit", "label": "来窗口"},
                            {"value": "call", "label": "打电话"},
                            {"value": "none", "label": "不用了"},
                        ),
                    },
                ),
            },
            {
                "id": "office",
                "title": "去哪里？",
                "when": {"field": "wish", "equals": "visit"},
                "fields": (
                    {"kind": "choice", "id": "office", "label": "地点", "source": "offices"},
                ),
            },
            {
                "id": "slot",
                "title": "几点？",
                "when": {"field": "wish", "equals": "visit"},
                "fields": (
                    {"kind": "slot", "id": "slot", "label": "时间", "depends_on": "office"},
                ),
            },
            {
                "id": "phone",
                "title": "电话？",
                "when": {"field": "wish", "not_equals": "none"},
                "fields": (
                    {"kind": "phone", "id": "phone", "label": "电话", "source": "phone"},
                    {"kind": "phone", "id": "second", "label": "备用电话", "required": False},
                ),
            },
            {
                "id": "declaration",
                "title": "请确认",
                "fields": (
                    {"kind": "declaration", "id": "agreed", "label": "承诺", "text": "属实。"},
                ),
            },
        )
    }
)

FACTS = Facts(
    {"address": "渔邨花园3栋", "phone": PHONE},
    {
        "offices": (Option("east", "东门"), Option("west", "翠竹"), Option("shut", "关", "", True)),
        "slots:east": (Option("s1", "周一"), Option("s2", "周二"), Option("s3", "满", "", True)),
        "slots:west": (Option("s2", "周二"), Option("s4", "周四")),
    },
)
