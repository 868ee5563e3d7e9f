"""약국: medicines, pharmacies and the stock they hold."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-05-31"
MADE_AS = {  # dosage form, and what such a medicine is for
    "정 500": ("해열진통제", "항생제", "감기약"), "캡슐 20": ("영양제", "항생제", "소화제"), "시럽": ("감기약", "해열진통제"),
    "연고": ("항생제",), "파스": ("해열진통제",), "점안액": ("항생제",), "과립": ("소화제", "감기약"), "정 10": ("영양제", "소화제"),
}  # fmt: skip
PRICE = {"해열진통제": (15, 90), "소화제": (8, 130), "항생제": (10, 180), "영양제": (80, 280), "감기약": (25, 110)}  # hundreds
SOLD_AS = {"해열진통제": ("일반", "일반", "전문"), "소화제": ("일반", "의약외품"), "영양제": ("일반", "의약외품"), "감기약": ("일반",)}


def settle(tables, rng):
    """A form suits its purpose, antibiotics need a prescription and are not on display, stock has not expired."""
    for number, drug in enumerate(sorted(tables["drug"], key=lambda drug: drug["name"].split(" ", 1)[1])):
        purposes = MADE_AS[drug["name"].split(" ", 1)[1]]
        drug["kind"] = purposes[number % len(purposes)]
        drug["form"] = rng.choice(SOLD_AS.get(drug["kind"], ("전문",)))
        low, high = PRICE[drug["kind"]]
        drug["price"] = 100 * round(low + (high - low) * (rng.random() + rng.random()) / 2)
    for shop in tables["shop"]:
        shop["gu"] = "종로구" if shop["name"].startswith("종로") else shop["gu"]
        shop["hours"] = rng.choice((9, 10, 10, 11, 12, 12, 13, 14, 15, 16, 18, 20, 22, 24))
    form = {drug["id"]: drug["form"] for drug in tables["drug"]}
    for stock in tables["stock"]:
        if stock["shop_id"] > 33:
            stock["shop_id"] -= 20  # two pharmacies have only just opened
        if stock["place"] == "진열대" and form[stock["drug_id"]] == "전문":
            stock["place"] = "조제실"
        if stock["place"] == "조제실" and form[stock["drug_id"]] != "전문":
            stock["place"] = "진열대"
        expires = str(day.fromisoformat(stock["arrived"]) + timedelta(rng.randint(360, 1090)))
        left = str(day.fromisoformat(TODAY) + timedelta(rng.randint(12, 300)))
        stock["expires"] = expires if expires > TODAY else left


DOMAIN = Domain("pharmacy", "약국 재고", "pharmacy stock", today=TODAY, settle=settle, never=(
    ("expired stock, or stock that expires before it arrives",
     f"SELECT * FROM stock WHERE expires <= arrived OR expires <= '{TODAY}' OR arrived > '{TODAY}'"),
    ("a prescription medicine on display",
     "SELECT * FROM stock JOIN drug ON drug.id = drug_id WHERE form = '전문' AND place = '진열대'"),
    ("an antibiotic without prescription", "SELECT * FROM drug WHERE kind = '항생제' AND form <> '전문'"),
    ("a plaster that is no painkiller", "SELECT * FROM drug WHERE name LIKE '%파스' AND kind <> '해열진통제'"),
    ("a pharmacy called Jongno in another district", "SELECT * FROM shop WHERE name LIKE '종로%' AND gu <> '종로구'"),
), tables=[
    Table("drug", "의약품", "medicine", "개", 48, [
        key(),
        name("name", "제품명", "product name", [["가온", "메디", "한솔", "새론", "바른", "오름"], list(MADE_AS)],
             also=("약 이름", "제품 이름"), tests=("약품명",)),
        category("kind", "분류", "drug class", ["해열진통제", "소화제", "항생제", "영양제", "감기약"], also=("약효 분류", "종류"),
                 tests=("약 종류",), value_names={"해열진통제": ("진통제",)}, said="{}~으로 쓰는"),
        category("form", "구분", "dispensing type", ["일반", "전문", "의약외품"], also=("판매 구분", "의약품 구분"),
                 tests=("취급 구분",), said="{}~으로 분류된",
                 value_names={"일반": ("일반의약품", "일반약"), "전문": ("전문의약품", "처방약")}),
        measure("price", "단가", "unit price", "원", 500, 28000, 100, also=("가격", "값"), tests=("판매 단가",),
                big="비싼", small="싼"),
    ], also=("약", "약품"), tests=("의약 제품",)),
    Table("shop", "약국", "pharmacy", "곳", 35, [
        key(),
        name("name", "상호", "name", [["온마음", "새생명", "푸른숲", "종로", "늘편한", "백년", "우리들"],
                                         ["약국", "큰약국", "메디약국", "중앙약국", "역전약국"]],
             also=("약국 이름", "이름"), tests=("약국명",), wh="어디"),
        category("gu", "자치구", "district", ["종로구", "서초구", "양천구", "강북구", "중랑구"], also=("지역", "소재지"),
                 tests=("위치",), bare=True, said="{}에 있는", wh="어느 구",
                 value_names={"서초구": ("서초",), "양천구": ("양천",), "강북구": ("강북",), "중랑구": ("중랑",)}),
        measure("hours", "영업 시간", "number of opening hours", "시간", 8, 24, more="긴", also=("운영 시간", "영업하는 시간"),
                tests=("문 열어 두는 시간",), big="오래 여는", small="짧게 여는"),
    ]),
    Table("stock", "재고", "stock item", "건", 220, [
        key(),
        ref("drug_id", "drug", "의약품 번호", "medicine number", said="{}의", has="재고가 있는", lacks="재고가 하나도 없는"),
        ref("shop_id", "shop", "약국 번호", "pharmacy number", said="{}에 있는", has="재고를 가진", lacks="재고가 하나도 없는"),
        measure("amount", "수량", "quantity", "개", 5, 600, 5, more="많은", total=True, also=("재고량", "재고 수량"),
                tests=("물량",), big="많이 쌓인", small="적게 남은"),
        category("place", "보관 장소", "storage place", ["조제실", "진열대", "냉장고", "창고"], null=0.07,
                 also=("보관 위치", "두는 곳"), tests=("보관하는 곳",), said="{}에 보관한", wh="어디",
                 absent="보관 장소가 적히지 않은"),
        date("arrived", "입고일", "arrival date", "2024-06-01", TODAY, also=("입고 날짜", "들어온 날"),
             tests=("입고된 날",), verb=("입고된", "입고됐")),
        date("expires", "유효 기한", "expiry date", "2026-06-01", "2029-12-31", also=("사용 기한", "만료일"),
             tests=("유통기한",)),
    ], also=("재고 물품", "보유 재고"), tests=("재고 품목",)),
])
