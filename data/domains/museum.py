"""박물관: museums, the relics they keep and the loans of relics to other houses."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-05-18"
KINDS = {  # what a thing is made of, and its height in cm
    "항아리": (["도자기", "토기"], (18, 55)),
    "접시": (["도자기", "금속"], (4, 8)),
    "병": (["도자기", "토기", "금속"], (18, 40)),
    "주전자": (["도자기", "금속"], (14, 30)),
    "함": (["목재", "목재", "금속"], (10, 32)),
    "잔": (["도자기", "토기", "금속"], (5, 12)),
    "향로": (["금속", "도자기", "석재"], (12, 62)),
    "베개": (["도자기", "목재"], (8, 14)),
    "대접": (["도자기", "금속"], (6, 10)),
    "합": (["도자기", "금속"], (6, 18)),
    "벼루": (["석재"], (4, 9)),
    "등잔": (["토기", "도자기", "금속"], (5, 22)),
}
HOME = {"경주": ["신라", "통일신라"], "공주": ["백제"], "부여": ["백제"], "김해": ["가야"]}
DAYS = {"특별전": (60, 180), "순회전": (90, 240), "학술 연구": (14, 60), "보존 처리": (60, 240), "촬영": (7, 14)}


def settle(tables: dict, rng) -> None:
    """A relic's kind and era set material and height; it is lent once acquired, to one house at a time."""
    for relic in tables["relic"]:
        if relic["museum_id"] > 32:  # two that only borrow
            relic["museum_id"] = rng.randint(1, 32)
        museum = tables["museum"][relic["museum_id"] - 1]
        materials, height = KINDS[relic["name"].split()[-1]]
        if rng.random() < 0.45:
            relic["era"] = rng.choice(HOME.get(museum["region"], ["조선", "고려"]))
        if relic["era"] not in ("조선", "고려"):  # neither porcelain nor wood has come down from them
            materials = [each for each in materials if each not in ("도자기", "목재")] or ["토기"]
        relic["material"] = materials[0] if rng.random() < 0.4 else rng.choice(materials)
        relic["height"] = round(rng.uniform(*height) * 2) / 2
        if relic["acquired"] and relic["acquired"] < museum["opened"]:
            relic["acquired"] = moved(museum["opened"], rng.randint(0, 600))
        loans = [loan for loan in tables["loan"] if loan["relic_id"] == relic["id"]]
        lend(relic, loans, rng)


def lend(relic: dict, loans: list, rng) -> None:
    """Each loan of a relic in a stretch of time of its own; the last may still run."""
    if not loans:
        return
    first = max(relic["acquired"] or "", "2023-06-01")
    stretch = (day.fromisoformat(TODAY) - day.fromisoformat(first)).days // len(loans)
    if stretch < 100:  # so many loans since then: it must have been there before
        relic["acquired"], stretch = moved("2023-05-31", -rng.randint(0, 180)), 1080 // len(loans)
        first = "2023-06-01"
    value = max(round(140 * rng.random() ** 2), 2)
    for place, loan in enumerate(loans):
        last = place == len(loans) - 1
        loan["days"] = round(rng.uniform(*DAYS[loan["purpose"]]))
        loan["days"] = loan["days"] if last else min(loan["days"], stretch - 10)
        latest = stretch - 3 if last else stretch - loan["days"]
        loan["lent"] = moved(first, place * stretch + rng.randint(2, max(latest, 3)))
        loan["insured"] = max(round(value * rng.uniform(0.9, 1.1)), 1) * 5_000_000


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("museum", "박물관", "museum", today=TODAY, settle=settle, never=(
    ("a relic acquired before its museum opened",
     "SELECT * FROM relic JOIN museum ON relic.museum_id = museum.id WHERE relic.acquired < museum.opened"),
    ("a loan before the relic was acquired",
     "SELECT * FROM loan JOIN relic ON loan.relic_id = relic.id WHERE loan.lent < relic.acquired"),
    ("a relic lent twice at a time",
     "SELECT * FROM loan AS a JOIN loan AS b ON a.relic_id = b.relic_id AND a.id <> b.id"
     " WHERE a.lent <= b.lent AND date(a.lent, '+' || a.days || ' days') > b.lent"),
    ("porcelain or wood of the early kingdoms",
     "SELECT * FROM relic WHERE material IN ('도자기', '목재') AND era NOT IN ('고려', '조선')"),
    ("an inkstone of wood, a chest of stone",
     "SELECT * FROM relic WHERE name LIKE '%벼루' AND material <> '석재' OR name LIKE '%함' AND material = '석재'"),
    ("a dish as tall as a jar", "SELECT * FROM relic WHERE name LIKE '%접시' AND height > 10"),
    ("photographs that take months", "SELECT * FROM loan WHERE purpose = '촬영' AND days > 30"),
    ("a loan in the future", "SELECT * FROM loan WHERE lent > '2026-05-18'"),
), tables=[
    Table("museum", "박물관", "museum", "곳", 34, [
        key(),
        name("name", "이름", "name", [["한울", "옛터", "가람", "다온", "미르", "솔내"],
                                      ["역사관", "민속관", "문화재관", "유물관", "향토관", "생활사관"]],
             also=("박물관명",), tests=("기관명",)),
        category("region", "지역", "region", ["서울", "경주", "공주", "부여", "전주", "김해"], bare=True, said="{}에 있는",
                 also=("도시",), tests=("소재지",), wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "경주": ("경주시",), "전주": ("전주시",), "공주": ("공주시",)}),
        measure("fee", "관람료", "admission fee", "원", 500, 12000, 500, null=0.1,
                also=("입장료",), tests=("입장 요금",), big="입장료 비싼", small="입장료 싼", absent="관람료가 적혀 있지 않은"),
        measure("visitors", "연간 관람객 수", "number of visitors per year", "명", 12000, 940000, 1000, more="많은", total=True,
                also=("연간 방문객 수", "한 해 관람객 수"), tests=("연간 입장객 수",), big="관람객 많은", small="관람객 적은"),
        date("opened", "개관일", "opening date", "1985-04-01", "2023-10-20",
             also=("문 연 날",), tests=("개관 날짜",), verb=("문을 연", "문을 열었")),
    ], also=("전시관",), tests=("뮤지엄",)),
    Table("relic", "유물", "relic", "점", 160, [
        key(),
        ref("museum_id", "museum", "박물관 번호", "museum number", said="{}~이 소장한",
            has="유물을 소장한", lacks="유물이 한 점도 없는"),
        name("name", "명칭", "name", [["모란무늬", "구름무늬", "연꽃무늬", "학무늬", "포도무늬", "국화무늬", "물결무늬", "당초무늬",
                                       "봉황무늬", "용무늬", "거북무늬", "물고기무늬", "나비무늬", "매화무늬"], list(KINDS)],
             also=("유물명",), tests=("유물 이름",)),
        category("era", "시대", "era", ["조선", "고려", "통일신라", "백제", "가야", "신라"], bare=True,
                 also=("제작 시대", "제작 시기"), tests=("만든 시대",),
                 value_names={"조선": ("조선시대",), "고려": ("고려시대",), "백제": ("백제시대",), "가야": ("가야시대",)}),
        category("material", "재질", "material", ["도자기", "금속", "토기", "목재", "석재"], bare=True,
                 also=("재료",), tests=("소재",), value_names={"목재": ("나무",), "석재": ("돌",)}),
        measure("height", "높이", "height", "cm", 4.0, 62.0, 0.5,
                tests=("세로 길이",), big="큰", small="작은"),
        date("acquired", "수집일", "acquisition date", "2001-01-08", "2026-04-30", null=0.1,
             also=("수집 날짜", "들여온 날"), tests=("입수일",), verb=("들여온", "들여왔"), absent="수집일이 적혀 있지 않은"),
    ], also=("소장품",), tests=("소장 유물",)),
    Table("loan", "대여 기록", "loan", "건", 200, [
        key(),
        ref("relic_id", "relic", "유물 번호", "relic number", said="{}~을 빌려준",
            has="대여된 적이 있는", lacks="한 번도 대여되지 않은"),
        category("purpose", "목적", "purpose", list(DAYS), said="{}~을 위한",
                 also=("대여 목적",), tests=("반출 사유",),
                 value_names={"특별전": ("특별 전시",), "순회전": ("순회 전시",), "학술 연구": ("연구",)}),
        measure("insured", "보험 가액", "insured value", "원", 5000000, 900000000, 5000000, more="큰", total=True,
                also=("보험 금액", "보험액"), tests=("보험 가입 금액",)),
        measure("days", "기간", "loan duration", "일", 7, 240, more="긴", total=True,
                also=("대여 기간",), tests=("나가 있는 기간",), big="오래 빌려준", small="짧게 빌려준", wh="며칠"),
        date("lent", "반출일", "loan date", "2023-06-01", "2026-05-15",
             also=("대여일", "나간 날"), tests=("대여한 날",), verb=("나간", "나갔")),
    ], also=("대여",), tests=("대여 건",)),
])
