"""A person's name and the post behind it: 佟雪松　副总工程师, 荆楚副主任."""

import re
from dataclasses import dataclass

from chinese.punctuation import strip_spaces

POST = (
    r"(?:主任|院长|处长|科长|局长|厅长|部长|司长|所长|站长|馆长|校长|园长|厂长|队长|组长|室长|会长|社长|行长|镇长|乡长|县长|市长|区长"
    r"|董事长|理事长|监事长|秘书长|店长|班长|总经理|经理|总裁|总监|总师|总工|工程师|经济师|会计师|农艺师|畜牧师|兽医师|医师|药师|护师|技师|律师|教师|讲师|教授"
    r"|研究员|馆员|书记|主席|委员|董事|主管|专员|干事|职员|秘书|助理|调研员|巡视员|科员|负责人|法定代表人|法人|女士|先生|同志)"
)
BEFORE = (
    r"(?:副|正|总|常务|执行|首席|高级|中级|初级|助理|代理|党委|党组|党支部|支部|行政"
    r"|技术|质量|运营|生产|研发|市场|营销|财务|项目|标准化|推广|主任|分管|中心|公司|集团)*"
)
TITLE = re.compile(rf"(?:{BEFORE}{POST})+")
HAN_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,10}[·•][一-鿿]{1,10}")
GLUED = re.compile(rf"(?P<name>[一-鿿]{{2,4}}?)(?P<post>(?:{BEFORE}{POST}){{1,3}})(?![一-鿿])")
LONGEST_NAME = 4
COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳上官司马司徒司空诸葛尉迟皇甫慕容令狐夏侯东方公孙宇文长孙端木百里呼延南宫轩辕独孤西门闻人钟离太史申屠澹台赫连完颜拓跋",
    )
)
"""Surnames of two characters: a gap behind one is no end of the name."""
SEXES = frozenset("男女")


@dataclass(frozen=True)
class Named:
    """A name, and whether something of a post may still be in it."""

    name: str
    doubtful: bool = False


def name_and_post(text: str) -> Named:
    """Part a name from the post: at the gap between them, else where nothing but a post follows two to four characters."""
    words = re.split(r"[\s\u3000]+", text.strip())
    if words[0] in COMPOUND and len(words) > 1:
        words = [words[0] + words[1], *words[2:]]
    if len(words) > 1 and HAN_NAME.fullmatch(words[0]) and len(strip_spaces(text)) > LONGEST_NAME:
        return Named(words[0])
    whole = strip_spaces(text)
    glued = GLUED.match(whole)
    if glued:
        return Named(glued.group("name"))
    head = re.match(r"[一-鿿]*", whole)
    long = head is not None and len(head.group()) > LONGEST_NAME and "·" not in whole
    return Named(whole, doubtful=long)


def is_broken_name(first: str, rest: str) -> bool:
    """Whether a name goes on in its cell's next line (乌兰其木｜格, 阿依古丽｜·买买提): no post, no number, and no whole name before it."""
    if not re.fullmatch(r"[·•]?[一-鿿]{1,8}", strip_spaces(rest)) or rest in SEXES or TITLE.search(rest):
        return False
    head = strip_spaces(first)
    return bool(re.fullmatch(r"[一-鿿]+[·•]?", head)) and len(head) != 2 and not TITLE.search(head)
