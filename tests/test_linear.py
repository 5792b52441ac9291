"""A page that lists ever new names costs no more than its length: whole stories, not only the finders."""

import random
import time

import pytest

from etl import assemble, knowledge
from etl.model import Story

COUNTIES = [division.name for division in knowledge.places().divisions.values() if division.level == "county"]
BODIES = list(knowledge.organisations().bodies)


def firm() -> str:
    return "".join(random.choices("盛灿磐骋云洲宏图腾跃德榕浩晟睿翰铭瀚", k=3)) + random.choice(("科技有限公司", "集团"))


PARTS = {"counties": lambda: random.choice(COUNTIES), "bureaux": lambda: random.choice(COUNTIES) + "教育局",
         "bodies": lambda: random.choice(BODIES), "firms": firm,
         "agreements": lambda: f"8月{random.randint(1, 28)}日，{firm()}与{firm()}签约"}


def seconds(part, count):
    random.seed(count)
    story = Story("1", "各地签约", "。".join(part() for _ in range(count)))
    started = time.process_time()
    list(assemble.digest([story]))
    return time.process_time() - started


@pytest.mark.parametrize("name", PARTS)
def test_time_is_linear(name):
    """Four times as many names: 16 times the seconds where each is compared with each, 64 where that is done for each."""
    list(assemble.digest([Story("1", "长沙签约", "8月20日，长沙市与华为签约，投资3亿元")]))  # loads what is known
    few, many = (min(seconds(PARTS[name], count) for _ in range(2)) for count in (150, 600))
    assert many < 9 * max(few, 0.02)
