"""영상위원회: films, places to film and the applications to film there."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("filmoffice", "영상위원회", "film office", today="2026-03-25", tables=[
    Table("film", "작품", "film", "편", 60, [
        key(),
        name("title", "제목", "title", [["어느 날의", "그해", "두 번째", "낯선", "마지막", "우리", "깊은 밤", "안녕"],
                                      ["여름", "목격자", "고백", "부두", "형제", "편지", "비밀", "이웃"]]),
        category("genre", "장르", "genre", ["드라마", "스릴러", "멜로", "코미디", "액션", "다큐멘터리"]),
        category("stage", "제작 단계", "production stage", ["기획", "촬영", "후반 작업", "개봉"]),
        measure("budget", "제작비", "budget", "원", 200000000, 9800000000, 50000000, more="많은", total=True),
        measure("minutes", "상영 시간", "running time", "분", 62, 178, more="긴", null=0.08),
    ]),
    Table("site", "촬영지", "filming location", "곳", 48, [
        key(),
        name("name", "장소명", "location name", [["옛", "언덕 위", "바닷가", "골목 끝", "강변", "시내"],
                                              ["창고", "여관", "학교", "극장", "공장", "병원", "시장", "주택"]]),
        category("region", "지역", "region", ["해운대구", "영도구", "중구", "사하구", "기장군"]),
        measure("fee", "하루 사용료", "daily fee", "원", 50000, 1800000, 10000, more="높은"),
        measure("area", "면적", "area", "㎡", 60, 4200, 10, more="넓은", total=True),
    ]),
    Table("request", "신청서", "filming application", "건", 220, [
        key(),
        ref("film_id", "film", "작품 번호", "film number"),
        ref("site_id", "site", "촬영지 번호", "filming location number"),
        category("result", "심사 결과", "review result", ["승인", "조건부 승인", "반려", "철회"], null=0.08),
        measure("crew", "촬영 인원", "crew size", "명", 6, 140, more="많은", total=True),
        measure("aid", "지원금", "grant", "원", 500000, 20000000, 100000, more="많은", total=True, null=0.1),
        date("shot", "촬영일", "filming date", "2024-01-05", "2026-03-25"),
    ]),
])
