"""펜션 예약: pension houses, their rooms and the bookings of guests."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("pension", "펜션 예약", "pension house bookings", today="2026-08-20", tables=[
    Table("pension", "펜션", "pension house", "곳", 40, [
        key(),
        name("name", "상호", "name", [["별빛", "소나무", "구름", "달맞이", "하늘", "숲속", "노을"],
                                      ["펜션", "스테이", "하우스", "쉼터", "별장", "빌리지"]]),
        category("region", "지역", "region", ["가평", "양평", "강릉", "태안", "여수", "제주"]),
        measure("rating", "평점", "rating", "점", 2.9, 5.0, 0.1, null=0.08),
        measure("parking", "주차 대수", "parking spaces", "대", 2, 30, more="많은", total=True),
    ]),
    Table("room", "객실", "room", "개", 120, [
        key(),
        ref("pension_id", "pension", "펜션 번호", "pension house number"),
        name("name", "이름", "name", [["장미", "수국", "라벤더", "동백", "해바라기", "목련", "튤립", "백합", "민들레", "코스모스",
                                       "벚꽃", "매화"], ["1호", "2호", "3호", "5호", "6호", "7호", "8호", "9호", "10호", "11호"]]),
        category("kind", "유형", "type", ["원룸형", "복층형", "독채형", "스파형", "온돌형"]),
        measure("area", "면적", "floor area", "평", 8, 52, more="넓은"),
        measure("capacity", "최대 인원", "maximum guests", "명", 2, 16, more="많은", total=True),
        measure("price", "1박 요금", "price per night", "원", 60000, 420000, 5000),
    ]),
    Table("booking", "예약", "booking", "건", 240, [
        key(),
        ref("room_id", "room", "객실 번호", "room number"),
        category("channel", "예약 경로", "booking channel", ["네이버", "야놀자", "여기어때", "홈페이지", "전화"]),
        category("extra", "부대 서비스", "extra service", ["바비큐", "조식", "불멍 세트", "수영장"], null=0.14),
        measure("nights", "숙박 일수", "number of nights", "박", 1, 7, more="많은", total=True),
        measure("amount", "결제 금액", "amount paid", "원", 70000, 980000, 5000, more="큰", total=True),
        date("checkin", "입실일", "check-in date", "2024-07-01", "2026-08-19"),
    ]),
])
