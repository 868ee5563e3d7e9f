"""영상위원회: films, places to film and the applications to film there."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-03-25"
BUDGET = {"드라마": (10, 90), "스릴러": (20, 130), "멜로": (10, 80), "코미디": (16, 100), "액션": (60, 196),
          "다큐멘터리": (4, 16)}  # in 50 million won
WINDOW = {"촬영": ("2025-07-01", TODAY), "후반 작업": ("2024-09-01", "2025-12-31"), "개봉": ("2024-01-05", "2025-08-31")}
PLOT = {"창고": (200, 1600), "여관": (150, 600), "학교": (1500, 4200), "극장": (400, 1800), "공장": (600, 4000),
        "병원": (500, 2800), "시장": (600, 3000), "주택": (60, 240)}  # in square metres


def settle(tables, rng):
    """Budgets by genre, places by kind; a planned film has filmed nothing, one that is out films no more."""
    for film in tables["film"]:
        low, high = BUDGET[film["genre"]]
        film["budget"] = 50000000 * rng.randint(low, high)
        if film["stage"] == "개봉":
            film["minutes"] = film["minutes"] or 107
        elif film["stage"] != "후반 작업":
            film["minutes"] = None  # nobody knows before the cut
    for site in tables["site"]:
        low, high = PLOT[site["name"].split()[-1]]
        site["area"] = 10 * rng.randint(low // 10, high // 10)
        site["fee"] = 10000 * round(5 + site["area"] / 42 * rng.uniform(0.5, 1.5) + rng.uniform(0, 22))
    films = {film["id"]: film for film in tables["film"]}
    active = [number for number, film in films.items() if film["stage"] in WINDOW]
    used = set()  # (site, day)
    for request in tables["request"]:
        if request["site_id"] > 46:
            request["site_id"] -= 20  # nobody has asked for the last two
        if request["result"] in ("반려", "철회") and rng.random() < 0.4:
            request["result"] = "승인"
        if films[request["film_id"]]["stage"] == "기획" and request["result"] in ("승인", "조건부 승인"):
            request["film_id"] = rng.choice(active)
        film = films[request["film_id"]]
        first, last = (day.fromisoformat(each) for each in WINDOW.get(film["stage"], ("2025-09-01", TODAY)))
        if request["result"] is None:
            request["film_id"] = rng.choice([number for number in active if films[number]["stage"] == "촬영"])
            film, first = films[request["film_id"]], day(2026, 3, 19)  # decided within the week
            last = day.fromisoformat(TODAY)
        while not str(first) <= request["shot"] <= str(last) or (request["site_id"], request["shot"]) in used:
            request["shot"] = str(first + timedelta(rng.randint(0, (last - first).days)))
        used.add((request["site_id"], request["shot"]))
        size = film["budget"] / 9800000000
        request["crew"] = min(140, max(6, round((14 + 110 * size) * rng.uniform(0.5, 1.3))))
        if request["aid"] is not None:
            request["aid"] = 100000 * max(5, round((20 + 160 * size) * rng.uniform(0.4, 1.2)))


DOMAIN = Domain("filmoffice", "영상위원회", "film office", today=TODAY, settle=settle, never=(
    ("filming of a film that is only planned", "SELECT * FROM request JOIN film ON film.id = film_id "
                                               "WHERE stage = '기획' AND result IN ('승인', '조건부 승인')"),
    ("filming of a film that is already out", "SELECT * FROM request JOIN film ON film.id = film_id "
                                              "WHERE stage = '개봉' AND shot > '2025-08-31'"),
    ("a running time before the cut", "SELECT * FROM film WHERE stage IN ('기획', '촬영') AND minutes IS NOT NULL"),
    ("an old application without result",
     f"SELECT * FROM request WHERE result IS NULL AND shot < date('{TODAY}', '-7 days')"),
    ("a day after today, or two crews at one place on one day",
     f"SELECT * FROM request WHERE shot > '{TODAY}' GROUP BY site_id, shot UNION ALL "
     "SELECT * FROM request GROUP BY site_id, shot HAVING COUNT(*) > 1"),
    ("a documentary as dear as an action film",
     "SELECT * FROM film WHERE genre = '다큐멘터리' AND budget >= (SELECT MIN(budget) FROM film WHERE genre = '액션')"),
), tables=[
    Table("film", "작품", "film", "편", 60, [
        key(),
        name("title", "제목", "title", [["어느 날의", "그해", "두 번째", "낯선", "마지막", "우리", "깊은 밤", "안녕"],
                                      ["여름", "목격자", "고백", "부두", "형제", "편지", "비밀", "이웃"]],
             also=("작품명", "영화 제목"), tests=("작품 제목",)),
        category("genre", "장르", "genre", list(BUDGET), also=("작품 장르", "영화 장르"), tests=("작품 종류",), bare=True,
                 value_names={"다큐멘터리": ("다큐",), "멜로": ("로맨스",)}),
        category("stage", "제작 단계", "production stage", ["기획", "촬영", "후반 작업", "개봉"],
                 also=("제작 상태", "진행 단계"), tests=("작업 단계",), said="{} 단계의"),
        measure("budget", "제작비", "budget", "원", 200000000, 9800000000, 50000000, more="많은", total=True,
                also=("예산", "제작 예산"), tests=("제작 비용",), big="돈이 많이 든", small="돈이 적게 든"),
        measure("minutes", "상영 시간", "running time", "분", 62, 178, more="긴", null=0.08,
                also=("러닝타임", "영화 길이"), tests=("상영 길이",), big="긴", small="짧은",
                absent="상영 시간이 아직 정해지지 않은"),
    ], also=("영화",), tests=("영화 작품",)),
    Table("site", "촬영지", "filming location", "곳", 48, [
        key(),
        name("name", "장소명", "name", [["옛", "언덕 위", "바닷가", "골목 끝", "강변", "시내"], list(PLOT)],
             also=("장소 이름", "촬영지 이름"), tests=("촬영지명",), wh="어디"),
        category("region", "지역", "region", ["해운대구", "영도구", "중구", "사하구", "기장군"], also=("위치", "소재지"),
                 tests=("있는 곳",), bare=True, said="{}에 있는", wh="어디",
                 value_names={"해운대구": ("해운대",), "영도구": ("영도",), "기장군": ("기장",)}),
        measure("fee", "하루 사용료", "daily fee", "원", 50000, 1800000, 10000, more="높은", also=("사용료", "하루 대여료"),
                tests=("일일 사용료",), big="비싼", small="싼"),
        measure("area", "면적", "area", "㎡", 60, 4200, 10, more="넓은", total=True, also=("넓이", "촬영지 면적"),
                tests=("장소 크기",), big="넓은", small="좁은"),
    ], also=("촬영 장소",), tests=("로케이션",)),
    Table("request", "신청서", "filming application", "건", 220, [
        key(),
        ref("film_id", "film", "작품 번호", "film number", said="{}에서 낸",
            has="신청서를 낸", lacks="신청서를 한 번도 내지 않은"),
        ref("site_id", "site", "촬영지 번호", "filming location number", said="{}에 들어온",
            has="신청서가 들어온", lacks="신청서가 한 건도 들어오지 않은"),
        category("result", "심사 결과", "review result", ["승인", "조건부 승인", "반려", "철회"], null=0.08,
                 also=("결과", "심사 판정"), tests=("심사 결정",), said="{}된", absent="아직 심사 결과가 나오지 않은"),
        measure("crew", "촬영 인원", "crew size", "명", 6, 140, more="많은", total=True, also=("인원", "촬영팀 인원"),
                tests=("촬영진 수",)),
        measure("aid", "지원금", "grant", "원", 500000, 22000000, 100000, more="많은", total=True, null=0.1,
                also=("지원 금액", "지원액"), tests=("보조금",), absent="지원금이 적히지 않은"),
        date("shot", "촬영일", "filming date", "2024-01-05", TODAY, also=("촬영 날짜", "찍는 날"), tests=("촬영하는 날",),
             verb=("촬영이 잡힌", "촬영이 잡혔")),
    ], also=("신청", "촬영 신청"), tests=("촬영 신청서",)),
])
