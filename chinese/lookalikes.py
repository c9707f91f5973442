"""Characters that a reader takes for one another, so that one odd stroke is not mistaken for another name."""

_SETS = (
    "己已巳", "末未", "0O〇○oQD", "1lI|丨", "日曰", "天夭", "干千于", "人入八", "土士", "大太犬", "王玉主", "甲申由田", "午牛",
    "刀力", "儿几", "毛手", "贝见", "师帅", "侯候", "戊戌戍", "析折", "治冶", "洒酒", "拔拨", "冒昌", "市巿", "园圆", "准淮",
    "住佳往", "撤撒", "徽微", "抢枪", "拴栓", "狠狼", "今令", "仓仑", "兔免", "赢羸", "泪汨", "孟盂", "盲肓", "亳毫", "茶荼",
    "晴睛", "刺剌", "处外", "乌鸟", "代伐", "壮状", "车东", "问间", "目且", "历厉", "庆厌", "元无", "自白", "木本", "晶品",
    "阳阴", "辽迁", "沈沉", "5S", "2Z", "8B", "6G", "贷货", "体休", "设没", "卫工", "口囗", "一—-–", "二=", "三≡", "十+",
    "心必", "米来", "名各", "友反", "水永", "免兑", "丁了", "子孑孒", "风凤", "斤斥", "少小", "办为", "技枝", "管营", "农衣",
    "坏环", "杨扬", "锋峰", "钢铜", "铁轶", "镇填", "营菅", "山由", "联职", "项顶", "标际", "试式", "申中", "推椎", "荐存", "函亟",
    "口日", "固周", "具县", "子自予",
    # surnames and characters of given names that few readers know, and what is read for them
    "佘余", "冼洗", "逄逢", "卞下", "刁习", "亓元", "睢雎", "郗郄", "祎袆", "彧或", "旻昊", "昱显", "晁晃", "汩泪", "沐沭", "诎拙", "弋戈",
    "仝全", "邬郐", "祁祈", "郏郑", "缪谬", "芮苪", "钭抖", "戢戬",
)  # fmt: skip

_GROUPS: dict[str, frozenset[int]] = {}
for _index, _group in enumerate(_SETS):
    for _char in _group:
        _GROUPS[_char] = _GROUPS.get(_char, frozenset()) | {_index}


def alike(a: str, b: str) -> bool:
    """Say whether two characters are the same or easily taken for one another."""
    return a == b or bool(_GROUPS.get(a, frozenset()) & _GROUPS.get(b, frozenset()))


def equal_but_lookalikes(a: str, b: str) -> bool:
    """Say whether two texts differ, and only in characters that are easily taken for one another."""
    return a != b and len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
