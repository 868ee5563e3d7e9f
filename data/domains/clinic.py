"""동네 병원: doctors, patients and the visits patients make."""

from builder.definition import Domain, Table, category, date, key, measure, person, ref

DOMAIN = Domain("clinic", "동네 병원", "clinic", today="2026-02-28", tables=[
    Table("doctor", "의사", "doctor", "명", 30, [
        key(),
        person(),
        category("dept", "진료과", "department", ["내과", "소아과", "정형외과", "피부과", "이비인후과", "안과"]),
        measure("career", "경력", "experience", "년", 3, 38, more="긴"),
        measure("quota", "예약 정원", "booking limit", "명", 12, 60, more="많은", total=True),
        date("joined", "부임일", "start date", "2014-03-01", "2025-11-30"),
    ]),
    Table("patient", "환자", "patient", "명", 80, [
        key(),
        person(),
        category("blood", "혈액형", "blood type", ["A형", "O형", "B형", "AB형"], null=0.1),
        category("insurance", "보험", "insurance", ["건강보험", "의료급여", "자동차보험", "산재보험"]),
        measure("age", "나이", "age", "세", 4, 88, more="많은"),
        date("listed", "등록일", "registration date", "2019-01-01", "2026-02-20"),
    ]),
    Table("visit", "진료 기록", "visit", "건", 240, [
        key(),
        ref("doctor_id", "doctor", "의사 번호", "doctor number"),
        ref("patient_id", "patient", "환자 번호", "patient number"),
        category("kind", "진료 구분", "visit type", ["재진", "초진", "검진", "응급"]),
        measure("fee", "진료비", "fee", "원", 4500, 186000, 500, more="높은", total=True),
        measure("wait", "대기 시간", "waiting time", "분", 3, 75, more="긴", null=0.07),
        date("seen", "진료일", "visit date", "2024-03-01", "2026-02-28"),
    ]),
])
