"""유기동물 보호소: shelters, their animals and the volunteers who come."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-03-31"
WEIGHT = {"개": (3, 28), "고양이": (2.4, 6.8), "토끼": (1.2, 3.6), "기타": (1.2, 5)}  # kg of a grown animal
OLDEST = {"개": 15, "고양이": 15, "토끼": 8, "기타": 9}


def settle(tables: dict, rng) -> None:
    """Animals weigh what their kind does, came once the shelter was open, and find a home in time."""
    tables["animal"][-1]["found"] = "2026-03-29"  # the newest comes from the last days
    for animal in tables["animal"]:
        light, heavy = WEIGHT[animal["species"]]
        animal["age"] = min(animal["age"], OLDEST[animal["species"]] - rng.randint(0, 2))
        if rng.random() < 0.3:
            animal["age"] = rng.randint(1, 3)
        if animal["weight"] is not None:
            weight = rng.uniform(light, heavy) * (0.75 if animal["age"] == 1 else 1)
            animal["weight"] = max(round(weight) if rng.random() < 0.15 else round(weight, 1), 1.2)
        opened = tables["shelter"][animal["shelter_id"] - 1]["opened"]
        if animal["found"] < opened:
            animal["found"] = day.fromordinal(day.fromisoformat(opened).toordinal() + rng.randint(5, 400)).isoformat()
        days = (day.fromisoformat(TODAY) - day.fromisoformat(animal["found"])).days
        animal["state"] = stage(days, animal["state"], rng)
    for shelter in tables["shelter"]:
        kept = sum(a["shelter_id"] == shelter["id"] and a["state"] != "입양" for a in tables["animal"])
        shelter["capacity"] = max(shelter["capacity"], 5 * -(-kept // 5))


def stage(days: int, state: str, rng) -> str:
    """Whoever came lately is still there; after a year and more most have found a home."""
    if days < 14:
        return rng.choice(["보호 중", "치료 중"])
    if days > 240 and state == "치료 중":
        return "보호 중"
    if days > 400 and rng.random() < 0.7:
        return "입양"
    return state


DOMAIN = Domain("shelter", "유기동물 보호소", "animal shelter", today=TODAY, settle=settle, never=(
    ("an animal rescued before its shelter opened",
     "SELECT * FROM animal JOIN shelter ON animal.shelter_id = shelter.id WHERE animal.found < shelter.opened"),
    ("more animals than a shelter can take",
     "SELECT * FROM shelter WHERE capacity <"
     " (SELECT COUNT(*) FROM animal WHERE shelter_id = shelter.id AND state <> '입양')"),
    ("a rabbit or cat as heavy as a dog", "SELECT * FROM animal WHERE species = '고양이' AND weight > 8"
     " OR species = '토끼' AND weight > 5"),
    ("a rabbit that is too old", "SELECT * FROM animal WHERE species = '토끼' AND age > 10"),
    ("an adoption within days", "SELECT * FROM animal WHERE state = '입양' AND found > date('2026-03-31', '-14 days')"),
    ("a treatment that never ends",
     "SELECT * FROM animal WHERE state = '치료 중' AND found < date('2026-03-31', '-240 days')"),
    ("a rescue in the future", "SELECT * FROM animal WHERE found > '2026-03-31'"),
), tables=[
    Table("shelter", "보호소", "shelter", "곳", 30, [
        key(),
        name("name", "이름", "name", [["햇살", "초록", "누리", "온기", "희망", "다정"],
                                      ["동물 쉼터", "보호센터", "반려의 집", "동물병원", "동행 센터"]],
             also=("명칭",), tests=("시설명",)),
        category("sido", "시도", "province", ["경기", "서울", "부산", "강원", "전남"], bare=True, said="{}에 있는",
                 also=("지역",), tests=("소재지",), wh="어디",
                 value_names={"경기": ("경기도",), "서울": ("서울시", "서울특별시"), "부산": ("부산시", "부산광역시"),
                              "강원": ("강원도",), "전남": ("전라남도",)}),
        measure("capacity", "정원", "capacity", "마리", 20, 180, 5, more="많은", total=True,
                also=("수용 정원", "수용 마릿수"), tests=("수용 규모",), big="규모가 큰", small="규모가 작은"),
        date("opened", "개소일", "opening date", "2008-01-01", "2024-12-31",
             also=("문 연 날",), tests=("개소 날짜",), verb=("문을 연", "문을 열었")),
    ], also=("동물 보호소", "쉼터"), tests=("보호 시설",)),
    Table("animal", "동물", "animal", "마리", 160, [
        key(),
        ref("shelter_id", "shelter", "보호소 번호", "shelter number", said="{}에 들어온",
            has="동물이 들어온", lacks="동물이 한 마리도 없는"),
        category("species", "축종", "species", ["개", "고양이", "토끼", "기타"], also=("동물 종류", "종류"), tests=("분류",),
                 value_names={"개": ("강아지", "멍멍이"), "고양이": ("냥이",)}),
        measure("age", "나이", "age", "살", 1, 15, more="많은", also=("연령",),
                big="나이 많은", small="어린", wh="몇 살"),
        measure("weight", "몸무게", "weight", "kg", 1.2, 32.0, 0.1, more="무거운", null=0.08,
                also=("체중",), tests=("무게",), big="무거운", small="가벼운", absent="아직 몸무게를 재지 않은"),
        category("state", "상태", "state", ["보호 중", "입양", "임시 보호", "치료 중"],
                 also=("현재 상태",), tests=("보호 상태",), value_names={"입양": ("입양 완료",), "치료 중": ("치료받는 중",)}),
        date("found", "구조일", "rescue date", "2024-06-01", "2026-03-30",
             also=("구조 날짜",), tests=("구조된 날",), verb=("구조된", "구조됐")),
    ], also=("유기동물",), tests=("구조 동물",)),
    Table("volunteer", "봉사자", "volunteer", "명", 70, [
        key(),
        ref("shelter_id", "shelter", "보호소 번호", "shelter number", said="{}에서 일하는",
            has="봉사자가 있는", lacks="봉사자가 한 명도 없는"),
        person(also=("성함",), tests=("성명",)),
        measure("hours", "봉사 시간", "number of volunteer hours", "시간", 2, 240, 2, more="많은", total=True,
                also=("봉사한 시간",), tests=("활동 시간",), big="오래 봉사한", small="짧게 봉사한"),
        category("job", "담당 업무", "duty", ["산책", "청소", "급식", "사진 촬영", "상담"], null=0.1, bare=True, said="{}~을 맡은",
                 also=("맡은 일", "업무"), tests=("하는 일",), absent="아직 담당 업무가 없는",
                 value_names={"사진 촬영": ("촬영",)}),
    ], also=("자원봉사자",), tests=("봉사 인력",)),
])
