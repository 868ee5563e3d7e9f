"""중고차: dealerships, the cars they offer and what buyers talked over with them."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-03-20"
NEW = {"한울": 31, "태성": 29, "미르": 24, "누보": 22, "아르덴": 68, "크로넨": 62}  # million won


def settle(tables: dict, rng) -> None:
    """An old car has gone far and is cheap; buyers talk after its registration, offer about its price, and buy last."""
    for car in tables["car"]:
        age = (day.fromisoformat(TODAY) - day.fromisoformat(car["registered"])).days / 365
        car["mileage"] = min(max(round(age * rng.uniform(6, 19)), 4), 210) * 1000
        worth = NEW[car["brand"]] * rng.uniform(0.8, 1.15) * 0.88**age * (1 - car["mileage"] / 600_000)
        grid = 1_000_000 if rng.random() < 0.3 else 100_000
        car["price"] = max(round(worth * 1_000_000 / grid) * grid, 2_500_000)
    for dealer in tables["dealer"]:
        stock = sum(car["dealer_id"] == dealer["id"] for car in tables["car"])
        dealer["lot"] = max(dealer["lot"], stock + stock % 2)
    for car in tables["car"]:
        talk_over(car, [talk for talk in tables["consult"] if talk["car_id"] == car["id"]], rng)


def talk_over(car: dict, talks: list, rng) -> None:
    """The talks about one car: none before the car was registered, and a contract ends them."""
    first = day.fromisoformat(car["registered"]).toordinal() + 60
    for talk in talks:
        if day.fromisoformat(talk["talked"]).toordinal() < first:
            talk["talked"] = day.fromordinal(rng.randint(first, day.fromisoformat(TODAY).toordinal())).isoformat()
        if talk["offer"] is not None:
            share = rng.uniform(0.93, 1.0) if talk["result"] == "계약 성사" else rng.uniform(0.78, 1.02)
            talk["offer"] = round(car["price"] * share / 100_000) * 100_000
        if talk["result"] == "계약 성사":
            talk["minutes"] = max(talk["minutes"], 30)
    bought = max((talk["talked"] for talk in talks), default="")
    for talk in talks:
        if talk["result"] == "계약 성사" and talk["talked"] < bought:
            talk["result"] = rng.choice(["보류", "시승 예약"])
    for twice in [talk for talk in talks if talk["result"] == "계약 성사"][1:]:
        twice["result"] = "거절"


DOMAIN = Domain("usedcar", "중고차 매매", "used cars", today=TODAY, settle=settle, never=(
    ("a talk before the car was registered",
     "SELECT * FROM consult JOIN car ON consult.car_id = car.id WHERE consult.talked < car.registered"),
    ("a talk after the car was sold",
     "SELECT * FROM consult AS a JOIN consult AS b ON a.car_id = b.car_id"
     " WHERE a.result = '계약 성사' AND b.talked > a.talked"),
    ("a car sold twice", "SELECT car_id FROM consult WHERE result = '계약 성사' GROUP BY car_id HAVING COUNT(*) > 1"),
    ("more cars than a dealership can show",
     "SELECT * FROM dealer WHERE lot < (SELECT COUNT(*) FROM car WHERE dealer_id = dealer.id)"),
    ("an offer far above the price",
     "SELECT * FROM consult JOIN car ON consult.car_id = car.id WHERE consult.offer > 1.1 * car.price"),
    ("a young car that has gone far",
     "SELECT * FROM car WHERE mileage > 10000 + 20000 * (julianday('2026-03-20') - julianday(registered)) / 365"),
    ("a talk in the future", "SELECT * FROM consult WHERE talked > '2026-03-20'"),
), tables=[
    Table("dealer", "매매상사", "dealership", "곳", 40, [
        key(),
        name("name", "상호", "name", [["믿음", "으뜸", "정직", "하나로", "대성", "새길", "참좋은"],
                                      ["모터스", "오토", "자동차", "카랜드", "상사", "오토플라자"]],
             also=("이름",), tests=("업체명",)),
        category("region", "지역", "region", ["수원", "부천", "인천", "대구", "부산", "광주"],
                 bare=True, said="{}에 있는", also=("소재지", "도시"), tests=("위치",), wh="어디",
                 value_names={"수원": ("수원시",), "인천": ("인천시", "인천광역시"), "부산": ("부산시", "부산광역시"),
                              "대구": ("대구시", "대구광역시"), "부천": ("부천시",)}),
        measure("rating", "평점", "rating", "점", 2.5, 5.0, 0.1, null=0.07,
                also=("별점", "평가 점수"), tests=("후기 점수",), big="평이 좋은", small="평이 나쁜", absent="아직 평점이 없는"),
        measure("lot", "전시 대수", "number of cars on display", "대", 8, 140, 2, more="많은", total=True,
                also=("전시 차량 수",), tests=("진열 대수",), big="규모가 큰", small="규모가 작은"),
    ], also=("상사", "중고차 상사"), tests=("중고차 매장",)),
    Table("car", "매물", "car", "대", 150, [
        key(),
        ref("dealer_id", "dealer", "매매상사 번호", "dealership number", said="{}에서 내놓은",
            has="매물을 내놓은", lacks="매물이 하나도 없는"),
        name("plate", "차량 번호", "number plate", pattern="##@####", also=("번호판",), tests=("번호판 번호",)),
        category("brand", "제조사", "make", list(NEW), bare=True, said="{}에서 만든",
                 also=("브랜드", "메이커"), tests=("만든 회사",), wh="어디"),
        measure("mileage", "주행 거리", "mileage", "km", 4000, 210000, 1000, more="긴",
                also=("주행거리", "킬로수"), tests=("탄 거리",), big="많이 탄", small="적게 탄"),
        measure("price", "판매가", "asking price", "원", 2500000, 70000000, 100000, total=True,
                also=("가격", "차값", "판매 가격"), tests=("매매가",), big="비싼", small="싼"),
        date("registered", "최초 등록일", "first registration date", "2013-01-10", "2025-06-30",
             also=("처음 등록한 날",), tests=("첫 등록 날짜",), verb=("등록된", "등록됐")),
    ], also=("차", "중고차"), tests=("차량",)),
    Table("consult", "상담 기록", "consultation", "건", 220, [
        key(),
        ref("car_id", "car", "매물 번호", "car number", said="{}에 대한", has="상담이 들어온", lacks="상담이 한 건도 없는"),
        category("source", "유입 경로", "lead source", ["홈페이지", "앱", "전화", "방문", "지인 소개"], said="{}~으로 들어온",
                 also=("들어온 경로",), tests=("상담 경로",),
                 value_names={"홈페이지": ("누리집",), "지인 소개": ("소개",)}),
        category("result", "결과", "result", ["보류", "계약 성사", "시승 예약", "거절"], said="{}~으로 끝난",
                 also=("상담 결과",), tests=("상담 결론",), value_names={"계약 성사": ("계약",), "시승 예약": ("시승",)}),
        measure("minutes", "소요 시간", "duration", "분", 5, 120, more="긴", total=True,
                also=("상담 시간", "걸린 시간"), tests=("상담 길이",), big="오래 걸린", small="빨리 끝난"),
        measure("offer", "희망 가격", "desired price", "원", 2000000, 70000000, 100000, null=0.1,
                also=("희망가", "부른 값"), tests=("제시 금액",), absent="희망 가격을 말하지 않은"),
        date("talked", "상담일", "consultation date", "2024-03-04", "2026-03-20",
             also=("상담 날짜",), tests=("상담한 날",), verb=("이루어진", "이루어졌")),
    ], also=("상담",), tests=("상담 건",)),
])
