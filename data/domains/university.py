"""대학 수강 신청: professors, their courses, the students and who enrolled in what."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("university", "대학 수강 신청", "university courses", today="2026-09-10", tables=[
    Table("professor", "교수", "professor", "명", 36, [
        key(),
        person(),
        category("dept", "학과", "department", ["컴퓨터공학과", "경영학과", "국문학과", "화학과", "사학과"]),
        category("rank", "직급", "rank", ["정교수", "부교수", "조교수", "겸임교수"]),
        measure("papers", "논문 수", "number of papers", "편", 2, 140, more="많은", total=True),
        date("hired", "임용일", "date of appointment", "1998-03-02", "2025-09-01"),
    ]),
    Table("course", "강의", "course", "개", 64, [
        key(),
        ref("professor_id", "professor", "교수 번호", "professor number"),
        name("title", "강의명", "title", [["현대 사회와", "처음 배우는", "사례로 보는", "쉽게 읽는", "깊이 있는", "토론으로 여는",
                                           "역사 속의", "생활 속의"],
                                          ["통계", "글쓰기", "경제", "인공지능", "화학", "철학", "디자인", "법률", "심리"]]),
        category("area", "이수 구분", "course category", ["전공필수", "전공선택", "교양필수", "교양선택"]),
        category("room", "강의동", "building", ["인문관", "공학관", "과학관", "경영관", "본관"], null=0.07),
        measure("seats", "수강 정원", "enrolment limit", "명", 15, 180, 5, more="많은", total=True),
    ]),
    Table("student", "학생", "student", "명", 80, [
        key(),
        person(),
        category("dept", "학과", "department", ["컴퓨터공학과", "경영학과", "국문학과", "화학과", "사학과"]),
        category("year", "학년", "year of study", ["1학년", "2학년", "3학년", "4학년"]),
        measure("gpa", "학점", "grade point average", "점", 1.8, 4.5, 0.1),
        measure("award", "장학금", "scholarship", "원", 200000, 4200000, 50000, more="많은", total=True, null=0.14),
    ]),
    Table("enrol", "수강 신청", "enrolment", "건", 250, [
        key(),
        ref("course_id", "course", "강의 번호", "course number"),
        ref("student_id", "student", "학생 번호", "student number"),
        category("kind", "구분", "kind", ["일반", "재수강", "계절학기", "학점교류"]),
        measure("score", "기말 점수", "final score", "점", 32, 100, null=0.08),
        measure("absent", "결석 횟수", "number of absences", "회", 0, 9, more="많은", total=True),
        date("applied", "접수일", "date of application", "2024-02-12", "2026-09-04"),
    ]),
])
