"""기상 관측: weather stations, their observers, daily records and warnings."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

ALTITUDE = {  # metres, as the real stations have them
    "서울": 86, "인천": 69, "수원": 40, "강화": 47, "이천": 80, "철원": 155, "춘천": 76, "강릉": 26, "속초": 18, "원주": 149,
    "영월": 240, "충주": 115, "청주": 59, "추풍령": 243, "서산": 29, "대전": 69, "보령": 16, "군산": 23, "전주": 61, "정읍": 45,
    "남원": 133, "광주": 72, "목포": 38, "여수": 65, "고흥": 53, "완도": 35, "흑산도": 77, "대구": 54, "포항": 4, "안동": 140,
    "문경": 171, "울진": 50, "울릉도": 222, "부산": 70, "창원": 37, "진주": 30, "거제": 44, "제주": 20, "성산": 19, "서귀포": 49,
}  # fmt: skip
WARMTH = (-2, 0, 6, 12, 18, 22, 26, 26, 21, 15, 8, 1)  # mean of each month, in degrees
WETTEST = (25, 25, 45, 80, 90, 120, 148, 148, 130, 60, 45, 25)  # most rain on a day of each month, in mm
SEASON = {"호우": (6, 7, 8, 9), "대설": (12, 1, 2), "한파": (12, 1, 2), "폭염": (7, 8), "건조": (11, 12, 1, 2, 3, 4)}
LONGEST = {"호우": 36, "강풍": 48, "대설": 40, "한파": 72, "폭염": 96, "건조": 96}  # hours
SERVED = {"주무관": (3, 15), "연구사": (3, 12), "사무관": (10, 25), "연구관": (14, 29)}  # years


def settle(tables, rng):
    """Altitudes of the real places, careers by rank, weather by season, warnings in their season."""
    for station in tables["station"]:
        station["altitude"] = ALTITUDE[station["name"]]
    for observer in tables["observer"]:
        observer["career"] = rng.randint(*SERVED[observer["rank"]])
        observer["nights"] = round(observer["career"] * rng.uniform(1, 3.7))
    altitude = {station["id"]: station["altitude"] for station in tables["station"]}
    for record in tables["record"]:
        if record["station_id"] > 38:
            record["station_id"] -= 30  # two stations closed before the first of these records
        if record["observer_id"] > 34:
            record["observer_id"] -= 20  # two observers are on leave
        month = int(record["observed"][5:7])
        mean = WARMTH[month - 1] - 0.0065 * altitude[record["station_id"]]
        record["temp"] = round(min(35.5, max(-14, mean + rng.triangular(-9, 9))), 1)
        if record["rain"] is not None:
            record["rain"] = max(0.5, round(WETTEST[month - 1] * rng.random() ** 1.7 * 2) / 2)
    for alert in tables["alert"]:
        months = SEASON.get(alert["kind"], range(1, 13))
        while int(alert["issued"][5:7]) not in months:
            alert["issued"] = str(day(2023, 12, 1) + timedelta(rng.randrange(817)))
        alert["hours"] = 2 + round((LONGEST[alert["kind"]] - 2) * (rng.random() + rng.random()) / 2)


DOMAIN = Domain("weather", "기상 관측", "weather observation", today="2026-02-25", settle=settle, never=(
    ("a winter day above 20 degrees",
     "SELECT * FROM record WHERE strftime('%m', observed) IN ('12', '01', '02') AND temp > 20"),
    ("frost in summer", "SELECT * FROM record WHERE strftime('%m', observed) IN ('06', '07', '08') AND temp < 5"),
    ("a snow or cold warning in summer", "SELECT * FROM alert WHERE kind IN ('대설', '한파') AND strftime('%m', issued) "
                                         "NOT IN ('12', '01', '02')"),
    ("a heat warning outside summer",
     "SELECT * FROM alert WHERE kind = '폭염' AND strftime('%m', issued) NOT IN ('07', '08')"),
    ("a record before its station opened",
     "SELECT * FROM record JOIN station ON station.id = station_id WHERE observed < opened"),
    ("a record before its observer's first year", "SELECT * FROM record JOIN observer ON observer.id = observer_id "
                                                 "WHERE observed < date('2026-02-25', '-' || career || ' years')"),
    ("an observer with more night shifts than weeks of service", "SELECT * FROM observer WHERE nights > 52 * career"),
), tables=[
    Table("station", "관측소", "weather station", "곳", 40, [
        key(),
        name("name", "이름", "name", list(ALTITUDE), also=("지점명", "명칭"), tests=("지점 이름",), wh="어디"),
        category("kind", "관측 방식", "type", ["자동", "유인", "공동 협력"], also=("운영 방식", "관측 형태"), tests=("관측 유형",),
                 value_names={"자동": ("무인",)}, bare=True, said="{} 방식으로 운영하는"),
        measure("altitude", "해발 고도", "altitude", "m", 4, 243, also=("고도", "해발"), tests=("해발 높이",),
                big="높은 곳에 있는", small="낮은 곳에 있는"),
        date("opened", "관측 개시일", "first observation date", "1954-01-01", "2019-12-31",
             also=("개시일", "관측 시작일"), tests=("관측을 시작한 날",), verb=("관측을 시작한", "관측을 시작했")),
    ], also=("관측 지점", "기상 관측소"), tests=("측후소",)),
    Table("observer", "관측원", "observer", "명", 36, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("rank", "직급", "rank", ["주무관", "연구사", "사무관", "연구관"], also=("직위",), tests=("직책",),
                 said="{}~으로 일하는"),
        measure("career", "경력", "experience", "년", 3, 29, more="긴", also=("근무 연수", "경력 연수"),
                tests=("연차",), big="오래 일한", small="경력이 짧은"),
        measure("nights", "야간 근무 횟수", "number of night shifts", "회", 0, 110, more="많은", total=True,
                also=("야근 횟수", "밤 근무 횟수"), tests=("야간 당직 횟수",), big="야근이 잦은", small="야근이 적은"),
    ], also=("관측 담당자", "관측 직원"), tests=("기상 관측원",)),
    Table("record", "관측 자료", "record", "건", 260, [
        key(),
        ref("station_id", "station", "관측소 번호", "weather station number", said="{}에서 잰",
            has="관측 자료가 있는", lacks="관측 자료가 하나도 없는"),
        ref("observer_id", "observer", "관측원 번호", "observer number", said="{}~이 작성한",
            has="관측 자료를 작성한", lacks="관측 자료를 하나도 작성하지 않은"),
        category("wind", "풍향", "wind direction", ["북서풍", "남서풍", "북풍", "남풍", "동풍", "서풍"], also=("바람 방향",),
                 tests=("바람이 불어온 방향",), said="{}~이 분 날의"),
        measure("temp", "기온", "temperature", "℃", -14.0, 35.5, 0.1, also=("온도",), tests=("바깥 온도",),
                big="더운 날의", small="추운 날의"),
        measure("rain", "강수량", "rainfall", "mm", 0.5, 148.0, 0.5, more="많은", total=True, null=0.12,
                also=("비의 양", "강우량"), tests=("내린 비의 양",), big="비가 많이 온 날의", small="비가 적게 온 날의",
                absent="강수량이 비어 있는"),
        date("observed", "관측일", "observation date", "2024-01-01", "2026-02-25", also=("관측 날짜", "관측한 날"),
             tests=("측정일",), verb=("기록된", "기록됐")),
    ], also=("관측 기록", "기상 기록"), tests=("관측 데이터",)),
    Table("alert", "특보", "weather warning", "건", 160, [
        key(),
        ref("station_id", "station", "관측소 번호", "weather station number", said="{}에 내려진",
            has="특보가 내려진", lacks="특보가 한 번도 내려지지 않은"),
        category("kind", "종류", "warning type", ["호우", "강풍", "대설", "한파", "폭염", "건조"], also=("특보 종류",), tests=("유형",),
                 value_names={"호우": ("폭우", "큰비"), "대설": ("폭설", "큰눈")}, bare=True),
        category("level", "단계", "level", ["주의보", "경보", "예비특보"], also=("특보 단계", "등급"), tests=("특보 수준",),
                 said="{} 단계의"),
        measure("hours", "지속 시간", "duration", "시간", 2, 96, more="긴", total=True, also=("이어진 시간", "유지 시간"),
                tests=("발효 시간",), big="오래 이어진", small="짧게 끝난"),
        date("issued", "발표일", "issue date", "2023-12-01", "2026-02-24", also=("발령일", "발표 날짜"),
             tests=("내려진 날",), verb=("발표된", "발표됐")),
    ], also=("기상 특보",), tests=("날씨 특보",)),
])
