"""유기동물 보호소: shelters, their animals and the volunteers who come."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("shelter", "유기동물 보호소", "animal shelter", today="2026-03-31", tables=[
    Table("shelter", "보호소", "shelter", "곳", 30, [
        key(),
        name("name", "이름", "name", [["햇살", "초록", "누리", "온기", "희망", "다정"],
                                      ["동물 쉼터", "보호센터", "반려의 집", "동물병원", "동행 센터"]]),
        category("sido", "시도", "province", ["경기", "서울", "부산", "강원", "전남"]),
        measure("capacity", "정원", "capacity", "마리", 20, 180, 5, more="많은", total=True),
        date("opened", "개소일", "opening date", "2008-01-01", "2024-12-31"),
    ]),
    Table("animal", "동물", "animal", "마리", 160, [
        key(),
        ref("shelter_id", "shelter", "보호소 번호", "shelter number"),
        category("species", "축종", "species", ["개", "고양이", "토끼", "기타"]),
        measure("age", "나이", "age", "살", 1, 15, more="많은"),
        measure("weight", "몸무게", "weight", "kg", 1.2, 32.0, 0.1, more="무거운", null=0.08),
        category("state", "상태", "state", ["보호 중", "입양", "임시 보호", "치료 중"]),
        date("found", "구조일", "rescue date", "2024-06-01", "2026-03-30"),
    ]),
    Table("volunteer", "봉사자", "volunteer", "명", 70, [
        key(),
        ref("shelter_id", "shelter", "보호소 번호", "shelter number"),
        person(),
        measure("hours", "봉사 시간", "volunteer hours", "시간", 2, 240, 2, more="많은", total=True),
        category("job", "담당 업무", "duty", ["산책", "청소", "급식", "사진 촬영", "상담"], null=0.1),
    ]),
])
