"""헬스장: trainers, members and the personal training lessons between them."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, person, ref

TODAY = "2026-05-31"
BURNT = {"하체": 430, "가슴": 340, "팔": 280, "어깨": 310, "복근": 290, None: 330}  # kcal of a lesson one to one
EFFORT = {"1대1": 1.1, "2대1": 1.0, "그룹": 0.95, "온라인": 0.7}


def settle(tables, rng):
    """Experience has its price; nobody has a lesson before signing up, nor comes more often than there were days."""
    for trainer in tables["trainer"]:
        trainer["fee"] = 1000 * min(90, max(35, round(36 + 2.6 * trainer["career"] + rng.uniform(-5, 8))))
    joined = {member["id"]: day.fromisoformat(member["joined"]) for member in tables["member"]}
    lessons = dict.fromkeys(joined, 0)
    for lesson in tables["lesson"]:
        if lesson["trainer_id"] > 28:
            lesson["trainer_id"] -= 20  # two trainers have only just been hired
        first = joined[lesson["member_id"]]
        if lesson["held"] < str(first):
            lesson["held"] = str(first + timedelta(rng.randint(0, (day.fromisoformat(TODAY) - first).days)))
        lesson["held"] = max(lesson["held"], "2024-06-01")
        kcal = BURNT[lesson["part"]] * EFFORT[lesson["form"]] * rng.uniform(0.65, 1.4)
        lesson["kcal"] = 5 * round(min(680, max(120, kcal)) / 5)
        lessons[lesson["member_id"]] += lesson["form"] != "온라인"
    for member in tables["member"]:
        days = (day.fromisoformat(TODAY) - joined[member["id"]]).days
        member["visits"] = min(days + 1, lessons[member["id"]] + round(min(150, days * rng.uniform(0.02, 0.28))))


DOMAIN = Domain("gym", "헬스장", "fitness centre", today=TODAY, settle=settle, never=(
    ("a lesson before the member signed up, or after today",
     f"SELECT * FROM lesson JOIN member ON member.id = member_id WHERE held < joined OR held > '{TODAY}'"),
    ("more visits than days", f"SELECT * FROM member WHERE visits > julianday('{TODAY}') - julianday(joined) + 1"),
    ("a visitor who came less often than to lessons",
     "SELECT member.id FROM member JOIN lesson ON member_id = member.id WHERE form <> '온라인' "
     f"AND joined < date('{TODAY}', '-1 month') GROUP BY member.id HAVING COUNT(*) > visits"),
    ("a beginner who charges like a master", "SELECT * FROM trainer WHERE career <= 3 AND fee > 60000"),
), tables=[
    Table("trainer", "트레이너", "trainer", "명", 30, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("field", "전문 분야", "speciality", ["웨이트", "필라테스", "요가", "크로스핏", "재활 운동"],
                 also=("전문 종목", "담당 분야"), tests=("전공 분야",), bare=True, said="{}~을 가르치는",
                 value_names={"웨이트": ("근력 운동", "웨이트 트레이닝"), "재활 운동": ("재활",)}),
        measure("career", "경력", "experience", "년", 1, 18, more="긴", also=("경력 연수", "근무 연수"),
                tests=("연차",), big="오래 일한", small="경력이 짧은"),
        measure("fee", "수업료", "fee per lesson", "원", 35000, 90000, 1000, also=("레슨비", "수강료"), tests=("강습료",),
                big="비싼", small="싼"),
    ], also=("강사", "선생님"), tests=("코치",)),
    Table("member", "회원", "member", "명", 80, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("pass", "이용권", "membership type", ["3개월권", "1개월권", "6개월권", "1년권"], also=("회원권", "이용권 종류"),
                 tests=("회원권 종류",), bare=True, said="{}~을 끊은",
                 value_names={"6개월권": ("반년권",), "1년권": ("12개월권", "연간권")}),
        measure("weight", "체중", "body weight", "kg", 44.0, 108.0, 0.1, more="무거운", null=0.1, also=("몸무게",),
                big="체중이 많이 나가는", small="체중이 적게 나가는", absent="체중을 재지 않은"),
        measure("visits", "출석 횟수", "number of visits", "회", 0, 170, more="많은", total=True,
                also=("출석 수", "방문 횟수"), tests=("나온 횟수",), big="자주 나온", small="드물게 나온"),
        date("joined", "등록일", "sign-up date", "2024-01-02", "2026-05-28", also=("가입일", "등록 날짜"),
             tests=("가입한 날",), verb=("등록한", "등록했")),
    ], also=("등록 회원",), tests=("헬스장 회원",)),
    Table("lesson", "수업", "lesson", "건", 240, [
        key(),
        ref("trainer_id", "trainer", "트레이너 번호", "trainer number", said="{}~이 진행한",
            has="수업을 진행한", lacks="수업을 한 번도 진행하지 않은"),
        ref("member_id", "member", "회원 번호", "member number", said="{}~이 들은",
            has="수업을 들은", lacks="수업을 한 번도 듣지 않은"),
        category("form", "진행 방식", "format", ["1대1", "2대1", "그룹", "온라인"], also=("수업 방식", "수업 형태"),
                 tests=("수업 유형",), bare=True, said="{}~으로 진행한",
                 value_names={"1대1": ("일대일",), "그룹": ("단체",), "온라인": ("비대면",)}),
        category("part", "운동 부위", "body part", ["하체", "가슴", "팔", "어깨", "복근"], null=0.08,
                 also=("부위", "운동한 부위"), tests=("단련 부위",), bare=True, absent="운동 부위가 적히지 않은"),
        measure("kcal", "소모 열량", "energy burned", "kcal", 120, 680, 5, more="많은", total=True,
                also=("칼로리", "소모 칼로리"), tests=("태운 열량",), big="열량을 많이 태운", small="열량을 적게 태운"),
        date("held", "수업일", "lesson date", "2024-06-01", TODAY, also=("수업 날짜", "수업한 날"), tests=("레슨 날짜",),
             verb=("진행한", "진행했")),
    ], also=("레슨",), tests=("강습",)),
])
