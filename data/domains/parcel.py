"""택배: branch offices, their couriers and the parcels they deliver."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("parcel", "택배", "parcel delivery", today="2026-04-30", tables=[
    Table("branch", "대리점", "branch office", "곳", 32, [
        key(),
        name("name", "이름", "name", [["한결", "빠른", "믿음", "새벽", "우리", "으뜸"],
                                      ["물류", "로지스", "택배", "통운", "운송", "익스프레스"]]),
        category("region", "관할 지역", "area served", ["수도권", "충청권", "영남권", "호남권", "강원권", "제주권"]),
        measure("area", "작업장 면적", "depot area", "평", 60, 900, 10, more="넓은", total=True),
        measure("trucks", "보유 차량 수", "number of vehicles", "대", 5, 64, more="많은", total=True),
    ]),
    Table("courier", "택배 기사", "courier", "명", 60, [
        key(),
        ref("branch_id", "branch", "대리점 번호", "branch office number"),
        person(),
        category("vehicle", "차종", "vehicle", ["1톤 탑차", "전기 탑차", "다마스", "1.2톤 탑차"]),
        measure("daily", "하루 물량", "parcels per day", "개", 90, 380, 5, more="많은", total=True),
        date("joined", "계약일", "contract date", "2019-01-02", "2026-03-31", null=0.06),
    ]),
    Table("parcel", "소포", "parcel", "건", 250, [
        key(),
        ref("courier_id", "courier", "택배 기사 번호", "courier number"),
        category("item", "품목", "contents", ["의류", "식품", "생활용품", "화장품", "도서", "전자제품"]),
        measure("weight", "무게", "weight", "kg", 0.3, 24.0, 0.1, more="무거운", total=True),
        measure("fee", "운임", "freight charge", "원", 2500, 18000, 100, total=True),
        date("sent", "접수일", "date received", "2024-10-01", "2026-04-21"),
        date("arrived", "배송 완료일", "delivery date", "2024-10-01", "2026-04-30", null=0.08, after="sent"),
    ]),
])
