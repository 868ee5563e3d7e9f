"""발전소: plants, their units and daily output of a power company."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

PLACE = {  # region, and what the plants there run on
    "보령": ("충남", ("석탄", "LNG")), "당진": ("충남", ("석탄", "LNG")), "영흥": ("인천", ("석탄", "LNG", "풍력")),
    "고성": ("경남", ("석탄", "LNG")), "하동": ("경남", ("LNG", "석탄", "수력")), "신안": ("전남", ("태양광", "풍력")),
    "대관령": ("강원", ("풍력", "수력")), "새만금": ("전북", ("태양광", "풍력")),
}  # fmt: skip
TITLES = ["제1발전소", "제2발전소", "에너지센터", "발전본부"]
BUILT = {"석탄": (1990, 2014), "LNG": (1994, 2022), "태양광": (2010, 2023), "풍력": (2005, 2023), "수력": (1990, 2008)}
POWER = {"석탄": (400, 800), "LNG": (150, 500), "태양광": (20, 100), "풍력": (20, 120), "수력": (30, 150)}  # MW a unit
FACTOR = {"석탄": (45, 98), "LNG": (20, 85), "태양광": (12, 26), "풍력": (10, 78), "수력": (12, 70)}  # percent of a day
SUNLESS = {"맑음": 1, "흐림": 0.5, "비": 0.25, "눈": 0.2}  # what weather leaves of a sunny day


def settle(tables, rng):
    """Place and source agree, units add up to the plant, energy is rated power times hours; no snow in summer."""
    for plant in tables["plant"]:
        place, title = plant["name"].split()
        plant["region"], sources = PLACE[place]
        plant["source"] = sources[TITLES.index(title) % len(sources)]
        plant["built"] = f"{rng.randint(*BUILT[plant['source']])}{plant['built'][4:]}"
        low, high = POWER[plant["source"]]
        size = 10 * rng.randint(low // 10, high // 10)
        units = [unit for unit in tables["unit"] if unit["plant_id"] == plant["id"]]
        for unit in units:
            unit["power"] = size
            unit["state"] = rng.choice([unit["state"], "가동", "가동"])
            unit["failures"] = round((2026 - int(plant["built"][:4])) * rng.uniform(0.05, 0.65))
        plant["capacity"] = size * (len(units) or 2)
    source = {plant["id"]: plant["source"] for plant in tables["plant"]}
    units = {unit["id"]: unit for unit in tables["unit"]}
    for output in tables["output"]:
        log(output, units[output["unit_id"]], source[units[output["unit_id"]]["plant_id"]], rng)


def log(output, unit, source, rng):
    """One day of one unit: none while it stands still, weather of the season, output by source and weather."""
    if output["logged"] >= {"가동": "2027", "정비": "2026-04", "정지": "2026-01"}[unit["state"]]:
        output["logged"] = f"2025{output['logged'][4:]}"
    winter = output["logged"][5:7] in ("12", "01", "02")
    if output["weather"] in ("비", "눈"):
        output["weather"] = rng.choice(["눈", "눈", "비"]) if winter else {"비": "비", "눈": "맑음"}[output["weather"]]
    low, high = FACTOR[source]
    ratio = rng.uniform(low, high) * (SUNLESS[output["weather"]] if source == "태양광" else 1)
    output["ratio"] = round(2 * ratio) / 2
    output["energy"] = round(unit["power"] * 24 * output["ratio"] / 100)


DOMAIN = Domain("powerplant", "발전소 운영", "power generation", today="2026-04-30", settle=settle, never=(
    ("units that do not add up to their plant", "SELECT plant.id FROM plant JOIN unit ON unit.plant_id = plant.id "
                                                "GROUP BY plant.id HAVING SUM(power) <> capacity"),
    ("energy that is not rated power times hours", "SELECT * FROM output JOIN unit ON unit.id = unit_id "
                                                   "WHERE ABS(energy - power * 0.24 * ratio) > 1"),
    ("snow outside winter",
     "SELECT * FROM output WHERE weather = '눈' AND strftime('%m', logged) NOT IN ('12', '01', '02')"),
    ("sunshine of more than a third of the day", "SELECT * FROM output JOIN unit ON unit.id = unit_id JOIN plant ON "
                                                 "plant.id = plant_id WHERE source = '태양광' AND ratio > 33"),
    ("output of a unit that stands still", "SELECT * FROM output JOIN unit ON unit.id = unit_id "
                                           "WHERE state = '정지' AND logged >= '2026-01-01'"),
    ("output before the plant was built", "SELECT * FROM output JOIN unit ON unit.id = unit_id JOIN plant ON "
                                          "plant.id = plant_id WHERE logged < built OR checked < built"),
), tables=[
    Table("plant", "발전소", "power plant", "곳", 32, [
        key(),
        name("name", "이름", "name", [list(PLACE), TITLES],
             also=("발전소 이름", "발전소명"), tests=("명칭",), wh="어디"),
        category("region", "지역", "region", ["충남", "인천", "경남", "전남", "강원", "전북"], also=("소재지", "위치"),
                 tests=("있는 곳",), bare=True, said="{}에 있는", wh="어디",
                 value_names={"충남": ("충청남도",), "경남": ("경상남도",), "전남": ("전라남도",), "강원": ("강원도",),
                              "전북": ("전라북도",), "인천": ("인천시", "인천광역시")}),
        category("source", "발전원", "energy source", ["LNG", "태양광", "풍력", "석탄", "수력"], also=("에너지원",),
                 tests=("발전 방식",), bare=True, said="{}~으로 발전하는",
                 value_names={"LNG": ("천연가스", "액화천연가스")}),
        measure("capacity", "설비 용량", "installed capacity", "MW", 20, 4800, 10, more="큰", total=True,
                also=("용량", "발전 용량"), tests=("설비 규모",), big="규모가 큰", small="규모가 작은"),
        date("built", "준공일", "completion date", "1990-01-01", "2023-11-30", also=("준공 날짜", "완공일"),
             tests=("지어진 날",), verb=("준공된", "준공됐")),
    ], also=("발전 시설",), tests=("발전 사업소",)),
    Table("unit", "호기", "generating unit", "기", 70, [
        key(),
        ref("plant_id", "plant", "발전소 번호", "plant number", said="{}에 있는",
            has="호기가 있는", lacks="호기가 하나도 없는"),
        category("maker", "제조사", "manufacturer", ["한라중공업", "동해터빈", "서진전기", "북방에너지"],
                 also=("제작사", "제조 회사"), tests=("만든 회사",), bare=True, said="{}에서 만든", wh="어디"),
        category("state", "가동 상태", "operating state", ["가동", "정지", "정비"], also=("운전 상태", "상태"),
                 tests=("현재 상태",), value_names={"가동": ("운전",)}, said="{} 중인"),
        measure("power", "정격 출력", "rated power", "MW", 20, 800, 10, total=True, also=("출력",), tests=("최대 출력",)),
        measure("failures", "고장 횟수", "number of failures", "회", 0, 24, more="많은", total=True,
                also=("고장 난 횟수",), tests=("고장 발생 횟수",), big="고장이 잦은", small="고장이 적은"),
        date("checked", "점검일", "inspection date", "2024-01-01", "2026-04-30", null=0.09,
             also=("점검 날짜", "마지막 점검일"), tests=("점검한 날",), verb=("점검한", "점검했"), absent="점검 기록이 없는"),
    ], also=("발전기", "발전 설비"), tests=("발전 기기",)),
    Table("output", "발전 기록", "output record", "건", 230, [
        key(),
        ref("unit_id", "unit", "호기 번호", "unit number", said="{}에서 나온",
            has="발전 기록이 있는", lacks="발전 기록이 하나도 없는"),
        measure("energy", "발전량", "energy produced", "MWh", 5, 19200, more="많은", total=True,
                also=("생산 전력량", "전력 생산량"), tests=("생산한 전기량",)),
        measure("ratio", "이용률", "capacity factor", "%", 1.0, 98.0, 0.5, also=("설비 이용률",), tests=("설비 활용률",)),
        category("weather", "날씨", "weather condition", ["맑음", "흐림", "비", "눈"], also=("날씨 상태",), tests=("기상 상태",)),
        date("logged", "기록일", "record date", "2024-05-01", "2026-04-30", also=("기록 날짜", "발전일"),
             tests=("기록한 날",), verb=("작성된", "작성됐")),
    ], also=("발전 실적", "발전 일지"), tests=("발전 내역",)),
])
