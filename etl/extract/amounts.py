"""Finds money: 投资超过3亿元, 数千万级, 1.2亿美元, RMB 30 million, with both bounds and the currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from etl import knowledge
from etl.extract import quantities
from etl.extract.quantities import Quantity
from etl.model import Amount, Mention, Qualifier

_N = "0-9〇零○一二两俩三四五六七八九十百千万亿兆廿卅半几数壹贰叁肆伍陆柒捌玖拾佰仟"
# a stretch of numeral characters, well formed or not: 1亿5000万, 82,225.00, 10余亿, 两个亿
_RUN = re.compile(rf"[{_N}](?:[{_N}]+|[.,，]\s?(?=[0-9])|点(?=[零〇一二三四五六七八九])|[余多来]?个(?=亿)|[余多来](?=[十百千万亿])"
                  r"| (?=[0-9]{3}(?![0-9])))*")
_LONGEST = 60  # characters; nothing longer is a quantity
_EXTRA = {"thousand": 10**3, "million": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9,
          "trillion": 10**12, "tn": 10**12, "k": 10**3, "w": 10**4}
_ABOUT = ["约为", "约", "大约", "大概", "左右", "大致", "约合", "折合约", "合约", "about", "around", "approximately", "some"]
_OVER = ["超过", "超出", "远超", "超", "逾", "突破", "破", "过", "上", "不低于", "不少于", "不小于", "不下于", "不下", "不止", "高于", "大于", "多于", "至少", "最低", "最少",
         "起码", "≥", ">", "＞", "over", "more than", "at least", "exceeding"]
_UNDER = ["不超过", "不超出", "未超过", "没有超过", "不高于", "不多于", "不大于", "不足", "不到", "不满", "未满", "未达", "未达到", "近", "接近", "将近", "低于", "小于", "少于", "至多",
          "最多", "最高", "上限为", "≤", "<", "＜", "nearly", "almost", "less than", "up to", "under"]
# words that end in one of those and mean something else: 签约3亿元, 附近5000元, 通过1亿元
_NOT_LEAD = {"约": "节签合违预条公履契邀制纽集相特简解毁爽失租", "近": "附最临靠邻走亲新远就拉", "过": "通经透度渡路越难错不胜掠曾见有看做去来用给拿花发投融借付存赚",
             "上": "线网以加马身路会之机市手地海月晚早盘船车岸陆掌云堂席头基面", "超": "赶反中英德意", "破": "打侦", "合约": "", "最高": ""}
_AFTER = {"above": "over", "over": "over", "under": "under", "about": "about"}
# 最高可获补助500万元: the cap stands some words before the number
_CAP = re.compile(r"(?:最高|最多|至多|上限)(?:可|额|度|额度|限额|单项|单个|单笔|每家|每个|每户|每人|每项|给予|予以|一次性|奖励|奖补|补助|补贴|资助|支持|扶持|获|得|获得|享受|申请|贷款|授信|为|达|到|了|能|约|的|资金|"
                  r"赔付|罚款|处|奖金|金额|配套|融资|报销|报价|投标|是|有|领取|优惠|减免|人民币|不超过|：|:|\s){0,6}$")


@dataclass(frozen=True, slots=True)
class _Words:
    """Everything that the file of money words says, compiled."""

    codes: dict[str, str | None]
    tail: re.Pattern[str]
    join: re.Pattern[str]
    lead: re.Pattern[str]
    before: re.Pattern[str]
    labelled: re.Pattern[str]
    after: re.Pattern[str]
    after_level: re.Pattern[str]
    measures: re.Pattern[str]
    per: re.Pattern[str]
    promising: frozenset[str]
    sign_ends: frozenset[str]


def find(text: str) -> list[Mention]:
    """All money in ``text``, which is folded; ``rule`` is stated where the words name the currency, price for a price
    per piece, else plain.

    >>> [(m.text, m.value.minimum, m.value.maximum, m.value.currency) for m in find("总投资超过3亿元，占地160亩，融资1.2亿美元")]
    [('超过3亿元', 300000000.0, None, 'CNY'), ('1.2亿美元', 120000000.0, 120000000.0, 'USD')]
    """
    return []
