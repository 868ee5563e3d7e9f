"""학교 급식: schools, their food suppliers and the meals served."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("lunch", "학교 급식", "school lunch", today="2025-11-28", tables=[
    Table("school", "학교", "school", "곳", 40, [
        key(),
        name("name", "이름", "name", [["한빛", "가람", "새솔", "도담", "보람", "푸른", "해솔", "아름", "다온", "슬기"],
                                    ["초등학교", "중학교", "고등학교", "여자중학교"]]),
        category("region", "지역", "region", ["수원시", "용인시", "성남시", "화성시", "안양시"]),
        category("type", "설립 유형", "founder type", ["공립", "사립", "국립"]),
        measure("students", "학생 수", "number of students", "명", 120, 1480, 5, more="많은", total=True),
        measure("cooks", "조리원 수", "number of cooks", "명", 3, 18, more="많은", total=True),
    ]),
    Table("supplier", "납품업체", "supplier", "곳", 36, [
        key(),
        name("name", "상호", "name", [["바른", "신선", "들녘", "참", "온누리", "새벽"],
                                    ["푸드", "식품", "유통", "식자재", "상회", "팜"]]),
        category("goods", "취급 품목", "product line", ["농산물", "축산물", "수산물", "가공식품", "김치류"]),
        measure("score", "위생 점수", "hygiene score", "점", 62, 100, null=0.08),
        measure("contract", "계약 금액", "contract amount", "원", 3000000, 96000000, 500000, more="큰", total=True),
        date("signed", "계약일", "contract date", "2024-02-01", "2025-09-15"),
    ]),
    Table("meal", "식단", "meal", "건", 220, [
        key(),
        ref("school_id", "school", "학교 번호", "school number"),
        ref("supplier_id", "supplier", "납품업체 번호", "supplier number"),
        category("main", "주메뉴", "main dish", ["제육볶음", "돈가스", "닭갈비", "카레라이스", "비빔밥", "생선구이"]),
        measure("kcal", "열량", "calorie count", "kcal", 520, 980, 5),
        measure("waste", "잔반량", "leftover weight", "kg", 4.0, 86.0, 0.5, more="많은", total=True, null=0.07),
        date("served", "급식일", "serving date", "2024-03-04", "2025-11-28"),
    ]),
])
