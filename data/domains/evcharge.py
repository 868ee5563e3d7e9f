"""전기차 충전: charging stations, their chargers and the charging sessions."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("evcharge", "전기차 충전", "electric-vehicle charging", today="2026-06-30", tables=[
    Table("station", "충전소", "charging station", "곳", 42, [
        key(),
        name("name", "이름", "name", [["한빛", "강변", "중앙", "새솔", "문화", "은하", "시민", "푸른"],
                                      ["공영주차장", "주민센터", "마트", "도서관", "체육관", "아파트"]]),
        category("operator", "운영사", "operator", ["환경부", "한국전력", "채비", "에버온", "GS차지비", "SK일렉링크"]),
        category("region", "지역", "region", ["경기", "서울", "인천", "충남", "경남", "제주"]),
        measure("spaces", "주차면 수", "parking bays", "면", 4, 180, 2, more="많은", total=True),
        date("opened", "개소일", "opening date", "2018-03-01", "2025-12-20"),
    ]),
    Table("charger", "충전기", "charger", "대", 90, [
        key(),
        ref("station_id", "station", "충전소 번호", "charging station number"),
        name("code", "기기 코드", "device code", pattern="EV-####"),
        category("kind", "충전 방식", "charging type", ["완속", "급속", "초급속"]),
        category("state", "상태", "state", ["사용 가능", "충전 중", "점검 중", "고장"]),
        measure("price", "충전 단가", "price per kWh", "원", 245, 430, 1),
    ]),
    Table("session", "충전 이력", "charging session", "건", 250, [
        key(),
        ref("charger_id", "charger", "충전기 번호", "charger number"),
        category("model", "차종", "car model", ["아이오닉 5", "EV6", "코나", "모델 3", "니로", "레이"]),
        category("pay", "결제 수단", "payment method", ["회원카드", "신용카드", "앱", "로밍"]),
        measure("kwh", "충전량", "energy charged", "kWh", 4.0, 76.0, 0.5, more="많은", total=True),
        measure("fee", "요금", "charge", "원", 1500, 32000, 100, more="높은", total=True),
        date("charged", "충전일", "charging date", "2024-09-01", "2026-06-30"),
    ]),
])
