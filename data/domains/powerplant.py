"""발전소: plants, their units and daily output of a power company."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("powerplant", "발전소 운영", "power generation", today="2026-04-30", tables=[
    Table("plant", "발전소", "power plant", "곳", 32, [
        key(),
        name("name", "이름", "name", [["보령", "당진", "영흥", "고성", "신안", "대관령", "하동", "새만금"],
                                    ["제1발전소", "제2발전소", "에너지센터", "발전본부"]]),
        category("region", "지역", "region", ["충남", "인천", "경남", "전남", "강원"]),
        category("source", "발전원", "energy source", ["LNG", "태양광", "풍력", "석탄", "수력"]),
        measure("capacity", "설비 용량", "installed capacity", "MW", 20, 2400, 20, more="큰", total=True),
        date("built", "준공일", "completion date", "1990-01-01", "2025-11-30"),
    ]),
    Table("unit", "호기", "generating unit", "기", 70, [
        key(),
        ref("plant_id", "plant", "발전소 번호", "plant number"),
        category("maker", "제조사", "manufacturer", ["한라중공업", "동해터빈", "서진전기", "북방에너지"]),
        category("state", "가동 상태", "operating state", ["가동", "정지", "정비"]),
        measure("power", "정격 출력", "rated power", "MW", 10, 800, 10, total=True),
        measure("loss", "고장 횟수", "number of failures", "회", 0, 24, more="많은", total=True),
        date("checked", "점검일", "inspection date", "2024-01-01", "2026-04-30", null=0.09),
    ]),
    Table("output", "발전 기록", "output record", "건", 230, [
        key(),
        ref("unit_id", "unit", "호기 번호", "unit number"),
        measure("energy", "발전량", "energy produced", "MWh", 40, 9600, 20, more="많은", total=True),
        measure("ratio", "이용률", "capacity factor", "%", 12.0, 98.0, 0.5),
        category("weather", "날씨", "weather", ["맑음", "흐림", "비", "눈"]),
        date("logged", "기록일", "record date", "2024-05-01", "2026-04-30"),
    ]),
])
