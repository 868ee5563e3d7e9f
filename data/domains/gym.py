"""헬스장: trainers, members and the personal training lessons between them."""

from builder.definition import Domain, Table, category, date, key, measure, person, ref

DOMAIN = Domain("gym", "헬스장", "fitness centre", today="2026-05-31", tables=[
    Table("trainer", "트레이너", "trainer", "명", 30, [
        key(),
        person(),
        category("field", "전문 분야", "speciality", ["웨이트", "필라테스", "요가", "크로스핏", "재활 운동"]),
        measure("career", "경력", "years of experience", "년", 1, 18, more="긴"),
        measure("fee", "수업료", "fee per lesson", "원", 35000, 90000, 1000),
    ]),
    Table("member", "회원", "member", "명", 80, [
        key(),
        person(),
        category("pass", "이용권", "membership", ["3개월권", "1개월권", "6개월권", "1년권"]),
        measure("weight", "체중", "body weight", "kg", 44.0, 108.0, 0.1, more="무거운", null=0.1),
        measure("visits", "출석 횟수", "number of visits", "회", 0, 160, more="많은", total=True),
        date("joined", "등록일", "sign-up date", "2024-01-02", "2026-05-28"),
    ]),
    Table("lesson", "수업", "lesson", "건", 240, [
        key(),
        ref("trainer_id", "trainer", "트레이너 번호", "trainer number"),
        ref("member_id", "member", "회원 번호", "member number"),
        category("form", "진행 방식", "format", ["1대1", "2대1", "그룹", "온라인"]),
        category("part", "운동 부위", "body part", ["하체", "가슴", "팔", "어깨", "복근"], null=0.08),
        measure("kcal", "소모 열량", "energy burned", "kcal", 120, 680, 5, more="많은", total=True),
        date("held", "수업일", "lesson date", "2024-06-01", "2026-05-31"),
    ]),
])
