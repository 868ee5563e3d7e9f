"""공연 예매: halls, shows and bookings of a concert ticket office."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-04-15"
SEATS = {"소극장": (140, 400), "아트홀": (300, 1200), "문화회관": (500, 1800), "콘서트홀": (800, 2600), "체육관": (3000, 9800)}
MINUTES = {"콘서트": (100, 180), "뮤지컬": (110, 180), "연극": (70, 120), "클래식": (80, 125), "국악": (60, 110)}
PRICE = {"콘서트": (55, 188), "뮤지컬": (44, 170), "연극": (20, 66), "클래식": (30, 120), "국악": (20, 60)}  # thousand won


def settle(tables: dict, rng) -> None:
    """A hall has the seats its name promises, a genre its length and price, and a ticket is sold before the show."""
    for hall in tables["hall"]:
        grid = rng.choice([20, 100])
        hall["seats"] = grid * round(rng.uniform(*SEATS[hall["name"].split()[-1]]) / grid)
    nights = set()
    for show in tables["show"]:
        hall = tables["hall"][show["hall_id"] - 1]["name"]
        if hall.endswith("체육관"):
            show["genre"] = rng.choice(["콘서트", "뮤지컬"])
        elif hall.endswith("소극장") and show["genre"] != "국악":
            show["genre"] = "연극"
        show["minutes"] = 5 * round(rng.uniform(*MINUTES[show["genre"]]) / 5)
        grid = rng.choice([1_000, 5_000, 10_000])
        show["price"] = grid * round(rng.uniform(*PRICE[show["genre"]]) * 1_000 / grid)
        while show["held"] and (show["hall_id"], show["held"]) in nights:
            show["held"] = moved(show["held"], 1)
        nights.add((show["hall_id"], show["held"]))
    on_sale = [show for show in tables["show"] if show["held"] and moved(show["held"], -80) < TODAY]
    for booking in tables["booking"]:
        show = tables["show"][booking["show_id"] - 1]
        book(booking, show if show in on_sale else rng.choice(on_sale), rng)


def book(booking: dict, show: dict, rng) -> None:
    """A booking for a show: at the door on the day itself, else some time in the ninety days before."""
    booking["show_id"] = show["id"]
    if booking["channel"] == "현장" and show["held"] > TODAY:
        booking["channel"] = "앱"
    if booking["channel"] == "현장":
        booking["booked"] = show["held"]
        booking["pay"] = "카드" if booking["pay"] == "계좌이체" else booking["pay"]
        return
    ahead = [moved(show["held"], -days) for days in range(1, 91) if moved(show["held"], -days) <= TODAY]
    booking["booked"] = ahead[int(len(ahead) * rng.random() ** 1.4)]
    if booking["channel"] == "전화" and booking["pay"] == "간편결제":
        booking["pay"] = "계좌이체"


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("concert", "공연 예매", "concert tickets", today=TODAY, settle=settle, never=(
    ("a booking after the show, or for a show without a date",
     "SELECT * FROM booking JOIN show ON booking.show_id = show.id"
     " WHERE show.held IS NULL OR booking.booked > show.held"),
    ("a ticket bought at the door on another day",
     "SELECT * FROM booking JOIN show ON booking.show_id = show.id"
     " WHERE booking.channel = '현장' AND booking.booked <> show.held"),
    ("a booking in the future", "SELECT * FROM booking WHERE booked > '2026-04-15'"),
    ("two shows in a hall on one day",
     "SELECT hall_id, held FROM show WHERE held IS NOT NULL GROUP BY hall_id, held HAVING COUNT(*) > 1"),
    ("a play or a quartet in a sports hall",
     "SELECT * FROM show JOIN hall ON show.hall_id = hall.id"
     " WHERE hall.name LIKE '%체육관' AND show.genre NOT IN ('콘서트', '뮤지컬')"),
    ("a small theatre with a thousand seats", "SELECT * FROM hall WHERE name LIKE '%소극장' AND seats > 500"),
    ("a payment that the channel does not have",
     "SELECT * FROM booking WHERE channel = '현장' AND pay = '계좌이체' OR channel = '전화' AND pay = '간편결제'"),
), tables=[
    Table("hall", "공연장", "hall", "곳", 30, [
        key(),
        name("name", "이름", "name", [["누리", "푸른", "달빛", "한강", "새봄", "예인"],
                                      ["아트홀", "콘서트홀", "소극장", "문화회관", "체육관"]],
             also=("공연장명",), tests=("명칭",)),
        category("city", "도시", "city", ["서울", "부산", "대구", "광주", "대전"], bare=True, said="{}에 있는",
                 also=("지역",), tests=("소재지",), wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "부산": ("부산시", "부산광역시"),
                              "대구": ("대구시", "대구광역시"), "대전": ("대전시",)}),
        measure("seats", "좌석 수", "number of seats", "석", 120, 9800, 20, more="많은", total=True,
                also=("객석 수", "수용 인원"), tests=("자리 수",), big="큰", small="작은"),
    ], also=("공연 장소",), tests=("공연 시설",)),
    Table("show", "공연", "show", "편", 70, [
        key(),
        ref("hall_id", "hall", "공연장 번호", "hall number", said="{}에서 열리는",
            has="공연이 잡힌", lacks="공연이 하나도 없는"),
        name("title", "제목", "title", [["봄밤의", "돌아온", "한여름의", "푸른", "마지막", "다시 만난", "작은", "우리들의"],
                                        ["약속", "편지", "산책", "바다", "골목", "여행", "선물", "무지개", "오후"]],
             also=("공연명", "작품명"), tests=("공연 이름",)),
        category("genre", "장르", "genre", ["콘서트", "뮤지컬", "연극", "클래식", "국악"], bare=True,
                 also=("공연 분야",), tests=("공연 종류",)),
        measure("price", "티켓 가격", "ticket price", "원", 20000, 190000, 1000,
                also=("표값", "티켓값"), tests=("입장권 가격",), big="비싼", small="싼"),
        measure("minutes", "공연 시간", "running time", "분", 60, 210, 5, more="긴",
                also=("러닝타임", "상연 시간"), tests=("관람 시간",), big="긴", small="짧은"),
        date("held", "공연일", "show date", "2025-03-01", "2026-09-30", null=0.06,
             also=("공연 날짜", "열리는 날"), tests=("개최일",), absent="아직 날짜가 잡히지 않은"),
    ], also=("작품",), tests=("공연 작품",)),
    Table("booking", "예매", "booking", "건", 220, [
        key(),
        ref("show_id", "show", "공연 번호", "show number", said="{}에 대한",
            has="예매가 들어온", lacks="예매가 한 건도 없는"),
        measure("tickets", "매수", "number of tickets", "장", 1, 8, more="많은", total=True,
                also=("티켓 수", "표 장수"), tests=("예매 매수",)),
        category("channel", "예매 경로", "channel", ["앱", "웹", "전화", "현장"], bare=True,
                 also=("예매 방법",), tests=("예매 창구",), value_names={"앱": ("어플",), "웹": ("홈페이지", "웹사이트")}),
        category("pay", "결제 수단", "payment method", ["카드", "간편결제", "계좌이체", "상품권"], said="{}~으로 결제한",
                 also=("결제 방법",), tests=("지불 수단",), value_names={"카드": ("신용카드",), "계좌이체": ("이체",)}),
        date("booked", "예매일", "booking date", "2024-12-02", "2026-04-15",
             also=("예매 날짜",), tests=("예매한 날",), verb=("들어온", "들어왔")),
    ], also=("예매 내역",), tests=("예매 건",)),
])
