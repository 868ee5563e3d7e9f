"""How questions begin, list things and end, in four voices: polite, plain, telegraphic and spoken."""

import random

VOICES = {"polite": 40, "plain": 20, "telegraphic": 14, "spoken": 26}

# What follows the thing asked for. "do" takes an object, "be" asks what it is, "much" how much it is.
ENDINGS = {
    "polite": {
        "do": [
            "~을 알려 주세요.",
            "~을 보여 주세요.",
            "~을 조회해 주시겠어요?",
            "~을 확인하고 싶습니다.",
            "~을 알 수 있을까요?",
            "~을 부탁드립니다.",
            "~을 뽑아 주실 수 있나요?",
            "~을 정리해 주시기 바랍니다.",
            "~을 찾고 있습니다.",
            "~을 알고 싶어요.",
            "~을 찾아 주십시오.",
            "~을 보여 주실래요?",
            "~을 조회해 주십시오.",
            "~을 알려 주시면 좋겠습니다.",
            "~을 볼 수 있을까요?",
            "~을 확인해 주시겠습니까?",
            "~을 좀 알려 주시겠어요?",
            "~을 조회하려고 합니다.",
            "~을 확인 부탁드려요.",
        ],
        "be": [
            "~은 무엇인가요?",
            "~이 궁금합니다.",
            "~은 어떻게 되나요?",
            "~이 무엇인지 알려 주세요.",
            "~이 궁금해요.",
            "~은 무엇입니까?",
        ],
        "much": [
            "~은 얼마인가요?",
            "~은 얼마입니까?",
            "~은 얼마나 되나요?",
            "~이 얼마인지 알려 주세요.",
            "~이 궁금합니다.",
            "~은 어떻게 되나요?",
        ],
    },
    "plain": {
        "do": [
            "~을 조회하시오.",
            "~을 나열하시오.",
            "~을 출력하라.",
            "~을 보여라.",
            "~을 찾으시오.",
            "~을 제시하라.",
            "~을 알고자 한다.",
            "~을 조회한다.",
            "~을 검색하라.",
            "~을 확인하려고 한다.",
            "~을 표시하시오.",
            "~을 알려 달라.",
        ],
        "be": ["~은 무엇인가?", "~은 어떻게 되는가?", "~이 무엇인지 조회하라.", "~이 궁금하다."],
        "much": ["~은 얼마인가?", "~을 구하라.", "~을 구하시오.", "~을 계산하라.", "~은 얼마나 되는가?", "~을 산출하시오."],
    },
    "telegraphic": {
        "do": ["", " 조회", " 목록", " 확인", " 출력", " 리스트", " 요청", " 검색", " 추출", " 조회 바람", " 정리"],
        "be": ["", " 조회", " 확인", " 요청", "?"],
        "much": ["", " 조회", " 계산", " 확인", " 산출", "?"],
    },
    "spoken": {
        "do": [
            " 좀 알려 줄래?",
            " 좀 보여 줘",
            " 보고 싶은데",
            " 좀 뽑아 봐",
            " 알 수 있어?",
            " 좀 찾아봐",
            " 알려 줘",
            " 좀 찾아 줄래?",
            " 보여 줄 수 있어?",
            " 정리해 줘 봐",
            " 좀 확인해 줘",
            " 궁금한데 알려 줘",
            " 다 불러와 봐",
            " 좀 골라 줘",
        ],
        "be": [" 뭐야?", "~이 뭐지?", " 뭐였더라?", "~이 어떻게 돼?", "~이 궁금해", " 뭐예요?", " 뭔지 알아?"],
        "much": [
            " 얼마야?",
            "~이 얼마지?",
            " 얼마나 돼?",
            "~이 얼만지 알려 줘",
            " 얼마예요?",
            "~이 궁금해",
            " 얼만지 궁금한데",
        ],
    },
}
COUNTS = {
    "polite": [
        "~은 모두 몇 {c}인가요?",
        "~은 몇 {c}입니까?",
        "~은 몇 {c}~이나 되나요?",
        "~은 총 몇 {c} 있나요?",
        "~이 몇 {c}인지 알려 주세요.",
        "~이 모두 몇 {c}인지 궁금합니다.",
        "의 수를 알고 싶습니다.",
        "의 수는 얼마인가요?",
    ],
    "plain": [
        "~은 모두 몇 {c}인가?",
        "~은 몇 {c}인지 구하라.",
        "의 수를 구하시오.",
        "의 개수를 세어라.",
        "~은 몇 {c}~이나 되는가?",
        "의 수를 조회하라.",
    ],
    "telegraphic": [" 수", " 총 개수", " 수 집계", " 개수 조회", " 몇 {c}?", " 수 확인"],
    "spoken": [
        " 몇 {c}~이야?",
        " 다 해서 몇 {c}~이지?",
        "~이 몇 {c} 있어?",
        " 몇 {c}인지 좀 세어 줘",
        " 총 몇 {c}~이에요?",
        "~이 몇 {c}~이나 돼?",
    ],
}
POSTPOSED = {  # the condition after the question, as people add it: 가게 이름을 알려 주세요. 지역이 마포구인 곳만요.
    "polite": ["{it}만요.", "{it}만 부탁해요.", "{it}에 한해서요.", "{it}만 해당합니다."],
    "plain": ["{it}만 해당한다.", "{it}에 한한다.", "{it}만 포함한다."],
    "telegraphic": ["{it}만", "{it} 한정"],
    "spoken": ["{it}만", "{it}들로만", "{it}만 있으면 돼", "{it}만 골라서"],
}
UNFIT_VERBS = {"rows": [], "one": ["나열", "불러", "목록", "리스트"], "figure": ["나열", "골라", "뽑", "찾", "불러", "추출"]}
OPENERS = ["List", "Show", "Find", "Give", "Return"]


def listed(parts: list, voice: str, rng: random.Random) -> str:
    """Two or three nouns in one phrase: 이름과 지역, 이름하고 지역, 이름, 지역, 평점."""
    if len(parts) == 1:
        return parts[0]
    if len(parts) > 2:
        return ", ".join(parts)
    links = {
        "polite": ["~과 ", "~과 ", ", ", " 및 "],
        "plain": ["~과 ", " 및 "],
        "telegraphic": [", ", "/"],
        "spoken": ["~이랑 ", "하고 ", "~과 "],
    }
    return rng.choice(links[voice]).join(parts)


def listed_english(parts: list) -> str:
    """Nouns in one English phrase: a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def closed(thing: str, kind: str, voice: str, rng: random.Random, of: str = "rows") -> str:
    """`thing` with an ending of its voice.

    Args:
        kind: do, be or much ("be" may ask as "do" does).
        of: rows, one (row) or a figure: a figure is not picked out, one row is not listed.
    """
    if kind == "be" and rng.random() < 0.65:
        kind = "do"
    return thing + rng.choice([ending for ending in ENDINGS[voice][kind] if not any(verb in ending for verb in UNFIT_VERBS[of])])


def counted(rows: str, counter: str, voice: str, rng: random.Random) -> str:
    """How many: 지역이 마포구인 가게는 몇 곳인가요?"""
    return rows + rng.choice(COUNTS[voice]).format(c=counter)
