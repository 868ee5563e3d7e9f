"""배달앱: shops, members and orders of a food delivery app."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("delivery", "배달앱", "food delivery app", today="2026-05-20", tables=[
    Table("store", "가게", "restaurant", "곳", 60, [
        key(),
        name("name", "상호", "name", [["행복한", "황금", "우리동네", "할머니", "명품", "엄마손", "대박", "청춘"],
                                      ["식당", "주방", "밥상", "키친", "한상", "부엌", "손맛", "식탁"]]),
        category("kind", "업종", "cuisine", ["한식", "치킨", "중식", "분식", "일식", "양식", "카페"]),
        category("gu", "지역", "district", ["마포구", "강남구", "송파구", "관악구", "노원구"]),
        measure("min_order", "최소 주문 금액", "minimum order", "원", 8000, 25000, 500),
        measure("rating", "평점", "rating", "점", 2.8, 5.0, 0.1, null=0.06),
    ]),
    Table("member", "회원", "member", "명", 80, [
        key(),
        person(),
        category("grade", "등급", "grade", ["일반", "실버", "골드", "VIP"]),
        measure("point", "포인트", "points", "점", 0, 48000, 100, more="많은", total=True),
        date("joined", "가입일", "sign-up date", "2023-01-01", "2026-05-10"),
    ]),
    Table("orders", "주문", "order", "건", 240, [
        key(),
        ref("store_id", "store", "가게 번호", "restaurant number"),
        ref("member_id", "member", "회원 번호", "member number"),
        measure("amount", "금액", "amount", "원", 9000, 86000, 500, more="큰", total=True),
        category("status", "상태", "status", ["배달 완료", "배달 중", "조리 중", "취소"]),
        date("ordered", "주문일", "order date", "2025-01-01", "2026-05-20"),
    ]),
])
