"""프로야구: players, games and what each player did in a game. The clubs and channels are invented."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, person, ref

HOME = {  # the clubs that play at home in a park
    "잠실": ["서울 스톰", "한강 울브스"], "사직": ["부산 샤크스"], "고척": ["고척 레이븐"], "문학": ["인천 웨이브"], "대구": ["대구 불스"],
    "광주": ["광주 제트"], "대전": ["대전 파이어"],
}
TEAMS = [team for teams in HOME.values() for team in teams]
SEASONS = [("2025-03-22", "2025-10-04"), ("2026-03-28", "2026-06-14")]
TALL = {"내야수": (170, 188), "외야수": (174, 193), "포수": (174, 187), "지명타자": (178, 198)}


def settle(tables: dict, rng) -> None:
    """Pay grows with the years, games fall in a season and never on a Monday, and two clubs meet in each."""
    for player in tables["player"]:
        player["height"] = rng.randint(*TALL[player["position"]])
        years = 2026 - int((player["joined"] or "2019")[:4])
        best = min(1500, 60 + 110 * years)
        player["salary"] = max(30, round((30 + (best - 30) * rng.random() ** 2) / 5) * 5) * 1000000
    exact(tables["player"], "salary", 100000000, 500000000, 1000000000)
    exact(tables["game"], "minutes", 180, 240)
    taken, meets = set(), {}
    for game in tables["game"]:
        game["played"] = matchday(game["park"], taken, rng)
        full = day.fromisoformat(game["played"]).weekday() >= 4
        game["crowd"] = rng.randint(150, 318) * 50 if full else rng.randint(64, 240) * 50
        home = rng.choice(HOME[game["park"]])
        meets[game["id"]] = (home, rng.choice([team for team in TEAMS if team != home]))
    exact(tables["game"], "crowd", 5000, 10000)
    batted(tables, meets, rng)


def matchday(park: str, taken: set, rng) -> str:
    """A day of a season, no Monday, on which the park is free."""
    while True:
        first, last = (day.fromisoformat(text) for text in SEASONS[rng.random() < 0.4])
        when = first + timedelta(rng.randint(0, (last - first).days))
        if when.weekday() and (park, when) not in taken:
            taken.add((park, when))
            return when.isoformat()


def batted(tables: dict, meets: dict, rng) -> None:
    """A line for a game of the player's own club, once a game; runs batted in go with the hits."""
    people, had = {row["id"]: row for row in tables["player"]}, set()
    dates = {row["id"]: row["played"] for row in tables["game"]}
    for line in tables["batting"]:
        while not (free := matches(people[line["player_id"]], meets, dates, had)):
            line["player_id"] = rng.choice(list(people)[:60])
        line["game_id"] = rng.choice(free)
        had.add((line["player_id"], line["game_id"]))
        most = 1 if line["lineup"] == "대타" else 5
        line["hits"] = min(most, rng.choice([0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4]))
        power = 3 if line["lineup"] == "중심 타선" else 2
        line["rbi"] = min(7, rng.randint(0, power * line["hits"])) if line["hits"] else rng.choice([0, 0, 0, 0, 1])


def matches(player: dict, meets: dict, dates: dict, had: set) -> list:
    """The games of the player's club since the signing in which the player has no line yet."""
    since = player["joined"] or ""
    farm = player["id"] % 16 == 0  # plays in the second division
    return [game for game, clubs in meets.items()
            if not farm and player["team"] in clubs and dates[game] > since and (player["id"], game) not in had]


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("baseball", "프로야구", "baseball", today="2026-06-15", settle=settle, never=(
    ("a game on a Monday or in winter",
     "SELECT id FROM game WHERE strftime('%w', played) = '1' OR strftime('%m', played) IN ('11', '12', '01', '02')"),
    ("two games in a park on one day", "SELECT park FROM game GROUP BY park, played HAVING COUNT(*) > 1"),
    ("a batting line before the signing",
     "SELECT batting.id FROM batting JOIN player ON batting.player_id = player.id "
     "JOIN game ON batting.game_id = game.id "
     "WHERE played < joined"),
    ("two lines of a player in a game",
     "SELECT player_id FROM batting GROUP BY player_id, game_id HAVING COUNT(*) > 1"),
    ("three clubs in a game",
     "SELECT game_id FROM batting JOIN player ON batting.player_id = player.id GROUP BY game_id "
     "HAVING COUNT(DISTINCT team) > 2"),
    ("many runs without a hit", "SELECT id FROM batting WHERE hits = 0 AND rbi > 1"),
    ("a newcomer with the pay of a star", "SELECT id FROM player WHERE joined >= '2025-01-01' AND salary > 300000000"),
), tables=[
    Table("player", "선수", "player", "명", 80, [
        key(),
        person(also=("선수명",), tests=("성명",)),
        category("team", "구단", "team", TEAMS, also=("팀", "소속 팀"), tests=("소속 구단",), bare=True, said="{}에서 뛰는", wh="어디",
                 value_names={team: (team.split()[1],) for team in TEAMS}),
        category("position", "포지션", "position", ["내야수", "외야수", "포수", "지명타자"], also=("수비 위치",), tests=("수비 포지션",),
                 said="{}~으로 뛰는"),
        measure("salary", "연봉", "salary", "원", 30000000, 1500000000, 5000000, more="높은", total=True, also=("몸값",),
                tests=("계약 연봉",), big="돈 많이 받는", small="돈 적게 받는"),
        measure("height", "키", "height", "cm", 168, 198, more="큰", also=("신장",), big="키 큰", small="키 작은"),
        date("joined", "입단일", "signing date", "2012-01-15", "2026-02-10", null=0.06, also=("입단 날짜", "들어온 날"),
             tests=("팀에 들어온 날",), verb=("입단한", "입단했"), absent="입단일이 기록되지 않은"),
    ], also=("야구 선수",)),
    Table("game", "경기", "game", "경기", 90, [
        key(),
        category("park", "구장", "ballpark", ["잠실", "사직", "고척", "문학", "대구", "광주", "대전"], also=("야구장", "경기장"),
                 tests=("경기 장소",), bare=True, said="{}에서 열린", wh="어디",
                 value_names={"잠실": ("잠실구장", "잠실야구장"), "사직": ("사직구장",), "고척": ("고척돔",), "문학": ("문학구장",)}),
        category("channel", "중계 채널", "TV channel", ["나래스포츠", "스포원", "베이스TV", "한빛스포츠", "인터넷"], null=0.06,
                 also=("방송 채널",), tests=("중계사",), said="{}에서 중계한", wh="어디",
                 absent="중계 채널이 정해지지 않은"),
        measure("crowd", "관중 수", "attendance", "명", 3200, 15900, 50, more="많은", total=True, also=("관중", "관객 수"),
                tests=("입장 인원",), big="사람 많이 온", small="사람 적게 온"),
        measure("minutes", "경기 시간", "duration", "분", 142, 275, more="긴", also=("경기 소요 시간", "걸린 시간"),
                tests=("게임 시간",), big="오래 걸린", small="빨리 끝난"),
        date("played", "경기일", "game date", "2025-03-22", "2026-06-14", also=("경기 날짜",), tests=("시합 날짜",),
             verb=("열린", "열렸")),
    ], also=("시합",), tests=("게임",)),
    Table("batting", "타격 기록", "batting line", "건", 260, [
        key(),
        ref("player_id", "player", "선수 번호", "player number", said="{}~이 남긴", has="타격 기록이 있는",
            lacks="타격 기록이 하나도 없는"),
        ref("game_id", "game", "경기 번호", "game number", said="{}에서 나온", has="타격 기록이 있는", lacks="타격 기록이 하나도 없는"),
        category("lineup", "타순", "batting order", ["중심 타선", "상위 타선", "하위 타선", "대타"], also=("타선", "타순 구분"),
                 tests=("타석 순서",), bare=True, value_names={"중심 타선": ("클린업",)}),
        measure("hits", "안타", "number of hits", "개", 0, 5, more="많은", total=True, also=("안타 수",), tests=("친 안타 수",)),
        measure("rbi", "타점", "RBI count", "점", 0, 7, more="많은", total=True, also=("타점 수",), tests=("올린 타점",)),
        measure("exit_speed", "타구 속도", "exit speed", "km/h", 108.0, 178.0, 0.1, more="빠른", null=0.08,
                also=("타구 스피드",), tests=("타구 속력",), big="타구 빠른", small="타구 느린",
                absent="타구 속도가 측정되지 않은"),
    ], also=("기록",), tests=("타자 기록",)),
])
