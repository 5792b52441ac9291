"""The shapes of the words that dates are made of: for each kind the characters that begin it and its pattern."""

from __future__ import annotations

from etl.knowledge import almanac

DIGITS = "0123456789"
HAN = "一二三四五六七八九十廿卅两零〇○"
SECONDS = "年月日天周星礼拜期季世旬半历初底末内尾来近前去后晚夜晨早个上下大过的（(在从宣举开启发签正起"
"""What may follow the first character of a word that begins with no number, beside a number or a name's second."""

_N = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"  # 8, 08, 二十一
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_Y = r"(?:19|20)\d\d"
_TO = r"\s?(?:[-–—―─~～至到]{1,2})\s?"
_AND = rf"(?:{_TO}|[、和与])"
_WEEK = r"(?:周|星期|礼拜)"
_UNIT = rf"(?:[天日年]|{_WEEK}|个月|个?季度)"
_TENS = r"(?:[一二三四五六七八九]?十|[1-9]0)年代"
_ENGLISH = (r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
            r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?")
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\sto\s|\sand\s)\d{1,2}(?:st|nd|rd|th)?(?![\d:]))?"  # 20th, 20-22
_NO_START = r"(?![中级步衷始创心一二三四五六七八九十高])"  # 年初 but 年初中毕业
_YEAR_EDGE = rf"(?:年?(?:底|末(?!端)|初{_NO_START}))?"  # 2018年底, 今年年初
_MONTH_EDGE = r"(?:底|末(?!端)|初(?!\d))?"  # 8月底
_NO_MONTH = r"(?![龄租嫂]|怀胎|革命)"
_LUNAR_DAY = r"初[一二三四五六七八九十\d]{1,2}(?![期批个家名场次系轮])"
# what may follow 18年 for it to be 2018 and not a time of eighteen years
_AFTER_SHORT = rf"\s?(?:{_N}月|年?[底末初]|第?[一二三四1-4首]季度|[上下前后]半年|[前第]{_N}个?(?:月|{_WEEK}|季度))"
# 8月20 at the end of a clause
_CLAUSE_ENDS = rf"(?=\s*(?:$|\n|[，。；;）)？?！!]|,(?!\d)|[至到]\s?{_N}|[-–—~～]\s?{_N}月))"
_NO_DAY = r"(?:日(?![均游元]|历天|年化|之?内|以内)|号(?![线楼院机门馆文令公]))"
_NOT_NAMED = r"(?!报|头条|资本|说法|之|方舟|系|科技|国际)"  # 今日头条, 今晚报, 明日之星
_WRONG_BEFORE = r"(?<![\d一二三四五六七八九十节生假即今昨明当作往某周近首]日前)"  # 20日前, 节日前

_OWN = (
    # 2018-08-20 · 2018.8.21-23 · 2018/8/21-8/23
    ("iso", DIGITS, rf"{_Y}\s?[-/.·]\s?\d{{1,2}}\s?[-/.·]\s?\d{{1,2}}(?!\d|[./]\d)日?"
                    rf"(?:{_TO}(?:\d{{1,2}}[-/.])?\d{{1,2}}(?![\d./-]))?"),
    # 20180820
    ("compact", DIGITS, r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.])"),
    # 3-7-2017
    ("day_first", DIGITS, rf"\d{{1,2}}(?:-\d{{1,2}}-|/\d{{1,2}}/){_Y}(?![\d/-])"),
    # 12-11-10
    ("short", DIGITS, r"\d{1,2}(?:-\d{1,2}-|/\d{1,2}/)\d\d(?![\d/-])(?!\s?[年月天元%岁个级人米分点万倍号型])"),
    # 12/1
    ("slash", DIGITS, r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/.%-]|小时)"),
    # 2017-18年
    ("year_span", DIGITS, rf"{_Y}\s?[-–—―─~～/]\s?\d\d(?=\s?(?:年|财年|学年|赛季))"),
    # 2008.03; a figure with a unit, a version or the number of a standard is none
    ("year_month", DIGITS, rf"{_Y}[.-](?:0[1-9]|1[0-2])(?!\s?[.%万亿元\d号/]|-\d\d?(?!\d))(?:{_TO}{_Y}(?![.\d]))?"),
    # 2021Q1, 2021H2
    ("quarter_year", DIGITS, rf"{_Y}\s?年?\s?(?:Q[1-4](?:季度)?|H[12])"),
    # 2018年, 2018年底
    ("year", DIGITS, rf"{_Y}\s{{0,2}}年度?{_YEAR_EDGE}"),
    # the 2017 of 2017-2018年
    ("year_to", DIGITS, rf"{_Y}(?={_AND}{_Y}\s?年)"),
    # （2021-2025）
    ("years", DIGITS, rf"{_Y}\s?[-–—―─~～至]{{1,2}}\s?{_Y}(?=\s?(?:[）)]|[一二三五两十\d]年|[学财]年))"),
    # 二〇一八年
    ("year_han", HAN, rf"[一二][〇零一二三四五六七八九○ОOo0]{{3}}\s?年度?{_YEAR_EDGE}"),
    # 08年, 18年5月
    ("year_short", DIGITS + HAN, rf"(?:0\d|[零九][一二三四五六七八九])年(?!代){_YEAR_EDGE}"
                                 rf"|(?:\d\d|[一二三四五六七八九][〇零一二三四五六七八九])年(?={_AFTER_SHORT}){_YEAR_EDGE}"),
    # 三六七年一月
    ("year_odd", DIGITS + HAN, rf"(?:\d{{3}}|[〇零一二三四五六七八九]{{3}}|[两二]千)年(?=\s?{_N}月)"
                               r"|\d{3}年(?<=在\d\d\d年)|[一二两]千[〇零一二三四五六七八九百十]{1,6}年"),
    # 2018中国智慧城市国际博览会
    ("name_year", DIGITS, rf"{_Y}(?=\s?[\u4e00-\u9fffA-Za-z“（(])"),
    ("month_day", DIGITS + HAN + "元正冬腊", rf"(?:{_N}|[元正冬腊])月{_N}{_CLAUSE_ENDS}"),
    # 三月初八 is a day, 12月初一期建成 is not
    ("month", DIGITS, rf"\d{{1,2}}\s{{0,2}}月份?{_NO_MONTH}{_MONTH_EDGE}"),
    ("month", HAN, rf"[一二三四五六七八九十]{{1,2}}\s?月份?{_NO_MONTH}(?:(?={_LUNAR_DAY})|{_MONTH_EDGE})"),
    ("month", "元正冬腊", r"[元正冬腊]月"),
    ("day", DIGITS + HAN, rf"{_N}\s?{_NO_DAY}"),
    # the 19 of 18、19两日
    ("day", DIGITS, r"\d{1,2}[两三]日"),
    # the 2 of 2-4月, the 21 of 21-23日
    ("month_to", DIGITS + HAN, rf"{_N}(?={_AND}{_N}\s?月)"),
    ("day_to", DIGITS + HAN, rf"{_N}(?={_AND}{_N}\s?(?:[日号]|[两三]日))"),
    # 大年初八
    ("new_year_day", "大年", rf"大?年初{_N}"),
    ("lunar_day", "初", _LUNAR_DAY),
    ("lunar", "农阴旧", r"[农阴旧]历"),
    # 19世纪70年代
    ("decade", DIGITS + HAN + "上本", rf"(?:{_N}|[上本])个?世纪(?:{_TENS})?|{_TENS}"),
    ("relative_year", "大前去今本明来上下后",
     rf"(?:大?前年(?<![之以年]前年)|[去今本明来]年|上一?年(?!来)|下一年"
     rf"|后年(?<![\u4e00-\u9fff]后年)|后年(?<=[到在于明至和或是]后年))度?{_YEAR_EDGE}"),
    ("relative_month", "上下本这", rf"(?:[上下]{{1,3}}一?个?月(?<![以海]上月)|[本这]个?月)(?![亮球])份?"
                                 rf"{_MONTH_EDGE}"),
    # 同年5月, 翌年3月: of the year told before
    ("told_year", "同当次翌", rf"(?:[同当次]|翌)年(?={_N}月)"),
    ("relative_quarter", "上下本", r"[上下本]一?个?季度"),
    # 上2个月
    ("units", "上下", rf"[上下]\s?{_COUNT}\s?(?:个月|个?{_WEEK}|个?季度)(?<!以上.{{3}})(?<!以上.{{4}})"),
    ("half_month", "上下", r"[上下]半个?月"),
    ("half", "上下前后", r"[上下前后]半年度?"),
    # 一、二季度 · 第二季度 · 一季度末
    ("quarters", DIGITS + HAN + "第", rf"第?[一二三四1-4]{_AND}第?[一二三四1-4]季度"),
    ("quarter", DIGITS + HAN + "第首", r"(?:第?[一二三四1-4]|首)个?季度[初末]?"),
    ("quarter", "Q", r"Q[1-4]季度"),
    # 前三季度, 前11个月
    ("quarter", "前头", rf"[前头]{_COUNT}个?(?:月(?!份)|季度)"),
    ("quarter_short", "Q", r"Q[1-4]"),
    # 上周五, 下下周末
    ("relative_week", "上下本这", rf"(?:[上下]{{1,3}}|[本这])一?个?{_WEEK}(?:{_WEEK}?[一二三四五六日天末]?)?"
                               r"(?![期边刊年转长密])"),
    ("weekday", "周星礼", rf"{_WEEK}[一二三四五六日末](?<![每逢双单几][周期拜].)|(?:星期|礼拜)天"),
    ("relative_day", "大前后昨今明即", r"大{0,2}[前后]天(?<!之前天)(?![性形])|前日(?<![之以目年月日\d]前日)(?!均)|即日"
                                  rf"|[昨今明][天日晚]{_NOT_NAMED}|昨夜|今[晨早]"
                                  r"|昨(?=[在从][\u4e00-\u9fff]|宣布|举行|开幕|启动|发布|签约|上线|正式)"
                                  r"|今(?<![如至迄当古而到从即于]今)(?=起|启[动用]|开[幕通]|举行|上线|正式)"),
    # 今（18）日
    ("day_in_brackets", "今昨明前", rf"[今昨明前]\s?[（(]{_N}[)）]日"),
    ("same_day", "当同", r"当[天日晚]|同一?[日天](?<!不同[日天])"),
    ("recent", "近日最", rf"近日(?<!附近日)|日前{_WRONG_BEFORE}|近期(?!目标|规划|建设|任务|工作|计划)|近来"
                       r"|最近(?!的|邻|约|处|距)(?!\s?[\d一二两三四五六七八九十])"),
    # 4月前4天
    ("days", "前", rf"前{_COUNT}[天日]"),
    # 近三年, 未来两天
    ("window", "过最近未今此接前后", rf"(?:过去|最近|近|未来|今后|此后|接下来)的?\s?{_COUNT}\s?{_UNIT}"
                               rf"|[前后](?<![\u4e00-\u9fff][前后]){_COUNT}{_UNIT}"),
    # 三天前, 七年半后, 30日内
    ("ago", "再", rf"再过{_COUNT}\s?{_UNIT}半?"),
    ("ago", DIGITS + HAN + "半", rf"(?:{_COUNT}\s?(?:个半月|{_UNIT}半?)|半年|半个月)(?:之|以)?[前后内]"),
    ("year_edge", "年岁", rf"年[底末初](?<!每年[底末初])(?<!每年年[底末初]){_NO_START}|岁[末尾]"
                            r"|年内(?<![\d一二三四五六七八九十两数几]年内)(?![蒙地部外])"),
    ("third", "上中下", r"[上中下]旬"),
    ("month_edge", "月", r"月[底末初](?![一二三四五六七八九十\d])"),
    ("day_named", "最第", r"最后一[天日]|第一天"),
    ("nth_month", "第", rf"第{_N}个月"),
    ("nth_week", "第首最", rf"(?:第{_N}个?|首个?|最后一个?){_WEEK}[一二三四五六日天]?(?!年)"),
    # August 20, 2018 · Aug. 2018
    ("english", "JFMASOND", rf"{_ENGLISH}\s{_DAYS}(?:(?:,\s?|\s){_Y})?(?![\d:])|{_ENGLISH},?\s{_Y}(?!\d)"),
    ("english_day_first", DIGITS, rf"{_DAYS}\s{_ENGLISH},?\s{_Y}(?!\d)"),
)


def shapes() -> list[tuple[str, str, str]]:
    """Kind, the characters that may begin it, and its pattern; of those with one beginning the first that fits wins."""
    festivals, eras = almanac.festivals(), almanac.eras()
    names = sorted(festivals, key=len, reverse=True)
    alone = [name for name in names if festivals[name].alone]
    after_year = [name for name in names if not festivals[name].alone]
    return [
        ("festival", _firsts(alone), "|".join(alone)),
        ("festival_after_year", _firsts(after_year), rf"(?:{'|'.join(after_year)})(?<=年..)"),
        ("era", _firsts(eras), rf"(?:{'|'.join(sorted(eras, key=len, reverse=True))})\s?"
                               r"(?:元|\d{1,3}|[一二三四五六七八九十〇零百]{1,5})年"),
        *_OWN,
        ("year_short", DIGITS, rf"\d\d年(?={'|'.join(names)})"),
    ]


def seconds() -> str:
    """The characters one of which follows the first in every word that begins with no number."""
    names = {name[1] for name in [*almanac.festivals(), *almanac.eras()]}
    return "".join(sorted({*DIGITS, *HAN, *SECONDS, *names}))


def _firsts(names: list[str] | dict[str, int]) -> str:
    return "".join(sorted({name[0] for name in names}))
