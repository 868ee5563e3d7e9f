"""급여: departments, employees and their payslips."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("payroll", "급여 관리", "payroll", today="2026-06-30", tables=[
    Table("dept", "부서", "department", "개", 30, [
        key(),
        name("name", "이름", "name", [["영업", "기획", "구매", "품질", "생산", "회계"],
                                    ["1팀", "2팀", "3팀", "4팀", "5팀"]]),
        category("site", "근무지", "site", ["본사", "판교", "울산", "청주", "구미"]),
        measure("quota", "정원", "authorized headcount", "명", 4, 48, more="많은", total=True),
        measure("budget", "예산", "budget", "원", 40000000, 980000000, 5000000, more="많은", total=True),
    ]),
    Table("worker", "직원", "employee", "명", 90, [
        key(),
        ref("dept_id", "dept", "부서 번호", "department number"),
        person(),
        category("rank", "직급", "rank", ["사원", "대리", "과장", "차장", "부장"]),
        category("bank", "급여 은행", "bank", ["국민은행", "신한은행", "농협", "카카오뱅크", "우리은행"], null=0.06),
        measure("base", "기본급", "base pay", "원", 2300000, 6900000, 50000, more="높은", total=True),
        date("hired", "입사일", "hire date", "2009-03-02", "2026-05-04"),
    ]),
    Table("payslip", "명세서", "payslip", "건", 240, [
        key(),
        ref("worker_id", "worker", "직원 번호", "employee number"),
        category("kind", "지급 구분", "pay type", ["정기 급여", "상여금", "명절 휴가비", "연차 수당"]),
        measure("overtime", "연장 수당", "overtime pay", "원", 20000, 860000, 10000, more="많은", total=True, null=0.1),
        measure("deduction", "공제액", "deduction", "원", 210000, 1480000, 10000, more="큰", total=True),
        measure("net", "실수령액", "net pay", "원", 1900000, 6200000, 10000, more="많은", total=True),
        date("paid", "지급일", "pay date", "2024-07-10", "2026-06-25"),
    ]),
])
