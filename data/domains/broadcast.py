"""방송국: producers, their programmes and the episodes that went on air."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-07-15"
GENRES = {
    "예능국": ["예능", "예능", "예능", "시트콤", "토크쇼"], "드라마국": ["드라마", "드라마", "드라마", "시트콤"], "교양국": ["교양", "교양", "다큐멘터리"],
    "시사국": ["다큐멘터리", "다큐멘터리", "토크쇼"], "편성국": ["예능", "드라마", "교양", "토크쇼"],
}
COST = {"예능": (70, 250), "드라마": (280, 640), "교양": (18, 70), "다큐멘터리": (40, 190), "시트콤": (60, 180),
        "토크쇼": (25, 90)}  # million
MINUTES = {"예능": (70, 110), "드라마": (60, 75), "교양": (40, 60), "다큐멘터리": (48, 60), "시트콤": (25, 35), "토크쇼": (50, 80)}
SHARE = {"예능": (2, 14), "드라마": (3, 19), "교양": (1, 6), "다큐멘터리": (1, 7), "시트콤": (2, 12),
         "토크쇼": (1, 8)}  # around which it moves
AGES = {"예능": ["15세", "15세", "12세", "전체 관람가"], "드라마": ["15세", "15세", "15세", "12세", "19세"], "시트콤": ["12세", "15세"],
        "교양": ["전체 관람가"], "다큐멘터리": ["전체 관람가", "전체 관람가", "12세"], "토크쇼": ["15세", "15세", "19세", "12세"]}
WEEKDAYS = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"]


def settle(tables: dict, rng) -> None:
    """Genres fit bureaus, cost and length genres; episodes go on air on the weekday of their programme."""
    producers = {producer["id"]: producer for producer in tables["producer"]}
    for producer in producers.values():
        most = min(64, 3 * (2026 - int(producer["hired"][:4])) + 3)
        producer["works"] = rng.randint(max(1, most // 3), most)
    programs = {program["id"]: program for program in tables["program"]}
    level = {}
    for number, program in programs.items():
        if program["producer_id"] % 12 == 0:  # on leave
            program["producer_id"] -= rng.randint(1, 11)
        program["genre"] = rng.choice(GENRES[producers[program["producer_id"]]["bureau"]])
        program["cost"] = rng.randint(*COST[program["genre"]]) * 1000000
        level[number] = rng.uniform(*SHARE[program["genre"]])
    exact(tables["program"], "cost", 50000000, 100000000, 300000000)
    for number, producer in producers.items():
        producer["works"] = max(producer["works"], sum(each["producer_id"] == number for each in programs.values()))
    exact(tables["producer"], "works", 40)
    had = set()
    for episode in tables["episode"]:
        program = programs[episode["program_id"]]
        episode["age"] = rng.choice(AGES[program["genre"]])
        episode["minutes"] = rng.randint(*MINUTES[program["genre"]])
        episode["ads"] = max(2, min(34, round(episode["minutes"] / 4 + level[program["id"]] / 2 + rng.randint(-6, 4))))
        recent = episode["share"] is None
        if not recent:
            episode["share"] = min(24.0, max(0.6, round(level[program["id"]] * rng.uniform(0.7, 1.3), 1)))
        hired = producers[program["producer_id"]]["hired"]
        episode["aired"] = aired(program, max("2024-05-01", hired) if not recent else "2026-07-01", had, rng)


def aired(program: dict, first: str, had: set, rng) -> str:
    """A day from `first` on that is the programme's weekday and not taken by another episode of it."""
    start, last = day.fromisoformat(first), day.fromisoformat("2026-07-14")
    for _ in range(99):
        when = start + timedelta(rng.randint(0, (last - start).days))
        when += timedelta((WEEKDAYS.index(program["slot"]) - when.weekday()) % 7)
        if when <= last and (program["id"], when) not in had:
            break
        start -= timedelta(1)  # the weekday may not come again before `last`
    had.add((program["id"], when))
    return when.isoformat()


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("broadcast", "방송국", "broadcasting station", today=TODAY, settle=settle, never=(
    ("an episode on another weekday than its slot",
     "SELECT episode.id FROM episode JOIN program ON episode.program_id = program.id "
     "WHERE slot <> CASE strftime('%w', aired) "
     "WHEN '1' THEN '월요일' WHEN '3' THEN '수요일' WHEN '5' THEN '금요일' WHEN '6' THEN '토요일' WHEN '0' THEN '일요일' END"),
    ("two episodes of a programme on a day",
     "SELECT program_id FROM episode GROUP BY program_id, aired HAVING COUNT(*) > 1"),
    ("an old episode without a share", "SELECT id FROM episode WHERE share IS NULL AND aired < '2026-06-01'"),
    ("a drama that costs less than any sitcom",
     "SELECT id FROM program WHERE genre = '드라마' AND cost <= (SELECT MAX(cost) FROM program WHERE genre = '시트콤')"),
    ("an educational programme for adults only",
     "SELECT episode.id FROM episode JOIN program ON episode.program_id = program.id WHERE genre = '교양' "
     "AND age = '19세'"),
    ("a sitcom of an hour",
     "SELECT episode.id FROM episode JOIN program ON episode.program_id = program.id WHERE genre = '시트콤' "
     "AND minutes > 40"),
    ("an episode before the producer was hired",
     "SELECT episode.id FROM episode JOIN program ON episode.program_id = program.id "
     "JOIN producer ON program.producer_id = producer.id "
     "WHERE aired < hired"),
), tables=[
    Table("producer", "연출자", "producer", "명", 34, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("bureau", "소속", "bureau", ["예능국", "드라마국", "교양국", "시사국", "편성국"], also=("소속 국",), tests=("소속 부서",),
                 bare=True, said="{}에서 일하는"),
        measure("works", "작품 수", "number of works", "편", 1, 64, more="많은", total=True, also=("작품 편수", "연출 편수"),
                tests=("연출작 수",), big="작품 많이 한", small="작품 적게 한"),
        date("hired", "입사일", "hire date", "1999-01-04", "2024-03-04", also=("입사 날짜", "들어온 날"), tests=("채용일",),
             verb=("입사한", "입사했")),
    ], also=("피디", "PD"), tests=("프로듀서",)),
    Table("program", "프로그램", "programme", "개", 64, [
        key(),
        ref("producer_id", "producer", "연출자 번호", "producer number", said="{}~이 연출하는", has="맡은 프로그램이 있는",
            lacks="맡은 프로그램이 하나도 없는"),
        name("title", "제목", "title", [["우당탕", "오늘도", "안녕", "다시 만난", "한밤의", "수상한", "우리 동네", "느린"],
                                        ["식탁", "이웃", "가족", "여행", "편지", "학교", "골목", "시장", "연구소"]],
             also=("프로그램명", "프로 이름"), tests=("타이틀",)),
        category("genre", "장르", "genre", ["예능", "드라마", "교양", "다큐멘터리", "시트콤", "토크쇼"], also=("프로그램 종류",),
                 tests=("분야",), bare=True, value_names={"다큐멘터리": ("다큐",)}),
        category("slot", "편성 요일", "weekday", ["월요일", "수요일", "금요일", "토요일", "일요일"], also=("방송 요일", "요일"),
                 tests=("방영 요일",), bare=True, said="{}에 하는", wh="무슨 요일",
                 value_names={"월요일": ("월욜",), "토요일": ("토욜",), "일요일": ("일욜",)}),
        measure("cost", "회당 제작비", "cost per episode", "원", 18000000, 640000000, 1000000, also=("제작비", "회당 비용"),
                tests=("편당 제작비",), big="돈 많이 드는", small="돈 적게 드는"),
    ], also=("프로",), tests=("방송 프로그램",)),
    Table("episode", "방송분", "episode", "편", 250, [
        key(),
        ref("program_id", "program", "프로그램 번호", "programme number", said="{}의", has="방송분이 있는",
            lacks="방송분이 하나도 없는"),
        category("age", "시청 등급", "age rating", ["15세", "12세", "전체 관람가", "19세"], also=("관람 등급", "등급"), tests=("연령 등급",),
                 bare=True, said="{} 등급으로 나간", value_names={"19세": ("19금",), "전체 관람가": ("전체관람가",)}),
        measure("share", "시청률", "audience share", "%", 0.6, 24.0, 0.1, null=0.06, big="시청률 높은", small="시청률 낮은",
                absent="시청률이 집계되지 않은"),
        measure("minutes", "분량", "running time", "분", 25, 110, more="긴", total=True, also=("방송 시간", "길이"),
                tests=("방송 길이",), big="긴", small="짧은"),
        measure("ads", "광고 수", "number of adverts", "개", 2, 34, more="많은", total=True, also=("광고 개수",),
                tests=("붙은 광고 수",),
                big="광고 많이 붙은", small="광고 적게 붙은"),
        date("aired", "방영일", "air date", "2024-05-01", "2026-07-14", also=("방송일", "방송 날짜"), tests=("나간 날",),
             verb=("방영된", "방영됐")),
    ], also=("회차",), tests=("에피소드",)),
])
