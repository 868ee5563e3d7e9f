"""How questions begin, list things and end, in four voices: polite, plain, telegraphic and spoken."""

import random
import re

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
            "~은 {w}인가요?",
            "~은 {w}인가요?",
            "~이 {w}인지 알려 주세요.",
            "~이 {w}인지 궁금합니다.",
            "~은 {w}~이에요?",
            "~은 {w}입니까?",
        ],
        "how": ["~이 궁금합니다.", "~은 어떻게 되나요?", "~이 궁금해요.", "~은 어떻게 됩니까?"],
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
        "be": ["~은 {w}인가?", "~이 {w}인지 조회하라.", "~이 {w}인지 알고자 한다."],
        "how": ["~은 어떻게 되는가?", "~이 어떻게 되는지 조회하라.", "~이 궁금하다."],
        "much": ["~은 얼마인가?", "~을 구하라.", "~을 구하시오.", "~을 계산하라.", "~은 얼마나 되는가?", "~을 산출하시오."],
    },
    "telegraphic": {
        "do": ["", " 조회", " 목록", " 확인", " 출력", " 리스트", " 요청", " 검색", " 추출", " 조회 바람", " 정리"],
        "be": ["", " 조회", " 확인", " 요청", "?"],
        "how": ["", " 조회", " 확인", " 요청", "?"],
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
            " 정리해 줘",
            " 좀 확인해 줘",
            " 궁금한데 알려 줘",
            " 다 불러와 봐",
            " 좀 골라 줘",
        ],
        "be": [" {w}~이야?", "~이 {w}~이지?", " {w}~이야", "~이 {w}~이에요?", " {w}인지 알아?", " {w}인지 알려 줘"],
        "how": ["~이 어떻게 돼?", "~이 궁금해", " 어떻게 되는지 알려 줘"],
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
        "~은 총 몇 {c}~이에요?",
        "~이 몇 {c} 있나요?",
        "~이 몇 {c}인지 알려 주세요.",
        "~이 모두 몇 {c}인지 궁금합니다.",
        " 수를 알고 싶습니다.",
        " 수를 알려 주세요.",
    ],
    "plain": [
        "~은 모두 몇 {c}인가?",
        "~이 몇 {c}인지 구하라.",
        "의 수를 구하시오.",
        "~은 몇 {c}~이나 되는가?",
        "의 수를 조회하라.",
    ],
    "telegraphic": [" 수", " 총 몇 {c}?", " 수 집계", " 몇 {c}?", " 수 확인"],
    "spoken": [
        " 몇 {c}~이야?",
        " 다 해서 몇 {c}~이지?",
        "~이 몇 {c} 있어?",
        " 몇 {c}인지 좀 세어 줘",
        " 총 몇 {c}~이에요?",
        "~이 몇 {c}~이나 돼?",
        " 몇 {c}?",
    ],
}
WHICH = {  # asks which rows: {w} is 누구, 어디 or 무엇
    "polite": [
        "~을 알려 주세요.",
        "~을 보여 주세요.",
        "~을 모두 찾아 주세요.",
        "~이 {w}인지 알려 주세요.",
        "~은 {w}인가요?",
        "~이 궁금합니다.",
        "~을 뽑아 주실 수 있나요?",
        "~을 확인하고 싶습니다.",
    ],
    "plain": ["~을 조회하시오.", "~을 모두 찾아라.", "~을 나열하시오.", "~은 {w}인가?", "~을 찾으시오."],
    "telegraphic": ["", " 목록", " 조회", " 리스트", " 찾기", " 명단"],
    "spoken": [" 좀 찾아 줘", " 다 보여 줘", " {w}~이야?", " 있어?", " 알려 줘", " 뽑아 줘", "~이 {w}~이지?", " 좀 보여 줄래?"],
}
AMONG = {
    "polite": ["에는 어떤 것이 있나요?", "에는 뭐가 있나요?"],
    "plain": ["에는 무엇이 있는가?"],
    "telegraphic": [""],
    "spoken": [" 뭐 있어?", " 뭐뭐 있어?"],
}
TOGETHER = re.compile(r"(알려|보여|찾아|뽑아|세어|골라|[가-힣]해) (주|줘|줄)")  # 알려 주세요 and 알려주세요 are both right
REASONS = {
    "polite": [
        "보고서에 넣으려고요.",
        "회의 자료에 쓰려고요.",
        "확인할 게 있어서요.",
        "표로 정리하는 중이거든요.",
        "오늘 중으로 필요해서요.",
    ],
    "spoken": ["회의 때 쓰게", "보고서 쓰는 중이거든", "정리해 두게", "확인할 게 있어서", "지금 급해서"],
}
MEAN = {  # asks for an average by a word for its unit: {w} is 얼마, 몇 살, 몇 시간
    "polite": ["~은 평균 {w}인가요?", "~은 평균 {w}~이에요?", "~이 평균 {w}인지 알려 주세요."],
    "plain": ["~은 평균 {w}인가?", "~이 평균 {w}인지 구하라."],
    "telegraphic": [" 평균 {w}?"],
    "spoken": [" 평균 {w}~이야?", "~은 평균 {w}~이지?"],
}
POSTPOSED = {  # the condition after the question, as people add it: 가게 이름을 알려 주세요. 지역이 마포구인 곳만요.
    "polite": ["{it}만요.", "{it}만 부탁해요.", "{it}에 한해서요.", "{it}만 해당합니다."],
    "plain": ["{it}만 해당한다.", "{it}에 한한다.", "{it}만 포함한다."],
    "telegraphic": ["{it}만", "{it} 한정"],
    "spoken": ["{it}만", "{it}들로만", "{it}만 있으면 돼", "{it}만 골라서"],
}
UNFIT_VERBS = {
    "rows": [],
    "one": ["나열", "불러", "목록", "리스트", "정리", "다 ", "골라", "뽑"],
    "figure": ["나열", "골라", "뽑", "찾", "불러", "추출"],
    "picked": ["나열", "골라", "뽑", "찾", "불러", "추출", "알 수", "알고", "궁금", "볼 수", "보고", "확인", "부탁"],
}
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


def together(rows: str, noun: str, voice: str) -> str:
    """Rows and what is to be told of them: 제일 비싼 매물이랑 그 가격."""
    whose = "" if noun.startswith("그 ") else "그 "
    return f"{rows}{'~이랑' if voice == 'spoken' else '~과'} {whose}{noun}"


def listed_english(parts: list) -> str:
    """Nouns in one English phrase: a, b and c."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def closed(thing: str, kind: str, voice: str, rng: random.Random, of: str = "rows", wh: str = "") -> str:
    """`thing` with an ending of its voice.

    Args:
        kind: do, be, how or much; all but much may ask as "do" does.
        of: rows, one (row), a figure, or what is told of rows picked before: a figure is not picked out, one row is not listed.
        wh: the word that asks for a "be": 언제, 누구, 몇 살.
    """
    if kind in ("be", "how") and rng.random() < 0.5:
        kind = "do"
    ending = rng.choice([ending for ending in ENDINGS[voice][kind] if not any(verb in ending for verb in UNFIT_VERBS[of])])
    return thing + asking(ending, wh, voice)


def asking(ending: str, wh: str, voice: str) -> str:
    """An ending with its wh-word: 무엇 is 뭐 in speech."""
    short = wh == "무엇" and (voice == "spoken" or "~이에요" in ending)
    return ending.replace("{w}", "뭐" if short else wh).replace("뭐인지", "뭔지")


def asked(thing: str, wh: str, voice: str, rng: random.Random) -> str:
    """A question that never leaves out its wh-word: ... 사이는 평균 며칠인가요?"""
    return thing + asking(rng.choice([ending for ending in ENDINGS[voice]["be"] if "{w}" in ending] or [" {w}?"]), wh, voice)


def which(rows: str, wh: str, voice: str, rng: random.Random, one: bool, people: bool) -> str:
    """Which rows, or which one: 수원에 있는 매매상사는 어디인가요? 제일 비싼 차 뭐야?"""
    if wh == "무엇" and not one and not rows.endswith(("세대", "집", "가구")) and rng.random() < 0.3:
        return rows + rng.choice(AMONG[voice])
    endings = [ending for ending in WHICH[voice] if people or "명단" not in ending]
    if one:
        endings = [
            ending
            for ending in endings
            if not any(word in ending for word in ("모두", "다 ", "나열", "목록", "리스트", "명단", " 있어"))
        ]
        endings += [ending for ending in ENDINGS[voice]["be"] if ending]
    elif wh == "무엇":
        endings = [ending for ending in endings if "{w}" not in ending]
    return rows + asking(rng.choice(endings), wh, voice)


def mean(rows: str, wh: str, voice: str, rng: random.Random) -> str:
    """An average without its noun: 수원 매물은 평균 얼마야?"""
    return rows + asking(rng.choice(MEAN[voice]), wh, voice)


def as_typed(question: str, voice: str, rng: random.Random) -> str:
    """The question as people type it: 알려주세요 in one word, 몇명 now and then, a 혹시 before it or a reason after it."""
    if rng.random() < 0.45:
        question = TOGETHER.sub(r"\1\2", question)
    if voice in ("spoken", "telegraphic") and rng.random() < 0.08:
        question = question.replace(" 몇 ", " 몇").replace(" 수 있어", "수 있어")
    if voice in ("polite", "spoken") and question.endswith("?") and rng.random() < 0.05:
        return f"혹시 {question}"
    if voice in REASONS and rng.random() < 0.07:
        return question + (" " if question[-1] in ".?!" else ", ") + rng.choice(REASONS[voice])
    return question


def counted(rows: str, counter: str, voice: str, rng: random.Random) -> str:
    """How many: 지역이 마포구인 가게는 몇 곳인가요?"""
    ending = rng.choice(COUNTS[voice]).format(c=counter)
    return rows + (ending.lstrip() if rows.endswith(" 건") and ending.startswith(" 수") else ending)
