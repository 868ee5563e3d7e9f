"""동네 병원: doctors, patients and the visits patients make."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, person, ref

TODAY = "2026-02-28"
FEE = {"초진": (14, 48), "재진": (5, 36), "검진": (48, 180), "응급": (55, 186)}  # thousand won
WAIT = {"초진": (8, 75), "재진": (5, 65), "검진": (10, 60), "응급": (3, 18)}  # minutes


def settle(tables: dict, rng) -> None:
    """Children see the paediatrician, adults do not; a patient keeps to two doctors, and comes once registered."""
    for doctor in tables["doctor"]:
        doctor["career"] = max(doctor["career"], 2026 - int(doctor["joined"][:4]) + 3)
    staff = tables["doctor"][:-2]  # two that nobody has seen yet
    for patient in tables["patient"]:
        if rng.random() < 0.18:
            patient["age"] = rng.randint(4, 14)
        if patient["insurance"] == "산재보험" and not 20 <= patient["age"] <= 70:
            patient["insurance"] = "건강보험"
        young = [doctor for doctor in staff if (doctor["dept"] == "소아과") == (patient["age"] < 15)]
        doctors = [rng.choice(young), rng.choice([doctor for doctor in staff if doctor["dept"] != "소아과"])]
        visits = [visit for visit in tables["visit"] if visit["patient_id"] == patient["id"]]
        for visit in visits:
            doctor = doctors[rng.random() < 0.35]
            visit["doctor_id"] = doctor["id"]
            earliest = max(patient["listed"], doctor["joined"])
            if visit["seen"] < earliest:
                span = day.fromisoformat(TODAY).toordinal() - day.fromisoformat(earliest).toordinal()
                visit["seen"] = moved(earliest, int(span * rng.random()))
            if visit["kind"] == "응급" and rng.random() < 0.5:
                visit["kind"] = "재진"
            if visit["kind"] != "응급" and day.fromisoformat(visit["seen"]).weekday() == 6:
                visit["seen"] = moved(visit["seen"], 1)
        follow(visits, {doctor["id"]: doctor["dept"] for doctor in doctors}, rng)


def follow(visits: list, depts: dict, rng) -> None:
    """The visits of one patient in order: whoever comes to a department again is no new patient there."""
    known = set()
    for visit in sorted(visits, key=lambda visit: visit["seen"]):
        dept = depts[visit["doctor_id"]]
        if visit["kind"] in ("초진", "재진"):
            visit["kind"] = "재진" if dept in known else "초진"
        known.add(dept)
        grid = rng.choice([0.5, 0.5, 5])
        visit["fee"] = int(1_000 * grid * round(rng.uniform(*FEE[visit["kind"]]) / grid))
        if visit["wait"] is not None:
            low, high = WAIT[visit["kind"]]
            visit["wait"] = round(low + (high - low) * rng.random() ** 1.5)


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("clinic", "동네 병원", "clinic", today=TODAY, settle=settle, never=(
    ("an adult at the paediatrician",
     "SELECT * FROM visit JOIN doctor ON visit.doctor_id = doctor.id JOIN patient ON visit.patient_id = patient.id"
     " WHERE doctor.dept = '소아과' AND patient.age >= 19"),
    ("a visit before the patient registered",
     "SELECT * FROM visit JOIN patient ON visit.patient_id = patient.id WHERE visit.seen < patient.listed"),
    ("a visit to a doctor who had not come yet",
     "SELECT * FROM visit JOIN doctor ON visit.doctor_id = doctor.id WHERE visit.seen < doctor.joined"),
    ("a new patient who has been there before",
     "SELECT * FROM visit AS a JOIN doctor AS c ON a.doctor_id = c.id JOIN visit AS b ON a.patient_id = b.patient_id"
     " JOIN doctor AS d ON b.doctor_id = d.id WHERE c.dept = d.dept AND a.kind = '초진' AND b.seen < a.seen"),
    ("an old patient who never came before",
     "SELECT * FROM visit WHERE kind = '재진' AND NOT EXISTS (SELECT 1 FROM visit AS other"
     " WHERE other.patient_id = visit.patient_id AND other.seen <= visit.seen AND other.id <> visit.id)"),
    ("a child with an accident at work", "SELECT * FROM patient WHERE insurance = '산재보험' AND age < 18"),
    ("less experience than years at the clinic",
     "SELECT * FROM doctor WHERE career < 2026 - CAST(strftime('%Y', joined) AS INTEGER)"),
    ("an emergency that waits long", "SELECT * FROM visit WHERE kind = '응급' AND wait > 30"),
    ("a visit on a Sunday that is no emergency, or in the future",
     "SELECT * FROM visit WHERE kind <> '응급' AND strftime('%w', seen) = '0' OR seen > '2026-02-28'"),
), tables=[
    Table("doctor", "의사", "doctor", "명", 30, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("dept", "진료과", "department", ["내과", "소아과", "정형외과", "피부과", "이비인후과", "안과"],
                 bare=True, said="{}에서 진료하는", also=("진료 과목",), tests=("전문 과목",),
                 value_names={"소아과": ("소아청소년과",)}),
        measure("career", "경력", "experience", "년", 3, 38, more="긴",
                also=("경력 연수",), tests=("근무 경력",), big="경험 많은", small="경험 적은", wh="몇 년"),
        measure("quota", "예약 정원", "booking limit", "명", 12, 60, more="많은", total=True,
                also=("예약 가능 인원",), tests=("예약 한도",)),
        date("joined", "부임일", "start date", "2014-03-01", "2025-11-30",
             also=("부임 날짜",), tests=("부임한 날",), verb=("부임한", "부임했")),
    ], also=("선생님",), tests=("의료진",)),
    Table("patient", "환자", "patient", "명", 80, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("blood", "혈액형", "blood type", ["A형", "O형", "B형", "AB형"], null=0.1, bare=True,
                 absent="혈액형이 기록되지 않은"),
        category("insurance", "보험", "insurance type", ["건강보험", "의료급여", "자동차보험", "산재보험"], bare=True,
                 also=("보험 종류",), tests=("보험 유형",),
                 value_names={"건강보험": ("건보",), "산재보험": ("산재",)}),
        measure("age", "나이", "age", "세", 4, 88, more="많은", also=("연령",), tests=("연세",),
                big="나이 많은", small="어린", wh="몇 살"),
        date("listed", "등록일", "registration date", "2019-01-01", "2026-02-20",
             also=("등록 날짜",), tests=("등록한 날",), verb=("등록한", "등록했")),
    ], also=("내원 환자",), tests=("환자분",)),
    Table("visit", "진료 기록", "visit", "건", 240, [
        key(),
        ref("doctor_id", "doctor", "의사 번호", "doctor number", said="{}~이 본",
            has="진료 기록이 있는", lacks="진료 기록이 하나도 없는"),
        ref("patient_id", "patient", "환자 번호", "patient number", said="{}~이 받은",
            has="진료를 받은 적이 있는", lacks="진료를 한 번도 받지 않은"),
        category("kind", "진료 구분", "visit type", ["재진", "초진", "검진", "응급"], bare=True,
                 also=("진료 유형",), tests=("진료 종류",), value_names={"검진": ("건강검진",)}),
        measure("fee", "진료비", "fee", "원", 4500, 186000, 500, more="높은", total=True,
                also=("병원비", "진료 요금"), tests=("치료비",), big="비싼", small="싼"),
        measure("wait", "대기 시간", "waiting time", "분", 3, 75, more="긴", null=0.07,
                also=("기다린 시간",), tests=("대기한 시간",), big="오래 기다린", small="짧게 기다린", wh="몇 분",
                absent="대기 시간이 적혀 있지 않은"),
        date("seen", "진료일", "visit date", "2024-03-01", "2026-02-28",
             also=("진료 날짜",), tests=("진료받은 날",), verb=("이루어진", "이루어졌")),
    ], also=("진료",), tests=("진료 건",)),
])
