"""공연 예매: halls, shows and bookings of a concert ticket office."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("concert", "공연 예매", "concert tickets", today="2026-04-15", tables=[
    Table("hall", "공연장", "hall", "곳", 30, [
        key(),
        name("name", "이름", "name", [["누리", "푸른", "달빛", "한강", "새봄", "예인"],
                                      ["아트홀", "콘서트홀", "소극장", "문화회관", "체육관"]]),
        category("city", "도시", "city", ["서울", "부산", "대구", "광주", "대전"]),
        measure("seats", "좌석 수", "number of seats", "석", 120, 9800, 20, more="많은", total=True),
    ]),
    Table("show", "공연", "show", "편", 70, [
        key(),
        ref("hall_id", "hall", "공연장 번호", "hall number"),
        name("title", "제목", "title", [["봄밤의", "돌아온", "한여름의", "푸른", "마지막", "다시 만난", "작은", "우리들의"],
                                        ["약속", "편지", "산책", "바다", "골목", "여행", "선물", "무지개", "오후"]]),
        category("genre", "장르", "genre", ["콘서트", "뮤지컬", "연극", "클래식", "국악"]),
        measure("price", "티켓 가격", "ticket price", "원", 20000, 190000, 1000),
        measure("minutes", "공연 시간", "running time", "분", 60, 210, 5, more="긴"),
        date("held", "공연일", "show date", "2025-03-01", "2026-09-30", null=0.06),
    ]),
    Table("booking", "예매", "booking", "건", 220, [
        key(),
        ref("show_id", "show", "공연 번호", "show number"),
        measure("tickets", "매수", "number of tickets", "장", 1, 8, more="많은", total=True),
        category("channel", "예매 경로", "channel", ["앱", "웹", "전화", "현장"]),
        category("pay", "결제 수단", "payment method", ["카드", "간편결제", "계좌이체", "상품권"]),
        date("booked", "예매일", "booking date", "2025-01-10", "2026-04-15"),
    ]),
])
