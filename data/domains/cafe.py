"""카페: branches, drinks and sales of a coffee chain."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-06-15"
REGION = {"홍대": "서울", "강남": "서울", "서면": "부산", "해운대": "부산", "둔산": "대전", "수원": "경기", "분당": "경기", "제주": "제주"}
AREA = {"직영": (16, 64), "가맹": (6, 36), "드라이브스루": (30, 64)}  # in 5 ㎡
SIZES = {"톨": 0, "그란데": 1, "벤티": 2}
KINDS = {  # price of the small size in 100 won, its calories
    "아메리카노": (40, 10), "콜드브루": (45, 5), "카페라떼": (45, 165), "바닐라라떼": (51, 215), "카페모카": (53, 285), "녹차라떼": (53, 230),
    "초코라떼": (52, 310), "고구마라떼": (54, 280), "딸기라떼": (55, 250), "밀크티": (52, 210), "유자차": (48, 185), "자몽차": (49, 160),
    "레몬차": (48, 145),
}
DRINKS = [f"{manner} {kind}" for manner in ("아이스", "따뜻한", "디카페인") for kind in ("아메리카노", "카페라떼", "카페모카", "바닐라라떼")]
DRINKS += [f"{manner} {kind}" for manner in ("아이스", "따뜻한") for kind in ("녹차라떼", "초코라떼", "밀크티", "유자차", "자몽차", "레몬차")]
DRINKS += ["아이스 콜드브루", "디카페인 콜드브루", "달콤한 초코라떼", "달콤한 밀크티", "흑당 밀크티", "홍차 밀크티", "따뜻한 고구마라떼",
           "아이스 딸기라떼"]


def settle(tables: dict, rng) -> None:
    """Branches lie where their names say, prices and calories fit drink and size, sales come after the opening."""
    for branch in tables["branch"]:
        branch["region"] = REGION[branch["name"].split()[0]]
        branch["area"] = rng.randint(*AREA[branch["kind"]]) * 5
    exact(tables["branch"], "area", 100, 200)
    for drink in tables["drink"]:
        price, calories = KINDS[drink["name"].split()[1]]
        larger = SIZES[drink["size"]]
        extra = {"디카페인": 3, "달콤한": 4, "흑당": 5}.get(drink["name"].split()[0], 0)
        drink["price"] = (price + extra + 5 * larger + rng.randint(0, 3)) * 100
        if drink["calorie"] is not None:
            drink["calorie"] = round(calories * (1 + 0.28 * larger) / 5 + extra / 2 + rng.randint(0, 2)) * 5
    exact(tables["drink"], "price", 5000, 6000)
    branches = {branch["id"]: branch for branch in tables["branch"]}
    for sale in tables["sale"]:
        if sale["branch_id"] % 13 == 0:  # under renovation
            sale["branch_id"] -= rng.randint(1, 12)
        if sale["drink_id"] % 12 == 0:  # new on the menu
            sale["drink_id"] -= rng.randint(1, 11)
        sale["cups"] = 1 + int(60 * rng.random() ** 3)
        sale["sold"] = between(max("2024-07-01", branches[sale["branch_id"]]["opened"]), TODAY, rng)


def between(first: str, last: str, rng) -> str:
    """A date from `first` to `last`."""
    start = day.fromisoformat(first)
    return (start + timedelta(rng.randint(0, (day.fromisoformat(last) - start).days))).isoformat()


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("cafe", "카페 체인", "coffee chain", today=TODAY, settle=settle, never=(
    ("a sale before the opening",
     "SELECT sale.id FROM sale JOIN branch ON sale.branch_id = branch.id WHERE sold < opened"),
    ("a branch in another region than its name says", "SELECT id FROM branch WHERE name LIKE '서면%' AND region <> '부산'"),
    ("a black coffee with the calories of a mocha", "SELECT id FROM drink WHERE name LIKE '%아메리카노' AND calorie > 50"),
    ("a black coffee dearer than a mocha of its size",
     "SELECT coffee.id FROM drink AS coffee JOIN drink AS mocha ON coffee.size = mocha.size "
     "WHERE coffee.name LIKE '%아메리카노' AND mocha.name LIKE '%카페모카' AND coffee.price >= mocha.price"),
    ("a drive-through without room for cars", "SELECT id FROM branch WHERE kind = '드라이브스루' AND area < 150"),
), tables=[
    Table("branch", "지점", "branch", "곳", 40, [
        key(),
        name("name", "지점명", "name", [list(REGION), ["사거리점", "중앙점", "대학점", "호수점", "광장점"]],
             also=("매장명", "지점 이름"), tests=("점포명",)),
        category("region", "지역", "region", ["서울", "부산", "대전", "경기", "제주"], also=("위치",), tests=("소재지",), bare=True,
                 said="{}에 있는", wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "부산": ("부산시", "부산광역시"), "대전": ("대전시",), "경기": ("경기도",),
                              "제주": ("제주도",)}),
        category("kind", "매장 유형", "type", ["직영", "가맹", "드라이브스루"], also=("매장 종류", "지점 유형"), tests=("운영 형태",),
                 bare=True),
        measure("area", "면적", "floor area", "㎡", 30, 320, 5, more="넓은", also=("넓이", "매장 크기"), tests=("매장 넓이",),
                big="넓은", small="좁은"),
        date("opened", "개점일", "opening date", "2017-03-01", "2026-05-30", also=("개점 날짜", "문 연 날"), tests=("오픈일",),
             verb=("문 연", "문 열었")),
    ], also=("매장",), tests=("가게",)),
    Table("drink", "음료", "drink", "개", 32, [
        key(),
        name("name", "이름", "name", DRINKS, also=("음료명", "메뉴 이름"), tests=("메뉴명",)),
        category("size", "사이즈", "size", ["톨", "그란데", "벤티"], also=("크기", "컵 크기"), tests=("컵 사이즈",),
                 said="{} 사이즈로 나오는"),
        measure("price", "가격", "price", "원", 3500, 7800, 100, also=("값", "음료값"), tests=("판매 가격",), big="비싼", small="싼"),
        measure("calorie", "열량", "energy content", "kcal", 5, 530, 5, null=0.08, also=("칼로리",), big="칼로리 높은",
                small="칼로리 낮은", absent="열량이 표시되지 않은"),
    ], also=("메뉴",), tests=("음료수",)),
    Table("sale", "판매", "sale", "건", 250, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number", said="{}에서 이뤄진", has="판매 기록이 있는",
            lacks="판매 기록이 하나도 없는"),
        ref("drink_id", "drink", "음료 번호", "drink number", said="{}", has="판매 기록이 있는", lacks="판매 기록이 하나도 없는"),
        measure("cups", "판매 수량", "quantity sold", "잔", 1, 60, more="많은", total=True, also=("잔 수", "판매 잔 수"),
                tests=("판매된 잔 수",)),
        category("pay", "결제 수단", "payment method", ["카드", "간편결제", "현금", "모바일쿠폰"], also=("결제 방법", "결제 방식"),
                 tests=("지불 수단",), said="{}~으로 결제된",
                 value_names={"카드": ("신용카드",), "모바일쿠폰": ("모바일 쿠폰", "쿠폰")}),
        date("sold", "판매일", "sale date", "2024-07-01", "2026-06-15", also=("판매 날짜", "팔린 날"), tests=("판 날",),
             verb=("이뤄진", "이뤄졌")),
    ], also=("판매 기록",), tests=("판매 건",)),
])
