"""도시철도: stations, their staff and the lost property they take in."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("subway", "도시철도", "city subway", today="2026-04-30", tables=[
    Table("station", "역", "station", "곳", 48, [
        key(),
        name("name", "이름", "name", [
            "시청", "중앙시장", "종합운동장", "대학입구", "버스터미널", "시민공원", "도서관", "법원", "세관", "박물관",
            "새솔", "한내", "은행나무골", "달빛마을", "솔밭", "느티나무", "샛강", "나루터", "물레방아", "돌다리",
            "북문", "남문", "동문", "서문", "성곽", "향교", "과학관", "미술관", "월드컵경기장", "산업단지",
            "테크노파크", "컨벤션센터", "의료원", "교육청", "우체국", "소방서", "수목원", "동물원", "유원지", "전망대",
            "여객선터미널", "어시장", "등대", "해변공원", "온천", "체육관", "문화회관", "차량기지"]),
        category("line", "노선", "line", ["1호선", "2호선", "3호선", "4호선", "5호선"]),
        measure("riders", "승하차 인원", "number of riders", "명", 1200, 96000, 100, more="많은", total=True),
        measure("depth", "심도", "depth", "m", 6.0, 48.0, 0.1, more="깊은"),
        date("opened", "개통일", "opening date", "1988-03-01", "2023-12-20"),
    ]),
    Table("staff", "역무원", "station worker", "명", 90, [
        key(),
        ref("station_id", "station", "역 번호", "station number"),
        person(),
        category("rank", "직급", "rank", ["주임", "대리", "과장", "부역장", "역장"]),
        category("shift", "근무조", "shift", ["주간조", "야간조", "심야조", "교대조"]),
        measure("pay", "월급", "monthly pay", "원", 2400000, 5800000, 50000, more="많은", total=True),
    ]),
    Table("lost", "분실물", "lost item", "개", 210, [
        key(),
        ref("staff_id", "staff", "역무원 번호", "station worker number"),
        category("item", "품목", "item type", ["휴대전화", "지갑", "우산", "이어폰", "가방", "안경"]),
        category("place", "습득 장소", "place found", ["승강장", "열차 안", "대합실", "화장실", "개찰구"]),
        measure("value", "추정 가격", "estimated value", "원", 5000, 480000, 1000, total=True),
        date("found", "습득일", "date found", "2024-06-01", "2026-04-21"),
        date("returned", "반환일", "date returned", "2024-06-01", "2026-04-30", null=0.15, after="found"),
    ]),
])
