"""대학 수강 신청: professors, their courses, the students and who enrolled in what."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DEPARTMENTS = ["컴퓨터공학과", "경영학과", "국문학과", "화학과", "사학과"]
SHORT = {"컴퓨터공학과": ("컴공과", "컴공"), "국문학과": ("국문과",), "경영학과": ("경영과",)}
HIRED = {"정교수": (1998, 2011), "부교수": (2009, 2018), "조교수": (2017, 2025), "겸임교수": (2014, 2025)}
PAPERS = {"정교수": (40, 140), "부교수": (20, 80), "조교수": (5, 40), "겸임교수": (2, 30)}
TAUGHT_BY = {"통계": "경영학과", "글쓰기": "국문학과", "경제": "경영학과", "인공지능": "컴퓨터공학과", "화학": "화학과"}
NOW = 2026  # the second term of this year has just begun


def settle(tables, rng):
    """Posts, subjects, scholarships by grade; enrolments in the weeks for them; no score before the term is over."""
    for professor in tables["professor"]:
        low, high = HIRED[professor["rank"]]
        professor["hired"] = f"{rng.randint(low, high)}-{rng.choice(['02-24', '03-02', '08-25', '09-01', '09-02'])}"
        professor["papers"] = rng.randint(*PAPERS[professor["rank"]])
    tables["professor"][7].update(rank="조교수", hired="2025-09-03", papers=12)
    for course in tables["course"]:
        department = TAUGHT_BY.get(course["title"].split()[-1])
        if department:
            own = [each["id"] for each in tables["professor"] if each["dept"] == department]
            course["professor_id"] = rng.choice(own)
        elif course["area"].startswith("전공"):
            course["area"] = course["area"].replace("전공", "교양")  # no department of this university teaches it
    for student in tables["student"]:
        grade = student["gpa"]
        student["award"] = 50000 * round((grade - 1.8) * rng.uniform(8, 32)) if grade >= 2.6 else None
    enrolments(tables, rng)


def enrolments(tables, rng):
    """Nobody enrols before the first year of study, nor with a professor to come; a retake follows a first try."""
    hired = {each["id"]: each["hired"] for each in tables["professor"]}
    begins = {each["id"]: hired[each["professor_id"]] for each in tables["course"]}
    entered = {each["id"]: max(2024, NOW + 1 - int(each["year"][0])) for each in tables["student"]}
    for row in tables["enrol"]:
        row["applied"] = day_of_term(entered[row["student_id"]], row["kind"], rng)
        if row["applied"] < begins[row["course_id"]]:
            row["course_id"] = rng.choice([course for course, first in begins.items() if first < "2024"])
    taken = {}  # {(student, course): day of the first try, or "" once it is retaken}
    for row in sorted(tables["enrol"], key=lambda row: row["applied"]):
        student, today = row["student_id"], row["applied"]
        before = {course: first for (who, course), first in taken.items() if who == student}
        year_ago = f"{int(today[:4]) - 1}{today[4:7]}"
        again = [course for course, first in before.items() if first and first[:7] < year_ago]
        if row["kind"] == "재수강" and again:
            row["course_id"] = rng.choice(again)
        elif row["kind"] == "재수강" or row["course_id"] in before:
            row["kind"] = "일반" if row["kind"] == "재수강" else row["kind"]
            new = [course for course, first in begins.items() if course not in before and first <= today]
            row["course_id"] = rng.choice(new)
        taken[student, row["course_id"]] = "" if row["course_id"] in before else today
        if row["applied"] >= f"{NOW}-08":
            row["score"], row["absent"] = None, rng.randint(0, 1)
        else:
            row["score"] = 32 + round(68 * max(rng.random(), rng.random()) * (1 - row["absent"] / 30))


def day_of_term(first, kind, rng):
    """A day on which students of that kind enrol: summer and winter for 계절학기, before the terms for the others."""
    year = rng.randint(first, NOW)
    if kind == "계절학기":
        winter = [f"{year}-12-{rng.randint(1, 11):02}"] * (year < NOW)
        return rng.choice([f"{year}-06-{rng.randint(8, 19):02}", *winter])
    return rng.choice([f"{year}-02-{rng.randint(9, 28):02}", f"{year}-03-{rng.randint(2, 6):02}",
                       f"{year}-08-{rng.randint(10, 31):02}", f"{year}-09-{rng.randint(1, 8):02}"])


DOMAIN = Domain("university", "대학 수강 신청", "university courses", today="2026-09-10", settle=settle, never=(
    ("an enrolment before the student came", "SELECT * FROM enrol JOIN student ON student.id = student_id "
                                             "WHERE strftime('%Y', applied) < 2027 - substr(year, 1, 1) || ''"),
    ("a course taken before its professor was appointed",
     "SELECT * FROM enrol JOIN course ON course.id = course_id JOIN professor ON professor.id = professor_id "
     "WHERE applied < hired"),
    ("a final score in the term that has just begun",
     "SELECT * FROM enrol WHERE applied >= '2026-08-01' AND score IS NOT NULL"),
    ("a past term without a score", "SELECT * FROM enrol WHERE applied < '2026-08-01' AND score IS NULL"),
    ("a retake of what was never taken",
     "SELECT * FROM enrol AS again WHERE kind = '재수강' AND NOT EXISTS (SELECT * FROM enrol AS first WHERE "
     "first.student_id = again.student_id AND first.course_id = again.course_id "
     "AND first.applied < date(again.applied, '-5 months'))"),
    ("a course taken three times",
     "SELECT * FROM enrol GROUP BY student_id, course_id HAVING COUNT(*) > 2"),
    ("a seasonal term in spring or autumn",
     "SELECT * FROM enrol WHERE kind = '계절학기' AND strftime('%m', applied) NOT IN ('06', '12')"),
    ("a scholarship for a poor grade", "SELECT * FROM student WHERE gpa < 2.5 AND award IS NOT NULL"),
), tables=[
    Table("professor", "교수", "professor", "명", 36, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("dept", "학과", "department", DEPARTMENTS, also=("소속 학과",), tests=("소속",), value_names=SHORT,
                 bare=True, said="{} 소속"),
        category("rank", "직급", "rank", ["정교수", "부교수", "조교수", "겸임교수"], also=("직위",), tests=("직함",),
                 said="{}~으로 있는"),
        measure("papers", "논문 수", "number of papers", "편", 2, 140, more="많은", total=True,
                also=("논문 편수", "발표 논문 수"), tests=("쓴 논문 수",), big="논문을 많이 쓴", small="논문을 적게 쓴"),
        date("hired", "임용일", "appointment date", "1998-01-01", "2025-09-30", also=("임용 날짜", "부임일"),
             tests=("부임한 날",), verb=("임용된", "임용됐")),
    ], also=("교수님",), tests=("교원",)),
    Table("course", "강의", "course", "개", 64, [
        key(),
        ref("professor_id", "professor", "교수 번호", "professor number", said="{}~이 맡은",
            has="강의를 맡은", lacks="맡은 강의가 하나도 없는"),
        name("title", "강의명", "title", [["현대 사회와", "처음 배우는", "사례로 보는", "쉽게 읽는", "깊이 있는", "토론으로 여는",
                                           "역사 속의", "생활 속의"],
                                          ["통계", "글쓰기", "경제", "인공지능", "화학", "철학", "디자인", "법률", "심리"]],
             also=("과목명", "강의 제목"), tests=("수업 이름",)),
        category("area", "이수 구분", "course category", ["전공필수", "전공선택", "교양필수", "교양선택"],
                 also=("과목 구분", "이수 유형"), tests=("과목 유형",), bare=True,
                 value_names={"전공필수": ("전필",), "전공선택": ("전선",), "교양필수": ("교필",), "교양선택": ("교선",)}),
        category("room", "강의동", "building", ["인문관", "공학관", "과학관", "경영관", "본관"], null=0.07,
                 also=("강의 건물", "건물"), tests=("강의하는 곳",), said="{}에서 열리는", wh="어디",
                 absent="강의동이 아직 정해지지 않은"),
        measure("seats", "수강 정원", "enrolment limit", "명", 15, 180, 5, more="많은", total=True,
                also=("정원", "수강 인원 한도"), tests=("최대 수강 인원",)),
    ], also=("수업", "과목"), tests=("강좌",)),
    Table("student", "학생", "student", "명", 80, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("dept", "학과", "department", DEPARTMENTS, also=("소속 학과",), tests=("전공",), value_names=SHORT,
                 bare=True, said="{}에 다니는"),
        category("year", "학년", "year of study", ["1학년", "2학년", "3학년", "4학년"], bare=True, wh="몇 학년",
                 value_names={"4학년": ("졸업반",)}),
        measure("gpa", "학점", "GPA", "점", 1.8, 4.5, 0.1, also=("평점",), tests=("GPA",),
                big="성적이 좋은", small="성적이 나쁜"),
        measure("award", "장학금", "scholarship", "원", 200000, 4200000, 50000, more="많은", total=True, null=0.14,
                also=("장학금 액수", "장학 금액"), tests=("받은 장학금",), big="장학금을 많이 받은", small="장학금을 적게 받은",
                absent="장학금을 받지 못한"),
    ], also=("재학생",), tests=("학부생",)),
    Table("enrol", "수강 신청", "enrolment", "건", 250, [
        key(),
        ref("course_id", "course", "강의 번호", "course number", said="{}에 들어온",
            has="수강 신청이 들어온", lacks="수강 신청이 한 건도 없는"),
        ref("student_id", "student", "학생 번호", "student number", said="{}~이 넣은",
            has="수강 신청을 한", lacks="수강 신청을 한 번도 하지 않은"),
        category("kind", "구분", "enrolment type", ["일반", "재수강", "계절학기", "학점교류"], also=("신청 구분", "신청 유형"),
                 tests=("수강 구분",), said="{}~으로 접수된"),
        measure("score", "기말 점수", "final score", "점", 32, 100, null=0.15, also=("기말고사 점수", "기말 성적"),
                tests=("기말시험 점수",), absent="기말 점수가 아직 나오지 않은"),
        measure("absent", "결석 횟수", "number of absences", "회", 0, 9, more="많은", total=True,
                also=("결석 수",), tests=("빠진 횟수",)),
        date("applied", "접수일", "application date", "2024-02-01", "2026-09-08", also=("신청일", "접수 날짜"),
             tests=("신청한 날",), verb=("접수된", "접수됐")),
    ], also=("신청 내역",), tests=("수강 신청 내역",)),
])
