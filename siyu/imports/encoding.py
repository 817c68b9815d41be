"""Which encoding a text is in: marks first, then strict UTF-8, then what Chinese text looks like."""

import codecs

# Characters that fill any Chinese table; a wrong decoding scatters over rarer ones.
_FREQUENT = frozenset(
    "的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "訂單號會員編號手機電話姓名地址門店商品數量單價金額時間日期狀態備註這個國來說們為時過對後麼發無開動長東車書馬"
    "订单号会员编号手机电话姓名地址门店商品数量单价金额时间日期状态备注类型渠道计划花费展现点击客户省市区县街路元件年月男女张王李赵陈刘杨黄周吴北上海广州深圳京品名标签邮箱生"
)


UTF8_SHARE_MIN = 0.9


def detect_encoding(sample: bytes) -> str:
    """A codec name for the text that begins with ``sample``."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if sample.startswith(mark):
            return name
    if sample.isascii() and b"\0" not in sample:
        return "utf-8"
    if name := _utf16_without_mark(sample):
        return name
    if _fits(sample, "utf-8"):
        return "utf-8"
    if _utf8_share(sample) > UTF8_SHARE_MIN:  # a stray byte in UTF-8 is dirt, not an encoding
        return "utf-8"
    chinese = max((_chinese_score(sample, name), name) for name in ("gb18030", "big5"))
    if chinese[0] > 0.5:
        return chinese[1]
    # Brought in where nothing else has told: it is read of few files, and weighs on every start.
    from charset_normalizer import from_bytes

    guess = from_bytes(sample[:65536], cp_exclusion=["utf_7", "cp037", "cp500", "cp1026"]).best()
    if guess is not None and guess.encoding not in ("utf_8", "ascii") and not _western(sample):
        return guess.encoding.replace("_", "-")
    return "cp1252"


def _utf16_without_mark(sample: bytes) -> str:
    head = sample[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.05 else ""


def _fits(sample: bytes, name: str) -> bool:
    try:
        # A sample may end inside a character.
        codecs.getincrementaldecoder(name)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_share(sample: bytes) -> float:
    """Share of the non-ASCII bytes that are good UTF-8."""
    high = sum(byte > 0x7F for byte in sample)
    good = sum(len(char.encode()) for char in sample.decode("utf-8", "ignore") if char > "\x7f")
    return good / high if high else 1.0


def _chinese_score(sample: bytes, name: str) -> float:
    """Share of the non-ASCII characters that are frequent Chinese ones, or its punctuation."""
    text = codecs.getincrementaldecoder(name)("replace").decode(sample)
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    # A Latin letter with an accent, read as Chinese, swallows the ASCII letter behind it.
    swallowed = sum(
        1
        for char in foreign
        if (raw := char.encode(name, "ignore"))[-1:].isalpha() and len(raw) == 2
    )
    if name == "gb18030" and swallowed > len(foreign) * 0.3:
        return 0.0
    frequent = sum(1 for char in foreign if char in _FREQUENT)
    common = sum(1 for char in foreign if _level_one(char, name))
    broken = foreign.count("\ufffd")
    return (0.6 * common + 0.4 * frequent * 2 - 2 * broken) / len(foreign)


def _level_one(char: str, name: str) -> bool:
    """In the half of the character set that its makers called frequent, or punctuation."""
    raw = char.encode(name, "ignore")
    if len(raw) != 2:
        return False
    if name == "big5":
        return 0xA1 <= raw[0] <= 0xC6
    return (0xB0 <= raw[0] <= 0xD7 or 0xA1 <= raw[0] <= 0xA3) and raw[1] >= 0xA1


def _western(sample: bytes) -> bool:
    """Accents stand alone between ASCII letters."""
    high = [i for i, byte in enumerate(sample[:65536]) if byte > 0x7F]
    alone = sum(1 for i in high if sample[i - 1 : i].isascii() and sample[i + 1 : i + 2].isascii())
    return alone > len(high) * 0.8
