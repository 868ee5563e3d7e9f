"""카페: branches, drinks and sales of a coffee chain."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("cafe", "카페 체인", "coffee chain", today="2026-06-15", tables=[
    Table("branch", "지점", "branch", "곳", 40, [
        key(),
        name("name", "지점명", "branch name", [["홍대", "강남", "서면", "둔산", "수원", "제주", "해운대", "전주"],
                                            ["역점", "중앙점", "대학점", "호수점", "광장점"]]),
        category("region", "지역", "region", ["서울", "부산", "대전", "경기", "제주"]),
        category("kind", "매장 유형", "branch type", ["직영", "가맹", "드라이브스루"]),
        measure("area", "면적", "floor area", "㎡", 30, 320, 5, more="넓은"),
        date("opened", "개점일", "opening date", "2017-03-01", "2026-05-30"),
    ]),
    Table("drink", "음료", "drink", "개", 32, [
        key(),
        name("name", "이름", "name", [["아이스", "따뜻한", "디카페인", "달콤한"],
                                    ["콜드브루", "카페라떼", "녹차라떼", "유자차", "초코라떼", "아메리카노", "카페모카", "바닐라라떼", "밀크티"]]),
        category("size", "사이즈", "size", ["톨", "그란데", "벤티"]),
        measure("price", "가격", "price", "원", 3500, 7800, 100),
        measure("calorie", "열량", "energy content", "kcal", 5, 480, 5, null=0.08),
    ]),
    Table("sale", "판매", "sale", "건", 250, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number"),
        ref("drink_id", "drink", "음료 번호", "drink number"),
        measure("cups", "판매 수량", "quantity sold", "잔", 1, 60, more="많은", total=True),
        category("pay", "결제 수단", "payment method", ["카드", "간편결제", "현금", "기프티콘"]),
        date("sold", "판매일", "sale date", "2024-07-01", "2026-06-15"),
    ]),
])
