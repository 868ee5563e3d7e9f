"""방송국: producers, their programmes and the episodes that went on air."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("broadcast", "방송국", "broadcasting station", today="2026-07-15", tables=[
    Table("producer", "연출자", "producer", "명", 34, [
        key(),
        person(),
        category("bureau", "소속", "bureau", ["예능국", "드라마국", "교양국", "시사국", "편성국"]),
        measure("works", "작품 수", "number of works", "편", 1, 64, more="많은", total=True),
        date("hired", "입사일", "date hired", "1999-01-04", "2025-12-01"),
    ]),
    Table("program", "프로그램", "programme", "개", 64, [
        key(),
        ref("producer_id", "producer", "연출자 번호", "producer number"),
        name("title", "제목", "title", [["우당탕", "오늘도", "안녕", "다시 만난", "한밤의", "수상한", "우리 동네", "느린"],
                                        ["식탁", "이웃", "가족", "여행", "편지", "학교", "골목", "시장", "연구소"]]),
        category("genre", "장르", "genre", ["예능", "드라마", "교양", "다큐멘터리", "시트콤", "토크쇼"]),
        category("slot", "편성 요일", "weekday", ["월요일", "수요일", "금요일", "토요일", "일요일"]),
        measure("cost", "회당 제작비", "cost per episode", "원", 18000000, 640000000, 1000000),
    ]),
    Table("episode", "방송분", "episode", "편", 250, [
        key(),
        ref("program_id", "program", "프로그램 번호", "programme number"),
        category("age", "시청 등급", "age rating", ["15세", "12세", "전체 관람가", "19세"]),
        measure("share", "시청률", "audience share", "%", 0.6, 24.0, 0.1, null=0.06),
        measure("minutes", "분량", "running time", "분", 25, 110, more="긴", total=True),
        measure("ads", "광고 수", "number of adverts", "개", 2, 34, more="많은", total=True),
        date("aired", "방영일", "air date", "2024-05-01", "2026-07-14"),
    ]),
])
