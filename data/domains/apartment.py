"""아파트 관리비: housing complexes, their households and the monthly bills."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-03-20"
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)][3:27]
AREAS = [39.5, 49.0, 59.0, 59.5, 60.0, 74.5, 84.0, 84.5, 85.0, 85.0, 101.5, 114.0, 134.0]  # what was built in series


def settle(tables: dict, rng) -> None:
    """Heating fits the year of building, people fit the floor area, and a bill its home, its month and the weather."""
    for block in tables["complex"]:
        if block["heating"] == "중앙난방":  # no longer built since
            block["built"] = f"{rng.randint(1991, 1998)}" + block["built"][4:]
    for home in tables["home"]:
        home["area"] = rng.choice(AREAS)
        if home["people"] is not None:
            most = 2 if home["area"] < 50 else 4 if home["area"] < 80 else 6
            home["people"] = rng.randint(1 if most < 6 else 2, most)
    blocks = {block["id"]: block for block in tables["complex"]}
    homes, had = {home["id"]: home for home in tables["home"]}, set()
    for bill in sorted(tables["bill"], key=lambda bill: bill["paid"] is None):
        home = homes[bill["home_id"]]
        late = bill["paid"] is None or home["id"] % 16 == 1  # some have not paid for months
        free = [month for month in MONTHS[-5 if late else 0:] if (home["id"], month) not in had]
        month = rng.choice(free or MONTHS[-12:-5])
        had.add((home["id"], month))
        billed(bill, home, blocks[home["complex_id"]], month, rng)
        paid(bill, late and month >= MONTHS[-5], rng)
    exact(tables["bill"], "amount", 200000, 300000, 400000)
    exact(tables["bill"], "power", 500)


def billed(bill: dict, home: dict, block: dict, month: str, rng) -> None:
    """A bill of that month: every complex has its day, summers need power and winters heating."""
    bill["billed"] = f"{month}-{8 + block['id'] % 7:02}"
    used = 90 + 45 * (home["people"] or 2) + rng.randint(0, 160) + (110 if month[5:] in ("08", "09") else 0)
    bill["power"] = used // 5 * 5
    warm = 900 if month[5:] in ("01", "02", "03", "12") and block["heating"] != "개별난방" else 0
    bill["amount"] = int(home["area"] * (1800 + warm) + bill["power"] * 200 + rng.randint(0, 12) * 1000) // 1000 * 1000


def paid(bill: dict, open_: bool, rng) -> None:
    """When a bill was paid, and how; counters are closed at weekends."""
    if open_:
        bill["paid"] = None
        bill["method"] = rng.choice([None, None, None, bill["method"]])
        return
    bill["method"] = bill["method"] or "자동이체"
    when = day.fromisoformat(bill["billed"]) + timedelta(rng.choice([0, 1, 2, 3, 4, 5, 7, 9, 12, 15]))
    when = min(when, day.fromisoformat(TODAY))
    if bill["method"] in ("창구", "자동이체") and when.weekday() > 4:
        when += timedelta(7 - when.weekday()) if when.isoformat() < "2026-03-14" else timedelta(-when.weekday() + 4)
    bill["paid"] = max(bill["billed"], when.isoformat())
    if bill["method"] == "창구" and day.fromisoformat(bill["paid"]).weekday() > 4:
        bill["method"] = "카드"


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("apartment", "아파트 관리비", "apartment bills", today=TODAY, settle=settle, never=(
    ("two bills of a home in one month",
     "SELECT home_id FROM bill GROUP BY home_id, strftime('%Y-%m', billed) HAVING COUNT(*) > 1"),
    ("a payment before the bill or after today", f"SELECT id FROM bill WHERE paid < billed OR paid > '{TODAY}'"),
    ("a bill unpaid for more than half a year", "SELECT id FROM bill WHERE paid IS NULL AND billed < '2025-09-20'"),
    ("a paid bill without a method", "SELECT id FROM bill WHERE paid IS NOT NULL AND method IS NULL"),
    ("a counter open at the weekend", "SELECT id FROM bill WHERE method = '창구' AND strftime('%w', paid) IN ('0', '6')"),
    ("a new complex with central heating", "SELECT id FROM complex WHERE heating = '중앙난방' AND built >= '2000-01-01'"),
    ("three people on 40 square metres", "SELECT id FROM home WHERE area < 45 AND people > 2"),
), tables=[
    Table("complex", "단지", "apartment complex", "곳", 32, [
        key(),
        name("name", "이름", "name", [["푸른", "한빛", "은하수", "장미", "무지개", "늘봄", "햇살", "별빛"],
                                    ["마을", "타운", "파크", "빌리지", "하이츠"]], also=("단지명",), tests=("아파트 이름",)),
        category("region", "지역", "region", ["분당구", "영통구", "덕양구", "만안구", "수지구"], also=("구",), tests=("동네",),
                 bare=True, said="{}에 있는", wh="어디",
                 value_names={"분당구": ("분당",), "영통구": ("영통",), "덕양구": ("덕양",), "만안구": ("만안",), "수지구": ("수지",)}),
        category("heating", "난방 방식", "heating type", ["지역난방", "개별난방", "중앙난방"], also=("난방", "난방 종류"), tests=("난방 방법",),
                 bare=True),
        measure("parking", "주차 대수", "number of parking spaces", "대", 120, 2600, 10, more="많은", total=True,
                also=("주차 가능 대수",), tests=("주차 수용 대수",), big="주차장 큰", small="주차장 작은"),
        date("built", "준공일", "completion date", "1991-05-01", "2022-11-30", also=("준공 날짜", "완공일"), tests=("지은 날",),
             verb=("지은", "지었")),
    ], also=("아파트 단지",), tests=("아파트",)),
    Table("home", "세대", "household", "세대", 90, [
        key(),
        ref("complex_id", "complex", "단지 번호", "complex number", said="{}에 있는", has="세대가 등록된", lacks="등록된 세대가 하나도 없는"),
        name("unit", "동호수", "unit", pattern="1##동 1#0#호", also=("동 호수",)),
        category("tenure", "점유 형태", "tenure type", ["자가", "전세", "월세", "사택"], also=("거주 형태", "점유 유형"), tests=("입주 형태",),
                 bare=True),
        measure("area", "전용면적", "floor area", "㎡", 39.0, 134.0, 0.5, more="넓은", also=("면적", "집 넓이"), tests=("집 크기",),
                big="넓은", small="좁은"),
        measure("people", "거주 인원", "number of residents", "명", 1, 6, more="많은", total=True, null=0.06,
                also=("식구 수", "가구원 수"), tests=("사는 사람 수",), big="식구 많은", small="식구 적은",
                absent="거주 인원이 적혀 있지 않은"),
    ], also=("집",), tests=("가구",)),
    Table("bill", "고지서", "bill", "장", 240, [
        key(),
        ref("home_id", "home", "세대 번호", "household number", said="{}에 나간", has="고지서를 받은",
            lacks="고지서를 한 장도 받지 않은"),
        measure("amount", "청구 금액", "amount billed", "원", 90000, 490000, 1000, more="큰", total=True,
                also=("관리비", "청구액"), tests=("고지 금액",)),
        measure("power", "전기 사용량", "power usage", "kWh", 120, 640, 5, more="많은", total=True,
                also=("전력 사용량", "전기 쓴 양"), tests=("전기 소비량",)),
        category("method", "납부 방법", "payment method", ["자동이체", "카드", "가상계좌", "창구"], null=0.08,
                 also=("납부 방식", "납부 수단"), tests=("내는 방법",),
                 value_names={"자동이체": ("계좌 자동이체",), "카드": ("신용카드",), "창구": ("은행 창구",)}, absent="납부 방법이 비어 있는"),
        date("billed", "고지일", "billing date", "2024-04-01", "2026-03-14", also=("고지 날짜", "고지서 나간 날"), tests=("청구일",),
             verb=("나간", "나갔")),
        date("paid", "납부일", "payment date", "2024-04-01", "2026-03-20", null=0.08, after="billed",
             also=("납부 날짜", "돈 낸 날"), tests=("낸 날",), verb=("납부된", "납부됐"), absent="아직 납부되지 않은"),
    ], also=("관리비 고지서",), tests=("청구서",)),
])
