"""중고차: dealerships, the cars they offer and what buyers talked over with them."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("usedcar", "중고차 매매", "used cars", today="2026-03-20", tables=[
    Table("dealer", "매매상사", "dealership", "곳", 40, [
        key(),
        name("name", "상호", "name", [["믿음", "으뜸", "정직", "하나로", "대성", "새길", "참좋은"],
                                      ["모터스", "오토", "자동차", "카랜드", "상사", "오토플라자"]]),
        category("region", "지역", "region", ["수원", "부천", "인천", "대구", "부산", "광주"]),
        measure("rating", "평점", "rating", "점", 2.5, 5.0, 0.1, null=0.07),
        measure("lot", "전시 대수", "cars on display", "대", 8, 140, 2, more="많은", total=True),
    ]),
    Table("car", "매물", "car", "대", 150, [
        key(),
        ref("dealer_id", "dealer", "매매상사 번호", "dealership number"),
        name("plate", "차량 번호", "number plate", pattern="##@####"),
        category("brand", "제조사", "make", ["현대", "기아", "르노코리아", "쉐보레", "BMW", "벤츠"]),
        measure("mileage", "주행 거리", "mileage", "km", 4000, 210000, 1000, more="긴"),
        measure("price", "판매가", "asking price", "원", 2500000, 58000000, 100000, total=True),
        date("registered", "최초 등록일", "date first registered", "2013-01-10", "2025-06-30"),
    ]),
    Table("consult", "상담 기록", "sales talk", "건", 220, [
        key(),
        ref("car_id", "car", "매물 번호", "car number"),
        category("source", "유입 경로", "source", ["엔카", "KB차차차", "헤이딜러", "전화", "방문"]),
        category("result", "결과", "result", ["보류", "계약 성사", "시승 예약", "거절"]),
        measure("minutes", "소요 시간", "length of talk", "분", 5, 120, more="긴", total=True),
        measure("offer", "희망 가격", "price hoped for", "원", 2000000, 55000000, 100000, null=0.1),
        date("talked", "상담일", "date of talk", "2024-03-04", "2026-03-20"),
    ]),
])
