"""공공 자전거: docking stations, bicycles and the rides people took."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("bikeshare", "공공 자전거", "public bike sharing", today="2026-06-10", tables=[
    Table("dock", "대여소", "docking station", "곳", 56, [
        key(),
        name("name", "이름", "name", [["중앙", "한강", "새빛", "은행나무", "푸른", "시민", "무지개", "장미"],
                                      ["공원 앞", "도서관 앞", "시장 입구", "우체국 앞", "초등학교 앞", "체육관 옆", "사거리",
                                       "육교 아래"]]),
        category("gu", "자치구", "district", ["마포구", "영등포구", "송파구", "광진구", "강서구", "노원구"]),
        measure("racks", "거치대 수", "number of racks", "개", 6, 52, more="많은", total=True),
        date("installed", "설치일", "installation date", "2016-03-01", "2025-11-30"),
    ]),
    Table("bike", "자전거", "bicycle", "대", 90, [
        key(),
        name("serial", "일련번호", "serial number", pattern="SPB-#####"),
        category("kind", "기종", "model", ["QR형", "LCD형", "새싹", "전기"]),
        category("state", "상태", "state", ["운행 중", "정비 중", "보관 중", "분실"]),
        measure("mileage", "누적 거리", "total distance", "km", 120, 9800, 10, more="긴", total=True),
        date("checked", "점검일", "inspection date", "2025-01-06", "2026-06-05", null=0.08),
    ]),
    Table("ride", "이용 내역", "ride", "건", 260, [
        key(),
        ref("dock_id", "dock", "대여소 번호", "docking station number"),
        ref("bike_id", "bike", "자전거 번호", "bicycle number"),
        category("pass", "이용권", "pass", ["정기권", "일일권", "단체권", "비회원권"]),
        measure("minutes", "이용 시간", "riding time", "분", 3, 118, more="긴", total=True),
        measure("km", "이동 거리", "distance", "km", 0.4, 21.0, 0.1, more="긴", total=True, null=0.06),
        date("rented", "대여일", "rental date", "2024-04-01", "2026-06-10"),
    ]),
])
