"""Korean word forms: particles that fit the word before them, and numbers and dates as people write them.

A sentence is first written with marked particles ("가게~을 ... 지역~이 VIP~이고"), then `fitted` chooses the form of each.
"""

import re

MARK = re.compile(r"(\S)~(이라는|이라도|이에요|이랑|이나|이야|이지|으로|을|이|은|과)")
BRACKETED = re.compile(r"\([^()]*\)$")  # a particle fits the word before a bracket: 차이(첫 달은 비움)를
WITHOUT_FINAL = {
    "을": "를",
    "이": "가",
    "은": "는",
    "과": "와",
    "으로": "로",
    "이나": "나",
    "이랑": "랑",
    "이라는": "라는",
    "이라도": "라도",
    "이에요": "예요",
    "이야": "야",
    "이지": "지",
}
NOUNS = frozenset(  # end as a verb before a noun does, and are none
    [
        "가구원",
        "개관",
        "갱신",
        "계산",
        "공연",
        "관측원",
        "기본",
        "논문",
        "단련",
        "돈",
        "레슨",
        "메인",
        "문",
        "물건",
        "박물관",
        "반환",
        "발견",
        "발전",
        "방문",
        "번호판",
        "보관",
        "상담원",
        "상연",
        "생산",
        "생선",
        "선원",
        "승선",
        "야간",
        "야근",
        "어선",
        "역무원",
        "연간",
        "오븐",
        "운전",
        "이용권",
        "인원",
        "입단",
        "입장권",
        "잔",
        "전문",
        "조리원",
        "조합원",
        "주문",
        "주차면",
        "중도매인",
        "중매인",
        "지원",
        "직원",
        "체크인",
        "촬영진",
        "충전",
        "타순",
        "통신",
        "펜션",
        "한",
        "행원",
        "회원",
        "회원권",
    ]
)
DIGITS = "영일이삼사오육칠팔구"
LETTERS = {"L": "ㄹ", "R": "ㄹ", "M": "ㅁ", "N": "ㄴ"}  # letter names that end in a consonant: 엘, 알, 엠, 엔
UNITS = {
    "%": "",
    "℃": "",
    "°C": "",
    "km": "",
    "cm": "",
    "mm": "",
    "m": "",
    "kWh": "",
    "MWh": "",
    "kW": "",
    "MW": "",
    "L": "",
    "ml": "",
    "mL": "",
    "kg": "ㅁ",
    "g": "ㅁ",
    "t": "ㄴ",
    "㎡": "",
    "m²": "",
    "㎍": "ㅁ",
    "ha": "",
    "Mbps": "",
    "GB": "",
    "mAh": "",
    "kcal": "",
    "hPa": "ㄹ",
    "m/s": "",
    "km/h": "",
    "㎍/㎥": "",
}  # what the spoken unit ends in: 킬로그램 has ㅁ, 킬로미터 nothing
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]


def final(word: str) -> str:
    """The final consonant (받침) of a word as it is spoken, "" where it ends in a vowel."""
    word = word.rstrip("'\")]’” ")
    unit = re.search(r"\d\s?([A-Za-z%℃°㎡㎍²/㎥]+)$", word)
    if unit and unit[1] in UNITS:
        return UNITS[unit[1]]
    last = word[-1]
    if "가" <= last <= "힣":
        return FINALS[(ord(last) - ord("가")) % 28]
    if last.isdigit():
        return final_of_number(re.search(r"[\d.,]+$", word)[0])
    if last.isascii() and last.isalpha():
        return LETTERS.get(last.upper(), "")
    return UNITS.get(last, "")


def final_of_number(number: str) -> str:
    """The final consonant of a number read aloud: 10 is 십, 3 is 삼, 0.5 is 영 점 오."""
    number = number.replace(",", "")
    zeros = len(number) - len(number.rstrip("0"))
    if zeros and number.strip("0") and "." not in number:
        return "ㄱ" if zeros == 2 else "ㅂ" if zeros == 1 else "ㄱ" if zeros >= 8 else "ㄴ"  # 백, 십, 억, 천과 만
    return final(DIGITS[int(number[-1])])


def adnominal(phrase: str) -> bool:
    """Whether a phrase ends as verbs do before a noun: 수원에 있는, 카드로 결제된; not 영업팀 소속."""
    return final(phrase) == "ㄴ"


def clausal(noun: str) -> bool:
    """Whether a noun of several words begins with a verb: 사는 곳, 태운 열량; not 직원 수."""
    return any(adnominal(word) and word not in NOUNS for word in noun.split()[:-1])


def particle(word: str, form: str) -> str:
    """The particle that fits `word`; `form` is the one after a consonant: 을, 이, 은, 과, 으로, 이나, 이랑, 이라는."""
    end = final(word)
    if not end or (form == "으로" and end == "ㄹ"):
        return WITHOUT_FINAL[form]
    return form


def fitted(text: str) -> str:
    """`text` with every marked particle in the form that fits the word before it."""
    while match := MARK.search(text):
        before = text[: match.end(1)]
        text = before + particle(BRACKETED.sub("", before), match[2]) + text[match.end() :]
    return text


def hangul(number: int) -> str:
    """A whole number in words: 35000 is 삼만 오천."""
    if number == 0:
        return "영"
    groups = []
    for name in ("", "만", "억"):
        number, rest = divmod(number, 10_000)
        if rest:
            groups.insert(0, ("" if rest == 1 and name == "만" else four_digits(rest)) + name)
    return " ".join(groups)


def four_digits(number: int) -> str:
    """A number below 10,000 in words: 1500 is 천오백."""
    words = ""
    for place, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("" if digit == 1 and name else DIGITS[digit]) + name
    return words


def in_man(number: int) -> str:
    """A number counted in 만 and 억: 35000 is 3만 5,000, 120000000 is 1억 2,000만."""
    man, rest = divmod(number, 10_000)
    eok, man = divmod(man, 10_000)
    parts = [f"{eok}억"] * bool(eok) + [f"{man:,}만"] * bool(man) + [f"{rest:,}"] * bool(rest)
    return " ".join(parts)


def native(number: int) -> str:
    """One to ten as they stand before a counter: 3 is 세."""
    return ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"][number]


def spoken_date(iso: str) -> str:
    """2025-03-05 is 2025년 3월 5일, 2025-03 is 2025년 3월, 2025 is 2025년."""
    return " ".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "년월일"))
