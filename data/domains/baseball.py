"""프로야구: players, games and what each player did in a game."""

from builder.definition import Domain, Table, category, date, key, measure, person, ref

DOMAIN = Domain("baseball", "프로야구", "baseball", today="2026-06-15", tables=[
    Table("player", "선수", "player", "명", 80, [
        key(),
        person(),
        category("team", "구단", "team", ["LG", "KIA", "두산", "삼성", "롯데", "한화", "SSG", "키움"]),
        category("position", "포지션", "position", ["내야수", "외야수", "포수", "지명타자"]),
        measure("salary", "연봉", "salary", "원", 30000000, 1500000000, 5000000, more="높은", total=True),
        measure("height", "키", "height", "cm", 168, 198, more="큰"),
        date("joined", "입단일", "signing date", "2012-01-15", "2026-02-10", null=0.06),
    ]),
    Table("game", "경기", "game", "경기", 90, [
        key(),
        category("park", "구장", "ballpark", ["잠실", "사직", "고척", "문학", "대구", "광주", "대전"]),
        category("channel", "중계 채널", "TV channel", ["KBSN", "MBC", "SBS", "SPOTV", "유튜브"], null=0.06),
        measure("crowd", "관중 수", "attendance", "명", 3200, 15900, 50, more="많은", total=True),
        measure("minutes", "경기 시간", "game length", "분", 142, 275, more="긴"),
        date("played", "경기일", "game date", "2025-03-20", "2026-06-14"),
    ]),
    Table("batting", "타격 기록", "batting line", "건", 260, [
        key(),
        ref("player_id", "player", "선수 번호", "player number"),
        ref("game_id", "game", "경기 번호", "game number"),
        category("lineup", "타순", "batting order", ["중심 타선", "상위 타선", "하위 타선", "대타"]),
        measure("hits", "안타", "number of hits", "개", 0, 5, more="많은", total=True),
        measure("rbi", "타점", "RBI count", "점", 0, 7, more="많은", total=True),
        measure("exit_speed", "타구 속도", "exit speed", "km/h", 108.0, 178.0, 0.1, more="빠른", null=0.08),
    ]),
])
