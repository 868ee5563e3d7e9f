"""농협: member farmers, wholesale markets and the slips of what was sold there."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2025-12-20"
SEASON = {"고추": ("08-05", "11-20"), "사과": ("09-10", "12-20"), "배추": ("10-15", "12-20"), "마늘": ("06-10", "08-25"),
          "양파": ("06-05", "08-20"),
          "감자": ("06-15", "09-25")}
STORED = {"사과": ("02-01", "03-25"), "감자": ("02-05", "04-10")}  # of the last harvest, from the cold store
WEIGHT = {"고추": (4, 40), "사과": (20, 200), "배추": (50, 240), "마늘": (10, 90), "양파": (30, 240), "감자": (20, 200)}  # in 10 kg
PRICE = {"고추": (11000, 17000), "사과": (2200, 3800), "배추": (450, 950), "마늘": (4500, 7000), "양파": (500, 1000),
         "감자": (800, 1500)}
BETTER = {"유기농": 1.3, "무농약": 1.15, "GAP": 1.05}  # what buyers pay more


def settle(tables: dict, rng) -> None:
    """Crops are shipped in season and never on a Sunday, at the price of crop and method."""
    farmers = {farmer["id"]: farmer for farmer in tables["farmer"]}
    for farmer in farmers.values():
        farmer["land"] = round(10 + 320 * rng.random() ** 1.6) * 100
        farmer["stake"] = min(12000000, round(10 + farmer["land"] / 250 + 100 * rng.random()) * 50000)
    exact(tables["farmer"], "land", 5000, 10000)
    exact(tables["farmer"], "stake", 5000000, 10000000)
    for slip in tables["slip"]:
        if slip["market_id"] % 10 == 0:  # never sold to
            slip["market_id"] -= rng.randint(1, 9)
        if slip["farmer_id"] % 16 == 0:  # too old to farm
            slip["farmer_id"] -= rng.randint(1, 15)
        if slip["amount"] is None:
            slip["crop"] = rng.choice(["사과", "배추"])
        low, high = WEIGHT[slip["crop"]]
        slip["weight"] = round(low + (high - low) * rng.random() ** 1.3) * 10
        slip["shipped"] = shipped(slip, rng)
        if slip["amount"] is not None:
            price = rng.uniform(*PRICE[slip["crop"]]) * BETTER.get(farmers[slip["farmer_id"]]["method"], 1)
            slip["amount"] = max(2, round(slip["weight"] * price / 10000)) * 10000
    exact(tables["slip"], "weight", 500, 1000, 2000)


def shipped(slip: dict, rng) -> str:
    """A working day of the crop's season."""
    first, last = STORED[slip["crop"]] if slip["crop"] in STORED and rng.random() < 0.3 else SEASON[slip["crop"]]
    year = rng.choice([2024, 2024, 2025, 2025, 2025])
    if slip["amount"] is None:
        year, first = 2025, "12-08"
        last = "12-20"
    start = day.fromisoformat(f"{year}-{first}")
    when = start + timedelta(rng.randint(0, (day.fromisoformat(f"{year}-{last}") - start).days))
    return (when - timedelta(when.weekday() == 6)).isoformat()


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("farmcoop", "농협 출하", "farm co-op", today=TODAY, settle=settle, never=(
    ("peppers, garlic or onions in winter",
     "SELECT id FROM slip WHERE crop IN ('고추', '마늘', '양파') "
     "AND strftime('%m', shipped) IN ('12', '01', '02', '03', '04')"),
    ("an auction on a Sunday", "SELECT id FROM slip WHERE strftime('%w', shipped) = '0'"),
    ("an old shipment without a price", "SELECT id FROM slip WHERE amount IS NULL AND shipped < '2025-12-01'"),
    ("cabbage dearer than peppers",
     "SELECT id FROM slip WHERE (crop = '배추' AND amount > weight * 1600) OR (crop = '고추' AND amount < weight * 8000)"),
    ("a market that opened after a shipment to it",
     "SELECT slip.id FROM slip JOIN market ON slip.market_id = market.id WHERE shipped < opened"),
    ("a commission above the legal seven percent", "SELECT id FROM market WHERE rate > 7"),
), tables=[
    Table("farmer", "조합원", "member farmer", "명", 80, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("town", "읍면", "township", ["영양읍", "입암면", "석보면", "청기면", "수비면"], also=("사는 곳", "동네"),
                 tests=("거주지",), bare=True, said="{}에 사는", wh="어디"),
        category("method", "재배 방식", "growing method", ["관행", "무농약", "유기농", "GAP"], null=0.08, also=("농법", "재배법"),
                 tests=("농사 방법",), said="{}~으로 농사짓는", value_names={"관행": ("관행 농법",)}, absent="재배 방식이 적혀 있지 않은"),
        measure("land", "경지 면적", "farmland area", "㎡", 1000, 33000, 100, more="넓은", total=True, also=("농지 면적", "밭 면적"),
                tests=("땅 넓이",), big="땅 넓은", small="땅 좁은"),
        measure("stake", "출자금", "paid-in share", "원", 500000, 12000000, 50000, more="많은", total=True, also=("출자액",),
                tests=("출자한 돈",), big="출자 많이 한", small="출자 적게 한"),
    ], also=("농민",), tests=("농부",)),
    Table("market", "공판장", "wholesale market", "곳", 30, [
        key(),
        name("name", "이름", "name", [["동부", "서부", "중앙", "북부", "남부", "새벌"],
                                    ["농산물공판장", "청과시장", "도매시장", "원협공판장", "유통센터"]], also=("공판장명",), tests=("명칭",)),
        category("city", "도시", "city", ["서울", "대구", "부산", "대전", "안동"], also=("지역", "소재 도시"), tests=("소재지",), bare=True,
                 said="{}에 있는", wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "대구": ("대구시", "대구광역시"), "부산": ("부산시",), "대전": ("대전시",),
                              "안동": ("안동시",)}),
        measure("rate", "수수료율", "commission rate", "%", 3.0, 7.0, 0.1, also=("수수료", "수수료 비율"), tests=("수수료 요율",),
                big="수수료 비싼", small="수수료 싼"),
        date("opened", "개장일", "opening date", "1985-06-01", "2021-09-30", also=("개장 날짜", "문 연 날"), tests=("개설일",),
             verb=("문 연", "문 열었")),
    ], also=("농산물 시장",), tests=("농산물 공판장",)),
    Table("slip", "출하 전표", "shipment slip", "건", 240, [
        key(),
        ref("farmer_id", "farmer", "조합원 번호", "member farmer number", said="{}~이 낸", has="출하 전표가 있는",
            lacks="출하 전표가 한 건도 없는"),
        ref("market_id", "market", "공판장 번호", "wholesale market number", said="{}~으로 보낸", has="출하 전표가 있는",
            lacks="출하 전표가 한 건도 없는"),
        category("crop", "품목", "crop", ["고추", "사과", "배추", "마늘", "양파", "감자"], also=("작물", "농산물"), tests=("작목",),
                 bare=True),
        measure("weight", "출하량", "weight shipped", "kg", 40, 2400, 10, more="많은", total=True, also=("물량", "출하 물량"),
                tests=("출하 무게",)),
        measure("amount", "경락 금액", "auction amount", "원", 20000, 9000000, 10000, more="큰", total=True, null=0.06,
                also=("낙찰 금액", "낙찰가"), tests=("경매 금액",), big="비싸게 낙찰된", small="싸게 낙찰된",
                absent="아직 경락 금액이 나오지 않은"),
        date("shipped", "출하일", "shipping date", "2024-02-01", "2025-12-20", also=("출하 날짜", "보낸 날"), tests=("출하한 날",),
             verb=("나간", "나갔")),
    ], also=("전표",), tests=("출하 기록",)),
])
