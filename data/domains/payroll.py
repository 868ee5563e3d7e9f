"""급여: departments, employees and their payslips."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref


def payday(month: str) -> str:
    """The 25th of a month, or the Friday before where that is a weekend."""
    usual = day.fromisoformat(f"{month}-25")
    return (usual - timedelta(max(0, usual.weekday() - 4))).isoformat()


PAY = {"사원": (23, 30), "대리": (28, 36), "과장": (35, 44), "차장": (43, 53), "부장": (52, 69)}  # base pay in 100,000 won
YEARS = {"사원": (0, 3), "대리": (3, 6), "과장": (6, 10), "차장": (9, 13), "부장": (12, 16)}  # with the company
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)][6:30]
PAYDAYS = {
    "정기 급여": [payday(month) for month in MONTHS],
    "상여금": ["2024-07-19", "2024-12-20", "2025-06-20", "2025-12-19", "2026-06-19"],
    "명절 휴가비": ["2024-09-13", "2025-01-24", "2025-10-02", "2026-02-13"],
    "연차 수당": ["2025-01-10", "2026-01-09"],
}


def settle(tables: dict, rng) -> None:
    """Rank decides base pay and hire date; headcounts fit budgets; a payslip adds up and comes out on a payday."""
    depts = {dept["id"]: dept for dept in tables["dept"]}
    staff = {number: [row for row in tables["worker"] if row["dept_id"] == number] for number in depts}
    for worker in tables["worker"]:
        worker["base"] = rng.randint(PAY[worker["rank"]][0] * 2, PAY[worker["rank"]][1] * 2) * 50000
        least, most = YEARS[worker["rank"]]
        year = 2026 - rng.randint(least, most)
        worker["hired"] = f"{year}-{rng.randint(1, 4 if year == 2026 else 12):02}-{rng.randint(2, 27):02}"
    for number, dept in depts.items():
        dept["quota"] = max(dept["quota"], len(staff[number]))
        yearly = 12 * sum(worker["base"] for worker in staff[number])
        wanted = max(yearly * rng.uniform(1.2, 1.6), dept["quota"] * rng.randint(40, 75) * 1000000)
        dept["budget"] = int(min(wanted, 980000000) // 5000000 * 5000000)
    paid(tables["payslip"], tables["worker"], rng)


def paid(slips: list, workers: list, rng) -> None:
    """Every payslip its payday, each kind once a payday and employee, and its amounts."""
    people, had = {worker["id"]: worker for worker in workers}, set()
    receivers = [worker["id"] for worker in workers if worker["hired"] < "2025" and worker["id"] % 9]
    for slip in slips:
        if slip["kind"] == "연차 수당" and rng.random() < 0.5:
            slip["kind"] = "정기 급여"
        if not slip["worker_id"] % 9:  # some are paid through a sister company and have no payslip here
            slip["worker_id"] = rng.choice(receivers)
        while not (free := unpaid(slip, people, had)):
            slip["worker_id"], slip["kind"] = rng.choice(receivers), rng.choice(["정기 급여", slip["kind"]])
        slip["paid"] = rng.choice(free)
        had.add((slip["worker_id"], slip["kind"], slip["paid"]))
        amounts(slip, people[slip["worker_id"]], rng)
    for number, slip in enumerate(sorted(slips, key=lambda slip: slip["paid"]), 1):
        slip["id"] = number
    slips.sort(key=lambda slip: slip["id"])


def unpaid(slip: dict, people: dict, had: set) -> list:
    """The paydays after the hiring on which the employee has not got this kind of pay yet."""
    number, kind = slip["worker_id"], slip["kind"]
    return [day for day in PAYDAYS[kind] if day > people[number]["hired"] and (number, kind, day) not in had]


def amounts(slip: dict, worker: dict, rng) -> None:
    """Net pay = what is due + overtime - deduction; overtime comes with regular pay only."""
    regular = slip["kind"] == "정기 급여"
    if not regular:
        slip["overtime"] = None
    due = {"정기 급여": 1, "상여금": rng.choice([1, 1, 1.2]), "명절 휴가비": 0.6, "연차 수당": rng.randint(2, 9) / 20}
    gross = due[slip["kind"]] * worker["base"] + (slip["overtime"] or 0)
    grid = rng.choice([10000, 50000])  # round figures are frequent
    slip["deduction"] = max(10000, round(gross * rng.uniform(0.11, 0.19) / grid) * grid)
    slip["net"] = int(gross - slip["deduction"]) // 10000 * 10000
    if regular:
        slip["net"] = worker["base"] + (slip["overtime"] or 0) - slip["deduction"]


DOMAIN = Domain("payroll", "급여 관리", "payroll", today="2026-06-30", settle=settle, never=(
    ("regular pay is base pay + overtime - deduction",
     "SELECT payslip.id FROM payslip JOIN worker ON payslip.worker_id = worker.id "
     "WHERE kind = '정기 급여' AND net <> base + COALESCE(overtime, 0) - deduction"),
    ("a payslip before the hiring",
     "SELECT payslip.id FROM payslip JOIN worker ON payslip.worker_id = worker.id WHERE paid < hired"),
    ("regular pay twice in a month",
     "SELECT worker_id FROM payslip WHERE kind = '정기 급여' GROUP BY worker_id, strftime('%Y-%m', paid) "
     "HAVING COUNT(*) > 1"),
    ("overtime with a bonus", "SELECT id FROM payslip WHERE kind <> '정기 급여' AND overtime IS NOT NULL"),
    ("a 사원 with the base pay of a 과장 or more",
     "SELECT id FROM worker WHERE rank = '사원' AND base >= (SELECT MIN(base) FROM worker "
     "WHERE rank IN ('과장', '차장', '부장'))"),
    ("more employees than the headcount allows",
     "SELECT dept.id FROM worker JOIN dept ON worker.dept_id = dept.id GROUP BY dept.id HAVING COUNT(*) > quota"),
    ("base pay beyond the budget",
     "SELECT dept.id FROM worker JOIN dept ON worker.dept_id = dept.id GROUP BY dept.id "
     "HAVING 12 * SUM(base) > budget"),
), tables=[
    Table("dept", "부서", "department", "개", 30, [
        key(),
        name("name", "이름", "name", [["영업", "기획", "구매", "품질", "생산", "회계"],
                                    ["1팀", "2팀", "3팀", "4팀", "5팀"]], also=("명칭",), wh="어디"),
        category("site", "근무지", "site", ["본사", "판교", "울산", "청주", "구미"], also=("사업장", "근무 지역"), tests=("소재지",),
                 bare=True, said="{}에 있는", wh="어디"),
        measure("quota", "정원", "authorized headcount", "명", 2, 8, more="많은", total=True, also=("편성 인원",),
                tests=("티오",)),
        measure("budget", "예산", "budget", "원", 80000000, 980000000, 5000000, more="많은", total=True,
                also=("배정 예산", "예산액"), tests=("책정 예산",)),
    ], also=("팀",), tests=("조직",)),
    Table("worker", "직원", "employee", "명", 90, [
        key(),
        ref("dept_id", "dept", "부서 번호", "department number", said="{}에서 일하는",
            has="직원이 있는", lacks="직원이 한 명도 없는"),
        person(also=("성명",), tests=("성함",)),
        category("rank", "직급", "rank", ["사원", "대리", "과장", "차장", "부장"], also=("직위",), tests=("직책",), said="{}급"),
        category("bank", "급여 은행", "bank", ["한누리은행", "새빛은행", "푸른들은행", "다온뱅크", "큰나래은행"], null=0.06,
                 also=("급여 이체 은행", "월급 은행"), tests=("월급 통장 은행",), said="{} 통장으로 월급을 받는", wh="어디",
                 value_names={"한누리은행": ("한누리",), "새빛은행": ("새빛",), "푸른들은행": ("푸른들",), "다온뱅크": ("다온",),
                              "큰나래은행": ("큰나래",)},
                 absent="급여 은행을 등록하지 않은"),
        measure("base", "기본급", "base pay", "원", 2300000, 6900000, 50000, more="높은", total=True,
                also=("기본 급여", "본봉"), tests=("기본임금",)),
        date("hired", "입사일", "hire date", "2009-03-02", "2026-05-04", also=("입사 날짜",), tests=("채용일",),
             verb=("입사한", "입사했")),
    ], also=("임직원",), tests=("구성원",)),
    Table("payslip", "명세서", "payslip", "건", 240, [
        key(),
        ref("worker_id", "worker", "직원 번호", "employee number", said="{}에게 나간",
            has="명세서를 받은", lacks="명세서를 한 건도 받지 못한"),
        category("kind", "지급 구분", "pay type", ["정기 급여", "상여금", "명절 휴가비", "연차 수당"],
                 also=("지급 항목", "급여 종류"), tests=("지급 명목",), bare=True, said="{} 명목으로 나간",
                 value_names={"정기 급여": ("월급",), "상여금": ("보너스",), "명절 휴가비": ("명절비", "명절 떡값"),
                              "연차 수당": ("연차 보상비",)}),
        measure("overtime", "연장 수당", "overtime pay", "원", 20000, 860000, 10000, more="많은", total=True, null=0.1,
                also=("야근 수당", "초과 근무 수당"), tests=("잔업 수당",), absent="연장 수당이 없는"),
        measure("deduction", "공제액", "deduction", "원", 30000, 1480000, 10000, more="큰", total=True,
                also=("공제 금액", "떼인 금액"), tests=("공제금",), big="많이 떼인", small="적게 떼인"),
        measure("net", "실수령액", "net pay", "원", 150000, 7000000, 10000, more="많은", total=True,
                also=("실지급액", "세후 금액"), tests=("실수령 금액",)),
        date("paid", "지급일", "pay date", "2024-07-10", "2026-06-25", also=("지급 날짜",), tests=("급여 나간 날",),
             verb=("나간", "나갔")),
    ], also=("급여 명세서",), tests=("급여명세",)),
])
