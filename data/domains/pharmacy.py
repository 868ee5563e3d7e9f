"""약국: medicines, pharmacies and the stock they hold."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("pharmacy", "약국 재고", "pharmacy stock", today="2026-05-31", tables=[
    Table("drug", "의약품", "medicine", "개", 48, [
        key(),
        name("name", "제품명", "product name", [["가온", "메디", "한솔", "새론", "바른", "오름"],
                                             ["정 500", "캡슐 20", "시럽", "연고", "파스", "점안액", "과립", "정 10"]]),
        category("kind", "분류", "class", ["해열진통제", "소화제", "항생제", "영양제", "감기약"]),
        category("form", "구분", "dispensing type", ["일반", "전문", "의약외품"]),
        measure("price", "단가", "unit price", "원", 500, 28000, 100),
    ]),
    Table("shop", "약국", "pharmacy", "곳", 35, [
        key(),
        name("name", "상호", "shop name", [["온누리", "새생명", "푸른숲", "종로", "늘편한", "백년", "우리들"],
                                         ["약국", "큰약국", "메디약국", "중앙약국", "역전약국"]]),
        category("gu", "자치구", "district", ["종로구", "서초구", "양천구", "강북구", "중랑구"]),
        measure("hours", "영업 시간", "opening hours", "시간", 8, 24, more="긴"),
    ]),
    Table("stock", "재고", "stock item", "건", 220, [
        key(),
        ref("drug_id", "drug", "의약품 번호", "medicine number"),
        ref("shop_id", "shop", "약국 번호", "pharmacy number"),
        measure("amount", "수량", "quantity", "개", 5, 600, 5, more="많은", total=True),
        category("place", "보관 장소", "storage place", ["조제실", "진열대", "냉장고", "창고"], null=0.07),
        date("arrived", "입고일", "arrival date", "2024-06-01", "2026-05-31"),
        date("expires", "유효 기한", "expiry date", "2026-06-30", "2029-12-31"),
    ]),
])
