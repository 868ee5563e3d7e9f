"""베이커리 체인: shops, breads and the receipts of what was sold."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-02-14"
KINDS = {  # price in won, kcal, minutes in the oven
    "식빵": ((3500, 6500), (230, 320), (30, 42)),
    "크루아상": ((3200, 4900), (290, 420), (15, 22)),
    "베이글": ((2800, 4300), (250, 350), (14, 22)),
    "바게트": ((3600, 5600), (240, 330), (22, 32)),
    "모닝빵": ((1500, 2900), (140, 240), (10, 15)),
    "스콘": ((2900, 4200), (320, 470), (16, 24)),
    "치아바타": ((3300, 4800), (220, 310), (18, 28)),
}
RICH = {"크림치즈": (1300, 120), "호두": (800, 70), "고구마": (600, 45), "단호박": (500, 35)}  # won and kcal more


def settle(tables: dict, rng) -> None:
    """A bread costs, feeds and bakes as its kind does; a receipt is quantity times price, from a shop that is open."""
    for bread in tables["bread"]:
        taste, kind = bread["name"].split()
        price, kcal, minutes = (rng.uniform(*bounds) for bounds in KINDS[kind])
        more, fat = RICH.get(taste, (0, 0))
        bread["price"] = round((price + more) / 100) * 100
        bread["minutes"] = round(minutes)
        bread["kcal"] = None if bread["kcal"] is None else 5 * round((kcal + fat) / 5)
    today = day.fromisoformat(TODAY).toordinal()
    for receipt in tables["receipt"]:
        if receipt["shop_id"] > 34:  # two that do not report yet
            receipt["shop_id"] = rng.randint(1, 34)
        opened = tables["shop"][receipt["shop_id"] - 1]["opened"]
        if receipt["sold"] < opened:
            receipt["sold"] = day.fromordinal(rng.randint(day.fromisoformat(opened).toordinal(), today)).isoformat()
        receipt["qty"] = max(int(receipt["qty"] * rng.random()), 1)
        receipt["amount"] = receipt["qty"] * tables["bread"][receipt["bread_id"] - 1]["price"]


DOMAIN = Domain("bakery", "베이커리 체인", "bakery chain", today=TODAY, settle=settle, never=(
    ("an amount that is not quantity times price",
     "SELECT * FROM receipt JOIN bread ON receipt.bread_id = bread.id"
     " WHERE receipt.amount <> receipt.qty * bread.price"),
    ("a sale before the shop opened",
     "SELECT * FROM receipt JOIN shop ON receipt.shop_id = shop.id WHERE receipt.sold < shop.opened"),
    ("a sale in the future", "SELECT * FROM receipt WHERE sold > '2026-02-14'"),
    ("a loaf done in no time", "SELECT * FROM bread WHERE name LIKE '%식빵' AND minutes < 25"),
    ("a roll that bakes, costs or feeds like a loaf",
     "SELECT * FROM bread WHERE name LIKE '%모닝빵' AND (minutes > 20 OR price > 4500 OR kcal > 400)"),
), tables=[
    Table("shop", "매장", "shop", "곳", 36, [
        key(),
        name("name", "이름", "name", [["시청", "역전", "대학가", "공원", "시장", "호수"],
                                    ["본점", "1호점", "2호점", "3호점", "4호점", "5호점"]],
             also=("매장명",), tests=("점포명",)),
        category("region", "지역", "region", ["성수동", "연남동", "판교동", "광안동", "송도동"], bare=True, said="{}에 있는",
                 also=("동네",), tests=("위치",), wh="어디",
                 value_names={"성수동": ("성수",), "연남동": ("연남",), "판교동": ("판교",), "송도동": ("송도",), "광안동": ("광안리",)}),
        category("type", "운영 방식", "operation type", ["가맹", "직영", "위탁"], bare=True, said="{}~으로 운영하는",
                 also=("운영 형태",), tests=("운영 유형",), value_names={"가맹": ("프랜차이즈",), "직영": ("본사 직영",)}),
        measure("seats", "좌석 수", "number of seats", "석", 0, 84, 2, more="많은", total=True,
                also=("자리 수",), tests=("앉을 자리 수",), big="자리 많은", small="자리 적은"),
        date("opened", "개점일", "opening date", "2016-05-01", "2025-10-31",
             also=("오픈일", "문 연 날"), tests=("개점 날짜",), verb=("문을 연", "문을 열었")),
    ], also=("점포",), tests=("빵집",)),
    Table("bread", "빵", "bread", "종", 56, [
        key(),
        name("name", "이름", "name", [["통밀", "우유", "호두", "크림치즈", "먹물", "고구마", "옥수수", "단호박"],
                                    ["식빵", "크루아상", "베이글", "바게트", "모닝빵", "스콘", "치아바타"]],
             also=("제품 이름",), tests=("제품명",)),
        category("line", "판매 구분", "sales line", ["상시", "시즌 한정", "신제품", "예약 전용"], bare=True,
                 also=("판매 유형",), tests=("판매 종류",),
                 value_names={"상시": ("상시 판매",), "시즌 한정": ("계절 한정",), "신제품": ("신상", "신메뉴"), "예약 전용": ("예약 판매",)}),
        measure("price", "가격", "price", "원", 1500, 8000, 100, also=("빵값", "값"), tests=("판매가",), big="비싼", small="싼"),
        measure("kcal", "열량", "calorie count", "kcal", 140, 540, 5, null=0.08,
                also=("칼로리",), tests=("칼로리 수치",), absent="열량이 적혀 있지 않은"),
        measure("minutes", "굽는 시간", "baking time", "분", 9, 45, more="긴",
                also=("굽는 데 걸리는 시간",), tests=("오븐 시간",), big="오래 굽는", small="빨리 구워지는"),
    ], also=("메뉴",), tests=("품목",)),
    Table("receipt", "영수증", "receipt", "장", 250, [
        key(),
        ref("shop_id", "shop", "매장 번호", "shop number", said="{}에서 끊은",
            has="영수증이 있는", lacks="영수증이 한 장도 없는"),
        ref("bread_id", "bread", "빵 번호", "bread number", said="{}~을 산",
            has="팔린 적이 있는", lacks="한 번도 팔리지 않은"),
        category("hour", "시간대", "time of day", ["오전", "점심", "오후", "저녁"], said="{}에 끊은",
                 also=("판매 시간대",), tests=("팔린 시간대",), value_names={"오전": ("아침",), "점심": ("점심때",)}),
        measure("qty", "수량", "quantity", "개", 1, 24, more="많은", total=True,
                also=("개수", "판매 수량"), tests=("빵 개수",)),
        measure("amount", "결제 금액", "amount paid", "원", 1500, 190000, 100, more="큰", total=True,
                also=("금액", "결제액"), tests=("계산 금액",)),
        date("sold", "판매일", "sale date", "2024-08-01", "2026-02-14",
             also=("판매 날짜", "팔린 날"), tests=("판매한 날",), verb=("끊은", "끊었")),
    ], also=("판매 영수증",), tests=("매출 전표",)),
])
