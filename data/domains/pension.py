"""펜션 예약: pension houses, their rooms and the bookings of guests."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

AREA = {"원룸형": (8, 15), "복층형": (14, 36), "독채형": (24, 52), "스파형": (12, 46), "온돌형": (10, 40)}  # 평
PER_AREA = {"원룸형": 6500, "복층형": 5800, "독채형": 6400, "스파형": 7200, "온돌형": 4800}  # won a night
EXTRA = {"바비큐": 30000, "조식": 20000, "불멍 세트": 25000, "수영장": 40000}


def settle(tables, rng):
    """Rooms as large as their type, priced by area; bookings of a room follow each other and cost what it costs."""
    for pension in tables["pension"][38:]:
        pension["rating"] = None  # two houses that have no room to let yet
    for room in tables["room"]:
        if room["pension_id"] > 38:
            room["pension_id"] -= 20
        room["area"] = rng.randint(*AREA[room["kind"]])
        room["capacity"] = min(16, max(2, round(room["area"] * rng.uniform(0.24, 0.34))))
        price = room["area"] * PER_AREA[room["kind"]] * rng.uniform(0.85, 1.25)
        room["price"] = min(420000, max(60000, 5000 * round(price / 5000)))
    price = {room["id"]: room["price"] for room in tables["room"]}
    booked = set()  # (room, night)
    for booking in tables["booking"]:
        booking["nights"] = rng.choice((1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 5, 5, 6, 7))
        nights = stay(booking)
        while any((booking["room_id"], night) in booked for night in nights):
            booking["checkin"] = str(day(2024, 7, 1) + timedelta(rng.randrange(760)))
            nights = stay(booking)
        booked |= {(booking["room_id"], night) for night in nights}
        share = rng.choice((1, 1, 1, 1, 0.9, 0.85))  # some came with a discount
        whole = booking["nights"] * price[booking["room_id"]] * share + EXTRA.get(booking["extra"], 0)
        booking["amount"] = 5000 * int(whole / 5000)


def stay(booking):
    """The nights of a booking."""
    return [day.fromisoformat(booking["checkin"]) + timedelta(night) for night in range(booking["nights"])]


DOMAIN = Domain("pension", "펜션 예약", "pension house bookings", today="2026-08-20", settle=settle, never=(
    ("two bookings of one room for the same night",
     "SELECT * FROM booking AS a JOIN booking AS b ON a.room_id = b.room_id AND a.id < b.id WHERE a.checkin < "
     "date(b.checkin, '+' || b.nights || ' days') AND b.checkin < date(a.checkin, '+' || a.nights || ' days')"),
    ("a booking that costs far less or far more than its nights",
     "SELECT * FROM booking JOIN room ON room.id = room_id WHERE amount < 0.8 * nights * price "
     "OR amount > nights * price + 40000"),
    ("more guests than a small room holds", "SELECT * FROM room WHERE capacity > 2 AND capacity > area * 0.4"),
    ("a studio larger than 15 pyeong", "SELECT * FROM room WHERE kind = '원룸형' AND area > 15"),
    ("a rating for a house without rooms",
     "SELECT * FROM pension WHERE rating IS NOT NULL AND id NOT IN (SELECT pension_id FROM room)"),
    ("an arrival after today", "SELECT * FROM booking WHERE checkin > '2026-08-20'"),
), tables=[
    Table("pension", "펜션", "pension house", "곳", 40, [
        key(),
        name("name", "상호", "name", [["별빛", "소나무", "구름", "달맞이", "하늘", "숲속", "노을"],
                                      ["펜션", "스테이", "하우스", "쉼터", "별장", "빌리지"]],
             also=("펜션 이름", "업소명"), tests=("펜션명",), wh="어디"),
        category("region", "지역", "region", ["가평", "양평", "강릉", "태안", "여수", "제주"], also=("위치", "소재지"),
                 tests=("있는 곳",), bare=True, said="{}에 있는", wh="어디",
                 value_names={"가평": ("가평군",), "양평": ("양평군",), "강릉": ("강릉시",), "태안": ("태안군",),
                              "여수": ("여수시",), "제주": ("제주도",)}),
        measure("rating", "평점", "rating", "점", 2.9, 5.0, 0.1, null=0.08, also=("별점", "평가 점수"),
                tests=("후기 점수",), big="평이 좋은", small="평이 나쁜", absent="아직 평점이 없는"),
        measure("parking", "주차 대수", "number of parking spaces", "대", 2, 30, more="많은", total=True,
                also=("주차 가능 대수",), tests=("주차 수용 대수",), big="주차장이 넓은", small="주차장이 좁은"),
    ], also=("숙소",), tests=("숙박 업소",)),
    Table("room", "객실", "room", "개", 120, [
        key(),
        ref("pension_id", "pension", "펜션 번호", "pension house number", said="{}에 있는",
            has="객실이 있는", lacks="객실이 하나도 없는"),
        name("name", "이름", "name", [["장미", "수국", "라벤더", "동백", "해바라기", "목련", "튤립", "백합", "민들레", "코스모스",
                                       "벚꽃", "매화"], ["1호", "2호", "3호", "5호", "6호", "7호", "8호", "9호", "10호", "11호"]],
             also=("방 이름", "객실명"), tests=("호실",)),
        category("kind", "유형", "type", ["원룸형", "복층형", "독채형", "스파형", "온돌형"], also=("객실 유형", "방 종류"),
                 tests=("방 형태",), bare=True,
                 value_names={"원룸형": ("원룸",), "복층형": ("복층",), "독채형": ("독채",), "스파형": ("스파",),
                              "온돌형": ("온돌",)}),
        measure("area", "면적", "floor area", "평", 8, 52, more="넓은", also=("평수", "넓이"), tests=("방 크기",),
                big="넓은", small="좁은"),
        measure("capacity", "최대 인원", "maximum number of guests", "명", 2, 16, more="많은", total=True,
                also=("수용 인원", "정원"), tests=("묵을 수 있는 인원",)),
        measure("price", "1박 요금", "price per night", "원", 60000, 420000, 5000, also=("하룻밤 요금", "숙박 요금"),
                tests=("1박 가격",), big="비싼", small="싼"),
    ], also=("방",), tests=("룸",)),
    Table("booking", "예약", "booking", "건", 240, [
        key(),
        ref("room_id", "room", "객실 번호", "room number", said="{}에 들어온",
            has="예약이 들어온", lacks="예약이 한 건도 없는"),
        category("channel", "예약 경로", "booking channel", ["포털", "오늘묵자", "모두숙소", "홈페이지", "전화"],
                 also=("예약 채널", "경로"), tests=("예약처",), said="{}~으로 들어온"),
        category("extra", "부대 서비스", "extra service", ["바비큐", "조식", "불멍 세트", "수영장"], null=0.14,
                 also=("부가 서비스", "추가 옵션"), tests=("부가 옵션",), said="{}~을 추가한",
                 value_names={"조식": ("아침 식사",), "불멍 세트": ("불멍",)}, absent="부대 서비스를 고르지 않은"),
        measure("nights", "숙박 일수", "number of nights", "박", 1, 7, more="많은", total=True,
                also=("묵은 일수", "투숙 일수"), tests=("숙박 기간",), big="길게 묵는", small="짧게 묵는"),
        measure("amount", "결제 금액", "amount paid", "원", 50000, 3000000, 5000, more="큰", total=True,
                also=("결제액", "예약 금액"), tests=("낸 금액",), big="많이 결제된", small="적게 결제된"),
        date("checkin", "입실일", "check-in date", "2024-07-01", "2026-08-19", also=("체크인 날짜", "입실 날짜"),
             tests=("체크인한 날",), verb=("입실한", "입실했")),
    ], also=("숙박 예약",), tests=("예약 내역",)),
])
