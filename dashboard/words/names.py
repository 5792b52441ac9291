"""What the codes of the tables are called: code → (Chinese, English)."""

from __future__ import annotations

KINDS = {"company": ("企业", "company"), "government": ("政府", "government"), "association": ("协会", "association"),
         "academia": ("高校院所", "academia"), "media": ("媒体", "media"), "other": ("其他", "other")}
ROLES = {"signatory": ("签约方", "signatory"), "organiser": ("主办方", "organiser"),
         "supporter": ("支持方", "supporter"), "publisher": ("发布方", "publisher"),
         "contractor": ("承建方", "contractor"), "buyer": ("采购方", "buyer"),
         "investor": ("投资方", "investor"), "author": ("编写方", "author"), "winner": ("获奖方", "winner"),
         "participant": ("参与方", "participant")}
REGIONS = {"north": ("华北", "North"), "northeast": ("东北", "Northeast"), "east": ("华东", "East"),
           "central": ("华中", "Central"), "south": ("华南", "South"), "southwest": ("西南", "Southwest"),
           "northwest": ("西北", "Northwest"), "hmt": ("港澳台", "Hong Kong, Macao, Taiwan"),
           "national": ("全国", "Nationwide"), "abroad": ("境外", "Abroad")}
AMOUNT_KINDS = {"investment": ("投资", "investment"), "contract": ("合同与中标", "contract"),
                "cooperation": ("合作金额", "cooperation"), "financing": ("融资", "financing"),
                "budget": ("预算与拨款", "budget"), "other": ("其他金额", "other")}
CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "TWD": "新台币", "JPY": "日元",
              "GBP": "英镑", "SGD": "新加坡元", "KRW": "韩元", "AED": "迪拉姆", "RUB": "卢布",
              "AUD": "澳元", "CAD": "加元"}
NOUNS = {"event": ("个事件", "event", "events"), "story": ("篇报道", "story", "stories"),
         "city": ("个城市", "city", "cities"), "domain": ("个领域", "domain", "domains")}
