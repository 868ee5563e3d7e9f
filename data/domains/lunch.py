"""학교 급식: schools, their food suppliers and the meals served."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2025-11-28"
PUPILS = {"초등학교": (150, 1480), "중학교": (200, 1100), "고등학교": (300, 1200), "여자중학교": (180, 800)}
KCAL = {"초등학교": 640, "중학교": 780, "고등학교": 870, "여자중학교": 720}  # of a meal, as growing children need them
RICHER = {"제육볶음": 20, "돈가스": 80, "닭갈비": 10, "카레라이스": 0, "비빔밥": -40, "생선구이": -60}
LEFT = {"제육볶음": 0.6, "돈가스": 0.5, "닭갈비": 0.7, "카레라이스": 0.8, "비빔밥": 1.2, "생선구이": 1.5}
SOLD_FOR = {"제육볶음": ("축산물", "김치류"), "돈가스": ("축산물", "가공식품"), "닭갈비": ("축산물",),
            "카레라이스": ("농산물", "가공식품"), "비빔밥": ("농산물", "김치류"), "생선구이": ("수산물",)}


def settle(tables, rng):
    """Cooks and leftovers by pupils, energy by age, meals on school days, from a supplier who sells what they need."""
    level = {}
    for school in tables["school"]:
        level[school["id"]] = school["name"].split()[-1]
        low, high = PUPILS[level[school["id"]]]
        school["students"] = 5 * round((low + (high - low) * (rng.random() + rng.random()) / 2) / 5)
        school["cooks"] = min(18, max(3, round(school["students"] / 110 + rng.uniform(1, 4))))
    pupils = {school["id"]: school["students"] for school in tables["school"]}
    sellers = under_contract(tables["supplier"], rng)
    fed = set()  # (school, day)
    for meal in tables["meal"]:
        if meal["school_id"] > 38:
            meal["school_id"] -= 20  # the kitchens of two schools are being rebuilt
        while not school_day(meal["served"]) or (meal["school_id"], meal["served"]) in fed:
            meal["served"] = str(day(2024, 3, 4) + timedelta(rng.randrange(635)))
        fed.add((meal["school_id"], meal["served"]))
        known = [seller for goods in SOLD_FOR[meal["main"]] for seller in sellers[goods]]
        meal["supplier_id"] = rng.choice([each["id"] for each in known if each["signed"] <= meal["served"]])
        school = meal["school_id"]
        meal["kcal"] = 5 * round((KCAL[level[school]] + RICHER[meal["main"]] + rng.uniform(-60, 60)) / 5)
        if meal["waste"] is not None:
            waste = pupils[school] * 0.05 * LEFT[meal["main"]] * rng.uniform(0.6, 1.5)
            meal["waste"] = min(86, max(4, round(2 * waste) / 2))


def under_contract(suppliers, rng):
    """{goods: suppliers}, the first of each under contract before the first meal; the last two have yet to deliver."""
    for number, supplier in enumerate(suppliers[-2:]):
        supplier["signed"] = f"2025-11-{17 + 7 * number}"
    sellers = {}
    for supplier in sorted(suppliers[:-2], key=lambda supplier: supplier["signed"]):
        if supplier["goods"] not in sellers:
            supplier["signed"] = f"2024-02-{rng.randint(10, 28)}"
        sellers.setdefault(supplier["goods"], []).append(supplier)
    return sellers


def school_day(date):
    """Whether schools give lunch on that day: Monday to Friday, not in the holidays."""
    term = "03-02" <= date[5:] <= "07-21" or "08-18" <= date[5:] <= "12-26"
    return day.fromisoformat(date).weekday() < 5 and term


DOMAIN = Domain("lunch", "학교 급식", "school lunch", today=TODAY, settle=settle, never=(
    ("a meal on a Saturday or Sunday", "SELECT * FROM meal WHERE strftime('%w', served) IN ('0', '6')"),
    ("a meal in the holidays", "SELECT * FROM meal WHERE strftime('%m', served) IN ('01', '02')"),
    ("a meal from a supplier not yet under contract",
     "SELECT * FROM meal JOIN supplier ON supplier.id = supplier_id WHERE served < signed"),
    ("fish from a butcher", "SELECT * FROM meal JOIN supplier ON supplier.id = supplier_id "
                            "WHERE main = '생선구이' AND goods <> '수산물'"),
    ("more than 200 grams left over by each pupil",
     "SELECT * FROM meal JOIN school ON school.id = school_id WHERE waste > 0.2 * students"),
    ("two main dishes of one school on one day",
     "SELECT * FROM meal GROUP BY school_id, served HAVING COUNT(*) > 1"),
), tables=[
    Table("school", "학교", "school", "곳", 40, [
        key(),
        name("name", "이름", "name", [["한빛", "가람", "새솔", "도담", "보람", "푸른", "해솔", "아름", "다온", "슬기"],
                                    list(PUPILS)], also=("학교명", "학교 이름"), tests=("교명",), wh="어디"),
        category("region", "지역", "region", ["수원시", "용인시", "성남시", "화성시", "안양시"], also=("도시", "소재지"),
                 tests=("위치",), bare=True, said="{}에 있는", wh="어느 시",
                 value_names={"수원시": ("수원",), "용인시": ("용인",), "성남시": ("성남",), "화성시": ("화성",),
                              "안양시": ("안양",)}),
        category("type", "설립 유형", "founder type", ["공립", "사립", "국립"], also=("설립 구분", "설립 형태"),
                 tests=("설립 종류",), bare=True),
        measure("students", "학생 수", "number of students", "명", 150, 1480, 5, more="많은", total=True,
                also=("전교생 수", "학생 인원"), tests=("재학생 수",), big="학생이 많은", small="학생이 적은"),
        measure("cooks", "조리원 수", "number of cooks", "명", 3, 18, more="많은", total=True,
                also=("조리원 인원", "급식실 인원"), tests=("조리 인력",), big="조리원이 많은", small="조리원이 적은"),
    ]),
    Table("supplier", "납품업체", "supplier", "곳", 36, [
        key(),
        name("name", "상호", "name", [["바른", "신선", "들녘", "참", "온누리", "새벽"],
                                    ["푸드", "식품", "유통", "식자재", "상회", "팜"]],
             also=("업체 이름", "업체명"), tests=("회사 이름",), wh="어디"),
        category("goods", "취급 품목", "product line", ["농산물", "축산물", "수산물", "가공식품", "김치류"],
                 also=("납품 품목", "품목"), tests=("파는 품목",), said="{}~을 파는",
                 value_names={"축산물": ("육류", "고기"), "수산물": ("해산물",), "김치류": ("김치",)}),
        measure("score", "위생 점수", "hygiene score", "점", 62, 100, null=0.08, also=("위생 평가 점수",),
                tests=("위생 점검 점수",), big="위생 상태가 좋은", small="위생 상태가 나쁜", absent="위생 점수가 아직 없는"),
        measure("contract", "계약 금액", "contract amount", "원", 3000000, 96000000, 500000, more="큰", total=True,
                also=("계약액", "납품 계약 금액"), tests=("계약 규모",)),
        date("signed", "계약일", "contract date", "2024-02-01", "2025-11-24", also=("계약 날짜", "계약 체결일"),
             tests=("계약한 날",), verb=("계약한", "계약했")),
    ], also=("업체", "급식 업체"), tests=("식재료 업체",)),
    Table("meal", "식단", "meal", "건", 220, [
        key(),
        ref("school_id", "school", "학교 번호", "school number", said="{}에서 나온",
            has="식단이 기록된", lacks="식단이 하나도 없는"),
        ref("supplier_id", "supplier", "납품업체 번호", "supplier number", said="{}에서 재료를 댄",
            has="식단에 재료를 댄", lacks="식단에 재료를 한 번도 대지 않은"),
        category("main", "주메뉴", "main dish", list(SOLD_FOR), also=("메뉴", "메인 메뉴"), tests=("주요리",), bare=True,
                 said="{}~이 나온", value_names={"돈가스": ("돈까스",), "제육볶음": ("제육",), "카레라이스": ("카레",)}),
        measure("kcal", "열량", "calorie count", "kcal", 500, 1010, 5, also=("칼로리",), tests=("음식 열량",)),
        measure("waste", "잔반량", "leftover weight", "kg", 4.0, 86.0, 0.5, more="많은", total=True, null=0.07,
                also=("잔반", "남은 음식량"), tests=("음식물 쓰레기양",), big="많이 남긴", small="적게 남긴",
                absent="잔반량을 재지 않은"),
        date("served", "급식일", "serving date", "2024-03-04", TODAY, also=("급식 날짜", "배식일"),
             tests=("급식이 나온 날",), verb=("나온", "나왔")),
    ], also=("급식", "급식 기록"), tests=("급식 식단",)),
])
