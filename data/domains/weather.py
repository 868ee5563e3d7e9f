"""기상 관측: weather stations, their observers, daily records and warnings."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("weather", "기상 관측", "weather observation", today="2026-02-25", tables=[
    Table("station", "관측소", "weather station", "곳", 40, [
        key(),
        name("name", "이름", "name", ["서울", "인천", "수원", "강화", "이천", "철원", "춘천", "강릉", "속초", "원주", "영월",
                                      "충주", "청주", "추풍령", "서산", "대전", "보령", "군산", "전주", "정읍", "남원", "광주",
                                      "목포", "여수", "고흥", "완도", "흑산도", "대구", "포항", "안동", "문경", "울진", "울릉도", "부산",
                                      "창원", "진주", "거제", "제주", "성산", "서귀포"]),
        category("kind", "관측 방식", "type", ["자동", "유인", "공동 협력"]),
        measure("altitude", "해발 고도", "altitude", "m", 3, 240),
        date("opened", "관측 개시일", "first day of observation", "1954-01-01", "2019-12-31"),
    ]),
    Table("observer", "관측원", "observer", "명", 36, [
        key(),
        person(),
        category("rank", "직급", "rank", ["주무관", "연구사", "사무관", "연구관"]),
        measure("career", "경력", "years of experience", "년", 1, 29, more="긴"),
        measure("nights", "야간 근무 횟수", "night shifts", "회", 0, 110, more="많은", total=True),
    ]),
    Table("record", "관측 자료", "record", "건", 260, [
        key(),
        ref("station_id", "station", "관측소 번호", "weather station number"),
        ref("observer_id", "observer", "관측원 번호", "observer number"),
        category("wind", "풍향", "wind direction", ["북서풍", "남서풍", "북풍", "남풍", "동풍", "서풍"]),
        measure("temp", "기온", "temperature", "℃", -14.0, 35.5, 0.1),
        measure("rain", "강수량", "rainfall", "mm", 0.5, 148.0, 0.5, more="많은", total=True, null=0.12),
        date("observed", "관측일", "date of observation", "2024-01-01", "2026-02-25"),
    ]),
    Table("alert", "특보", "weather warning", "건", 160, [
        key(),
        ref("station_id", "station", "관측소 번호", "weather station number"),
        category("kind", "종류", "kind", ["호우", "강풍", "대설", "한파", "폭염", "건조"]),
        category("level", "단계", "level", ["주의보", "경보", "예비특보"]),
        measure("hours", "지속 시간", "duration", "시간", 2, 96, more="긴", total=True),
        date("issued", "발표일", "date issued", "2023-12-01", "2026-02-24"),
    ]),
])
