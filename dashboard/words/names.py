"""What the codes of the tables are called: code → (Chinese, English)."""

from __future__ import annotations

from etl import written

KINDS = {"company": ("企业", "Company"), "government": ("政府", "Government"), "association": ("协会", "Association"),
         "academia": ("高校院所", "Academia"), "media": ("媒体", "Media"), "other": ("其他", "Other")}
ROLES, AMOUNT_KINDS = ({code: (zh, en.capitalize()) for code, (zh, en) in names.items()}
                       for names in (written.ROLES, written.AMOUNT_KINDS))
REGIONS = {code: (zh, en.removesuffix(" China")) for code, (zh, en) in written.REGIONS.items()}
CURRENCIES = written.CURRENCIES
NOUNS = {"event": ("个事件", "event", "events"), "story": ("篇报道", "story", "stories"),
         "city": ("个城市", "city", "cities"), "domain": ("个领域", "domain", "domains")}

STREAMLIT = {
    "No results": "没有匹配项", "No options to select": "没有可选项", "Open": "打开", "Close": "关闭",
    "Choose date": "选择日期", "Clear all": "清空", "Clear value": "清除", "Sidebar": "侧栏",
    "Collapse sidebar": "收起侧栏", "Expand sidebar": "展开侧栏", "Open sidebar": "展开侧栏",
    "Close sidebar": "收起侧栏", "Skip to main content": "跳到正文", "App pages": "页面", "Selected values": "已选的值",
    "Download plot as a PNG": "保存为图片", "Download plot as a png": "保存为图片", "Copy to clipboard": "复制",
    "Copied": "已复制", "Copied!": "已复制", "Please wait...": "请稍候…", "Connecting": "正在连接",
    "Connection error": "连接中断", "Running...": "正在计算…", "Press Enter to apply": "按回车键应用",
    "Increment value": "加一", "Decrement value": "减一", "Previous month": "上个月", "Next month": "下个月",
    "More": "更多", "Streamlit": "智慧城市动态",
}
"""Streamlit's own English words, in Chinese."""
