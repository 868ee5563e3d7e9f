"""온라인 쇼핑몰: products, customers and orders of a clothing shop on the web."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("ecommerce", "온라인 쇼핑몰", "online shop", today="2026-05-10", tables=[
    Table("product", "상품", "product", "개", 60, [
        key(),
        name("name", "이름", "name", [["오버핏", "베이직", "빈티지", "데일리", "슬림", "워싱", "클래식", "라이트"],
                                    ["셔츠", "재킷", "니트", "원피스", "팬츠", "가디건", "점퍼", "조끼"]]),
        category("color", "색상", "colour", ["블랙", "화이트", "네이비", "베이지", "카키", "그레이"]),
        measure("price", "판매가", "price", "원", 15000, 189000, 1000),
        measure("stock", "재고", "stock", "개", 0, 420, 5, more="많은", total=True),
        date("launched", "출시일", "launch date", "2023-09-01", "2026-04-30"),
    ]),
    Table("customer", "고객", "customer", "명", 80, [
        key(),
        person(),
        category("grade", "등급", "grade", ["웰컴", "실버", "골드", "플래티넘"]),
        category("region", "지역", "region", ["서울", "경기", "부산", "대구", "충남", "제주"]),
        measure("credit", "적립금", "store credit", "원", 0, 68000, 500, more="많은", total=True, null=0.06),
    ]),
    Table("orders", "주문", "order", "건", 250, [
        key(),
        ref("product_id", "product", "상품 번호", "product number"),
        ref("customer_id", "customer", "고객 번호", "customer number"),
        measure("amount", "결제 금액", "amount paid", "원", 18000, 390000, 1000, more="큰", total=True),
        category("pay", "결제 수단", "payment method", ["카드", "네이버페이", "카카오페이", "계좌이체", "휴대폰"]),
        date("ordered", "주문일", "order date", "2024-06-01", "2026-05-01"),
        date("arrived", "도착일", "arrival date", "2024-06-01", "2026-05-10", null=0.1, after="ordered"),
    ]),
])
