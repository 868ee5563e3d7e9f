"""부동산 중개: agencies, listings and contracts of a real-estate network."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-02-28"
AREA = {"아파트": (39, 135), "빌라": (30, 84), "오피스텔": (18, 60), "단독주택": (60, 135)}  # m2
WORTH = {"아파트": (800, 1250), "빌라": (420, 680), "오피스텔": (560, 850), "단독주택": (560, 900)}  # 10,000 won a m2


def settle(tables: dict, rng) -> None:
    """Area goes with the kind of home, price with area and deal, fee with price; a listed home goes to one buyer."""
    for home in tables["listing"]:
        home["area"] = round(rng.uniform(*AREA[home["kind"]]))
        if home["kind"] == "아파트" and rng.random() < 0.4:
            home["area"] = rng.choice([59, 84])
        worth = home["area"] * rng.uniform(*WORTH[home["kind"]])
        if home["deal"] == "월세":
            home["price"] = max(10 * round(worth * 0.0022 / 10), 30)
        else:
            grid = rng.choice([500, 1000])
            home["price"] = grid * round(worth * (1 if home["deal"] == "매매" else rng.uniform(0.55, 0.7)) / grid)
    old = [home["id"] for home in tables["listing"] if home["listed"] < moved(TODAY, -25)]
    taken = {contract["listing_id"] for contract in tables["contract"]}
    free = [home for home in old if home not in taken]
    seen = set()
    for contract in tables["contract"]:
        again = contract["listing_id"] in seen and len(free) > 25 and rng.random() < 0.65
        if again or contract["listing_id"] not in old:
            contract["listing_id"] = free.pop(rng.randrange(len(free)))
        seen.add(contract["listing_id"])
    for home in tables["listing"]:
        sign(home, [contract for contract in tables["contract"] if contract["listing_id"] == home["id"]], rng)


def sign(home: dict, contracts: list, rng) -> None:
    """The contracts about one home: one after the other, all but the last called off."""
    if not contracts:
        return
    span = (day.fromisoformat(TODAY) - day.fromisoformat(home["listed"])).days
    wait = min(3 + int(160 * rng.random() ** 1.5), span // len(contracts))
    for place, contract in enumerate(contracts):
        won = {"매매": home["price"] * 40, "전세": home["price"] * 30, "월세": home["price"] * 100 * 40}[home["deal"]]
        contract["fee"] = max(10_000 * round(won * rng.choice([0.8, 0.9, 1, 1]) / 10_000), 100_000)
        contract["signed"] = moved(home["listed"], (place + 1) * wait)
        paid = moved(contract["signed"], rng.randint(20, 75))
        contract["state"] = "해지" if place < len(contracts) - 1 else "계약 완료" if paid <= TODAY else "잔금 대기"
        contract["moved"] = paid if contract["state"] == "계약 완료" else None


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("realestate", "부동산 중개", "real-estate brokerage", today=TODAY, settle=settle, never=(
    ("a contract before the home was listed, or in the future",
     "SELECT * FROM contract JOIN listing ON contract.listing_id = listing.id"
     " WHERE contract.signed < listing.listed OR contract.signed > '2026-02-28'"),
    ("a home that goes to two buyers",
     "SELECT listing_id FROM contract WHERE state <> '해지' GROUP BY listing_id HAVING COUNT(*) > 1"),
    ("moving in before the contract, or in the future",
     "SELECT * FROM contract WHERE moved < signed OR moved > '2026-02-28'"),
    ("moving in after a contract was called off",
     "SELECT * FROM contract WHERE state <> '계약 완료' AND moved IS NOT NULL"),
    ("a contract fulfilled without moving in", "SELECT * FROM contract WHERE state = '계약 완료' AND moved IS NULL"),
    ("a payment that has been due for months",
     "SELECT * FROM contract WHERE state = '잔금 대기' AND signed < date('2026-02-28', '-90 days')"),
    ("a monthly rent like a price, or a price like a rent",
     "SELECT * FROM listing WHERE deal = '월세' AND price > 400 OR deal <> '월세' AND price < 3000"),
    ("a fee above one percent",
     "SELECT * FROM contract JOIN listing ON contract.listing_id = listing.id"
     " WHERE listing.deal <> '월세' AND contract.fee > listing.price * 100 AND contract.fee > 100000"),
    ("an officetel like a house", "SELECT * FROM listing WHERE kind = '오피스텔' AND area > 85"),
), tables=[
    Table("agency", "중개소", "agency", "곳", 36, [
        key(),
        name("name", "이름", "name", [["한빛", "으뜸", "좋은집", "행복", "정직", "미래"],
                                    ["공인중개사", "부동산", "하우징", "랜드", "홈즈", "중개법인"]],
             also=("상호",), tests=("중개소명",)),
        category("gu", "지역", "district", ["강서구", "성동구", "은평구", "동작구", "광진구"], bare=True, said="{}에 있는",
                 also=("동네",), tests=("소재지",), wh="어디",
                 value_names={"강서구": ("강서",), "성동구": ("성동",), "은평구": ("은평",), "광진구": ("광진",)}),
        measure("staff", "직원 수", "number of staff", "명", 1, 14, more="많은", total=True,
                also=("인원", "직원 인원"), tests=("근무 인원",), big="규모가 큰", small="규모가 작은"),
        measure("score", "만족도", "satisfaction score", "점", 2.0, 5.0, 0.1, null=0.08,
                also=("만족도 점수",), tests=("고객 평가",), big="평이 좋은", small="평이 나쁜", absent="아직 만족도 평가가 없는"),
    ], also=("중개업소", "부동산"), tests=("중개 사무소",)),
    Table("listing", "매물", "listing", "건", 150, [
        key(),
        ref("agency_id", "agency", "중개소 번호", "agency number", said="{}에서 내놓은",
            has="매물을 내놓은", lacks="매물이 하나도 없는"),
        category("kind", "주택 유형", "housing type", ["아파트", "빌라", "오피스텔", "단독주택"], bare=True,
                 also=("주택 종류", "집 종류"), tests=("집 유형",), value_names={"단독주택": ("단독",)}),
        category("deal", "거래 유형", "deal type", ["매매", "전세", "월세"], bare=True, said="{}~으로 나온",
                 also=("거래 방식", "거래 종류"), tests=("거래 형태",)),
        measure("area", "전용 면적", "floor area", "㎡", 18, 135, 1, more="넓은",
                also=("면적", "넓이"), tests=("크기",), big="넓은", small="좁은"),
        measure("price", "희망가", "asking price", "만원", 30, 170000, 10,
                also=("가격", "호가"), tests=("부르는 값",), big="비싼", small="싼", wh="얼마"),
        date("listed", "등록일", "listing date", "2024-01-02", "2026-02-27",
             also=("등록 날짜", "올린 날"), tests=("올라온 날",), verb=("올라온", "올라왔")),
    ], also=("물건",), tests=("부동산 매물",)),
    Table("contract", "계약", "contract", "건", 140, [
        key(),
        ref("listing_id", "listing", "매물 번호", "listing number", said="{}에 대한",
            has="계약이 이루어진", lacks="계약이 한 건도 없는"),
        person("buyer", "계약자", "buyer name", also=("계약한 사람",), tests=("계약 당사자",)),
        measure("fee", "중개 수수료", "broker fee", "원", 100000, 6800000, 10000, total=True,
                also=("수수료", "복비"), tests=("중개비",)),
        category("state", "진행 상태", "progress stage", ["계약 완료", "잔금 대기", "해지"], said="{} 상태인",
                 also=("계약 상태",), tests=("진행 단계",), value_names={"해지": ("취소",), "계약 완료": ("완료",)}),
        date("signed", "계약일", "contract date", "2024-02-01", "2026-02-28",
             also=("계약 날짜", "계약한 날"), tests=("체결일",), verb=("맺은", "맺었")),
        date("moved", "입주일", "move-in date", "2024-02-01", "2026-02-28", null=0.12, after="signed",
             also=("입주 날짜", "이사 날짜"), tests=("이사 들어온 날",), verb=("입주한", "입주했"), absent="입주하지 않은"),
    ], also=("계약 건",), tests=("계약 내역",)),
])
