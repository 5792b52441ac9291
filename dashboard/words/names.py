"""What the codes of the tables are called: code → (Chinese, English)."""

from __future__ import annotations

KINDS = {"company": ("企业", "Company"), "government": ("政府", "Government"), "association": ("协会", "Association"),
         "academia": ("高校院所", "Academia"), "media": ("媒体", "Media"), "other": ("其他", "Other")}
ROLES = {"signatory": ("签约方", "Signatory"), "organiser": ("主办方", "Organiser"),
         "supporter": ("支持方", "Supporter"), "publisher": ("发布方", "Publisher"),
         "contractor": ("承建方", "Contractor"), "buyer": ("采购方", "Buyer"),
         "investor": ("投资方", "Investor"), "author": ("编写方", "Author"), "winner": ("获奖方", "Winner"),
         "participant": ("参与方", "Participant")}
REGIONS = {"north": ("华北", "North"), "northeast": ("东北", "Northeast"), "east": ("华东", "East"),
           "central": ("华中", "Central"), "south": ("华南", "South"), "southwest": ("西南", "Southwest"),
           "northwest": ("西北", "Northwest"), "hmt": ("港澳台", "Hong Kong, Macao, Taiwan"),
           "national": ("全国", "Nationwide"), "abroad": ("境外", "Abroad")}
AMOUNT_KINDS = {"investment": ("投资", "Investment"), "contract": ("合同与中标", "Contract"),
                "cooperation": ("合作金额", "Cooperation"), "financing": ("融资", "Financing"),
                "budget": ("预算与拨款", "Budget"), "other": ("其他金额", "Other")}
CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "JPY": "日元",
              "GBP": "英镑", "SGD": "新加坡元", "KRW": "韩元", "AED": "迪拉姆", "RUB": "卢布",
              "AUD": "澳元", "CAD": "加元"}
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
