"""베이커리 체인: shops, breads and the receipts of what was sold."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("bakery", "베이커리 체인", "bakery chain", today="2026-02-14", tables=[
    Table("shop", "매장", "shop", "곳", 36, [
        key(),
        name("name", "이름", "name", [["시청", "역전", "대학가", "공원", "시장", "호수"],
                                    ["본점", "1호점", "2호점", "3호점", "4호점", "5호점"]]),
        category("region", "지역", "region", ["성수동", "연남동", "판교동", "광안동", "송도동"]),
        category("type", "운영 방식", "operation type", ["가맹", "직영", "위탁"]),
        measure("seats", "좌석 수", "number of seats", "석", 0, 84, 2, more="많은", total=True),
        date("opened", "개점일", "opening date", "2016-05-01", "2025-10-31"),
    ]),
    Table("bread", "빵", "bread", "종", 56, [
        key(),
        name("name", "이름", "name", [["통밀", "우유", "호두", "크림치즈", "먹물", "고구마", "옥수수", "단호박"],
                                    ["식빵", "크루아상", "베이글", "바게트", "모닝빵", "스콘", "치아바타"]]),
        category("line", "판매 구분", "sales line", ["상시", "시즌 한정", "신제품", "예약 전용"]),
        measure("price", "가격", "price", "원", 1500, 9800, 100),
        measure("kcal", "열량", "calorie count", "kcal", 140, 620, 5, null=0.08),
        measure("minutes", "굽는 시간", "baking time", "분", 9, 55, more="긴"),
    ]),
    Table("receipt", "영수증", "receipt", "장", 250, [
        key(),
        ref("shop_id", "shop", "매장 번호", "shop number"),
        ref("bread_id", "bread", "빵 번호", "bread number"),
        category("hour", "시간대", "time of day", ["오전", "점심", "오후", "저녁"]),
        measure("qty", "수량", "quantity", "개", 1, 24, more="많은", total=True),
        measure("amount", "결제 금액", "amount paid", "원", 2500, 96000, 100, more="큰", total=True),
        date("sold", "판매일", "sale date", "2024-08-01", "2026-02-14"),
    ]),
])
