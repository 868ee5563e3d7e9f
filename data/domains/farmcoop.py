"""농협: member farmers, wholesale markets and the slips of what was sold there."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("farmcoop", "농협 출하", "farm co-op", today="2025-12-20", tables=[
    Table("farmer", "조합원", "member farmer", "명", 80, [
        key(),
        person(),
        category("town", "읍면", "township", ["영양읍", "입암면", "석보면", "청기면", "수비면"]),
        category("method", "재배 방식", "growing method", ["관행", "무농약", "유기농", "GAP"], null=0.08),
        measure("land", "경지 면적", "farmland area", "㎡", 1000, 33000, 100, more="넓은", total=True),
        measure("stake", "출자금", "paid-in share", "원", 500000, 12000000, 50000, more="많은", total=True),
    ]),
    Table("market", "공판장", "wholesale market", "곳", 30, [
        key(),
        name("name", "이름", "name", [["동부", "서부", "중앙", "북부", "남부", "새벌"],
                                    ["농산물공판장", "청과시장", "도매시장", "원협공판장", "유통센터"]]),
        category("city", "도시", "city", ["서울", "대구", "부산", "대전", "안동"]),
        measure("rate", "수수료율", "commission rate", "%", 3.0, 9.0, 0.1),
        date("opened", "개장일", "opening date", "1985-06-01", "2021-09-30"),
    ]),
    Table("slip", "출하 전표", "shipment slip", "건", 240, [
        key(),
        ref("farmer_id", "farmer", "조합원 번호", "member farmer number"),
        ref("market_id", "market", "공판장 번호", "wholesale market number"),
        category("crop", "품목", "crop", ["고추", "사과", "배추", "마늘", "양파", "감자"]),
        measure("weight", "출하량", "weight shipped", "kg", 40, 2400, 10, more="많은", total=True),
        measure("amount", "경락 금액", "auction amount", "원", 80000, 5600000, 10000, more="큰", total=True, null=0.06),
        date("shipped", "출하일", "shipping date", "2024-02-01", "2025-12-20"),
    ]),
])
