"""물류: warehouses, lorries and the freight they carry."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("logistics", "물류", "logistics", today="2026-06-30", tables=[
    Table("depot", "창고", "warehouse", "곳", 36, [
        key(),
        name("name", "이름", "name", [["동부", "서부", "남부", "북부", "중앙", "항만"],
                                    ["제1센터", "제2센터", "제3센터", "제4센터", "제5센터", "제6센터"]]),
        category("region", "지역", "region", ["이천", "용인", "김해", "칠곡", "평택", "옥천"]),
        category("storage", "보관 유형", "storage type", ["상온", "냉장", "냉동", "위험물"]),
        measure("area", "면적", "area", "㎡", 800, 24000, 100, more="넓은", total=True),
    ]),
    Table("truck", "차량", "truck", "대", 60, [
        key(),
        name("plate", "번호판", "licence plate", pattern="8#@####"),
        category("size", "톤급", "size class", ["1톤", "2.5톤", "5톤", "11톤", "25톤"]),
        category("owner", "소속", "contract type", ["직영", "지입", "용차"]),
        measure("mileage", "주행거리", "mileage", "km", 4000, 680000, 1000, more="긴", total=True),
        date("checked", "정기점검일", "inspection date", "2025-01-05", "2026-06-20", null=0.1),
    ]),
    Table("freight", "화물", "freight load", "건", 240, [
        key(),
        ref("depot_id", "depot", "창고 번호", "warehouse number"),
        ref("truck_id", "truck", "차량 번호", "truck number"),
        category("state", "상태", "state", ["하차 완료", "운행 중", "상차 대기", "반송"]),
        measure("weight", "중량", "weight", "kg", 40, 4800, 10, more="무거운", total=True),
        measure("charge", "운임", "freight charge", "원", 45000, 620000, 5000, more="높은", total=True),
        date("shipped", "출고일", "shipping date", "2024-07-01", "2026-06-30"),
    ]),
])
