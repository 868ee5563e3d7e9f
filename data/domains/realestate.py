"""부동산 중개: agencies, listings and contracts of a real-estate network."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("realestate", "부동산 중개", "real-estate brokerage", today="2026-02-28", tables=[
    Table("agency", "중개소", "agency", "곳", 36, [
        key(),
        name("name", "이름", "name", [["한빛", "으뜸", "좋은집", "행복", "정직", "미래"],
                                    ["공인중개사", "부동산", "하우징", "랜드", "홈즈", "중개법인"]]),
        category("gu", "지역", "district", ["강서구", "성동구", "은평구", "동작구", "광진구"]),
        measure("staff", "직원 수", "number of staff", "명", 1, 14, more="많은", total=True),
        measure("score", "만족도", "satisfaction score", "점", 2.0, 5.0, 0.1, null=0.08),
    ]),
    Table("listing", "매물", "listing", "건", 150, [
        key(),
        ref("agency_id", "agency", "중개소 번호", "agency number"),
        category("kind", "주택 유형", "housing type", ["아파트", "빌라", "오피스텔", "단독주택"]),
        category("deal", "거래 유형", "deal type", ["매매", "전세", "월세"]),
        measure("area", "전용 면적", "floor area", "㎡", 18, 135, 1, more="넓은"),
        measure("price", "희망가", "asking price", "만원", 8000, 98000, 500),
        date("listed", "등록일", "listing date", "2024-01-02", "2026-02-27"),
    ]),
    Table("contract", "계약", "contract", "건", 170, [
        key(),
        ref("listing_id", "listing", "매물 번호", "listing number"),
        person("buyer", "계약자", "buyer"),
        measure("fee", "중개 수수료", "broker fee", "원", 300000, 4800000, 10000, total=True),
        category("state", "진행 상태", "progress", ["계약 완료", "잔금 대기", "해지"]),
        date("signed", "계약일", "contract date", "2024-02-01", "2026-02-28"),
        date("moved", "입주일", "move-in date", "2024-02-01", "2026-02-28", null=0.12, after="signed"),
    ]),
])
