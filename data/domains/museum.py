"""박물관: museums, the relics they keep and the loans of relics to other houses."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("museum", "박물관", "museum", today="2026-05-18", tables=[
    Table("museum", "박물관", "museum", "곳", 34, [
        key(),
        name("name", "이름", "name", [["한울", "옛터", "가람", "다온", "미르", "솔내"],
                                      ["역사관", "민속관", "문화재관", "유물관", "향토관", "생활사관"]]),
        category("region", "지역", "region", ["서울", "경주", "공주", "부여", "전주", "김해"]),
        measure("fee", "관람료", "admission fee", "원", 500, 12000, 500, null=0.1),
        measure("visitors", "연간 관람객 수", "visitors per year", "명", 12000, 940000, 1000, more="많은", total=True),
        date("opened", "개관일", "opening date", "1985-04-01", "2023-10-20"),
    ]),
    Table("relic", "유물", "relic", "점", 160, [
        key(),
        ref("museum_id", "museum", "박물관 번호", "museum number"),
        name("name", "명칭", "name", [["모란무늬", "구름무늬", "연꽃무늬", "학무늬", "포도무늬", "국화무늬", "물결무늬", "당초무늬",
                                       "봉황무늬", "용무늬", "거북무늬", "물고기무늬", "나비무늬", "매화무늬"],
                                      ["항아리", "접시", "병", "주전자", "함", "잔", "향로", "베개", "대접", "합", "벼루", "등잔"]]),
        category("era", "시대", "era", ["조선", "고려", "통일신라", "백제", "가야", "신라"]),
        category("material", "재질", "material", ["도자기", "금속", "토제", "목재", "석재"]),
        measure("height", "높이", "height", "cm", 4.0, 62.0, 0.5),
        date("acquired", "수집일", "date acquired", "2001-01-08", "2026-04-30", null=0.1),
    ]),
    Table("loan", "대여 기록", "loan", "건", 200, [
        key(),
        ref("relic_id", "relic", "유물 번호", "relic number"),
        category("purpose", "목적", "purpose", ["특별전", "순회전", "학술 연구", "보존 처리", "촬영"]),
        measure("insured", "보험 가액", "insured value", "원", 5000000, 900000000, 5000000, more="큰", total=True),
        measure("days", "기간", "length of loan", "일", 7, 240, more="긴", total=True),
        date("lent", "반출일", "date lent", "2023-06-01", "2026-05-15"),
    ]),
])
