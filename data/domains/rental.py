"""렌터카: branches, their cars and the contracts under which cars are let."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("rental", "렌터카", "car rental", today="2026-04-12", tables=[
    Table("branch", "지점", "branch", "곳", 30, [
        key(),
        name("name", "이름", "name", [["공항", "역전", "터미널", "시청", "항구", "대학로"],
                                    ["1호점", "2호점", "3호점", "4호점", "5호점"]]),
        category("region", "지역", "region", ["제주", "부산", "강릉", "여수", "김포"]),
        measure("staff", "직원 수", "number of staff", "명", 3, 42, more="많은", total=True),
        date("opened", "개점일", "opening date", "2012-04-01", "2025-06-30"),
    ]),
    Table("car", "차량", "car", "대", 80, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number"),
        name("plate", "번호판", "licence plate", pattern="1##하####"),
        category("model", "차종", "class", ["준중형", "SUV", "경차", "중형", "승합"]),
        category("fuel", "연료", "fuel", ["휘발유", "하이브리드", "전기", "LPG", "경유"]),
        measure("rate", "하루 요금", "daily rate", "원", 28000, 165000, 1000),
        measure("mileage", "주행거리", "mileage", "km", 1200, 138000, 100, more="긴", total=True),
    ]),
    Table("contract", "대여 계약", "rental contract", "건", 240, [
        key(),
        ref("car_id", "car", "차량 번호", "car number"),
        category("cover", "보험", "insurance", ["일반자차", "완전자차", "슈퍼자차"], null=0.12),
        measure("fee", "대여료", "rental fee", "원", 30000, 920000, 1000, more="높은", total=True),
        measure("age", "운전자 나이", "driver age", "세", 21, 74, more="많은"),
        date("lent", "대여일", "pick-up date", "2024-03-01", "2026-04-03"),
        date("returned", "반납일", "return date", "2024-03-01", "2026-04-12", null=0.08, after="lent"),
    ]),
])
