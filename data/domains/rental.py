"""렌터카: branches, their cars and the contracts under which cars are let."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-04-12"
RATE = {"경차": (28, 46), "준중형": (42, 72), "중형": (62, 98), "SUV": (70, 135), "승합차": (95, 160)}  # thousand won a day
FUELS = {"경차": ["휘발유", "전기"], "승합차": ["경유", "LPG"]}
COVER = {None: 0, "일반자차": 8_000, "완전자차": 15_000, "슈퍼자차": 22_000}  # won a day


def settle(tables: dict, rng) -> None:
    """A car's class sets its fuel and rate, a fee is days times rate and cover, one driver at a time has a car."""
    for branch in tables["branch"][5::8]:
        branch["region"] = "강릉"
    for car in tables["car"]:
        low, high = RATE[car["model"]]
        car["rate"] = rng.choice([rng.randint(low, high), 5 * round(rng.uniform(low, high) / 5)]) * 1_000
        car["rate"] = max(car["rate"], 28_000)
        car["fuel"] = rng.choice(FUELS[car["model"]]) if car["model"] in FUELS else car["fuel"]
        contracts = [contract for contract in tables["contract"] if contract["car_id"] == car["id"]]
        let(contracts, car["rate"], rng)
        car["mileage"] = min(max(car["mileage"], 500 * len(contracts) + 1_200), 138_000)
        branch = tables["branch"][car["branch_id"] - 1]
        branch["opened"] = min([branch["opened"], *(moved(each["lent"], -rng.randint(15, 300)) for each in contracts)])


def let(contracts: list, rate: int, rng) -> None:
    """The contracts of one car, one after the other; only the last may still run, since a few days."""
    back = ""
    contracts.sort(key=lambda contract: contract["lent"])
    for contract in contracts:
        running = contract is contracts[-1] and rng.random() < 0.25
        if running:
            contract["lent"] = moved(TODAY, -rng.randint(0, 9))
        contract["lent"] = max(contract["lent"], back)
        days = rng.choice([1, 1, 2, 2, 3, 3, 4, 5, 7, 7, 8, 10, 14])
        back = moved(contract["lent"], days)
        running = running or back > TODAY
        contract["returned"] = None if running else back
        contract["fee"] = days * (rate + COVER[contract["cover"]])


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("rental", "렌터카", "car rental", today=TODAY, settle=settle, never=(
    ("a fee that is not days times rate and cover",
     "SELECT * FROM contract JOIN car ON contract.car_id = car.id WHERE fee <> (julianday(returned) - julianday(lent))"
     " * (rate + CASE WHEN cover IS NULL THEN 0 WHEN cover = '일반자차' THEN 8000"
     " WHEN cover = '완전자차' THEN 15000 ELSE 22000 END)"),
    ("a car out twice at a time",
     "SELECT * FROM contract AS a JOIN contract AS b ON a.car_id = b.car_id AND a.id <> b.id"
     " WHERE a.lent < b.lent AND (a.returned IS NULL OR a.returned > b.lent)"),
    ("a car let before its branch opened",
     "SELECT * FROM contract JOIN car ON contract.car_id = car.id JOIN branch ON car.branch_id = branch.id"
     " WHERE contract.lent < branch.opened"),
    ("a return before the contract or in the future",
     "SELECT * FROM contract WHERE returned <= lent OR returned > '2026-04-12'"),
    ("a contract that runs for weeks",
     "SELECT * FROM contract WHERE returned IS NULL AND lent < date('2026-04-12', '-21 days')"),
    ("a small car that costs as much as a van", "SELECT * FROM car WHERE model = '경차' AND rate > 50000"),
    ("a small car or van with an odd fuel",
     "SELECT * FROM car WHERE model = '경차' AND fuel = '경유' OR model = '승합차' AND fuel = '휘발유'"),
), tables=[
    Table("branch", "지점", "branch", "곳", 30, [
        key(),
        name("name", "이름", "name", [["공항", "역전", "터미널", "시청", "항구", "대학로"],
                                    ["1호점", "2호점", "3호점", "4호점", "5호점"]], also=("지점명",), tests=("영업점명",)),
        category("region", "지역", "region", ["제주", "부산", "강릉", "여수", "김포"], bare=True, said="{}에 있는",
                 also=("도시",), tests=("소재지",), wh="어디",
                 value_names={"제주": ("제주도",), "부산": ("부산시", "부산광역시"), "강릉": ("강릉시",)}),
        measure("staff", "직원 수", "number of staff", "명", 3, 42, more="많은", total=True,
                also=("직원 인원",), tests=("근무 인원",), big="규모가 큰", small="규모가 작은"),
        date("opened", "개점일", "opening date", "2012-04-01", "2025-06-30",
             also=("오픈일", "문 연 날"), tests=("개점 날짜",), verb=("문을 연", "문을 열었")),
    ], also=("영업점",), tests=("대여 지점",)),
    Table("car", "차량", "car", "대", 80, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number", said="{}에 소속된",
            has="차량을 보유한", lacks="차량이 한 대도 없는"),
        name("plate", "번호판", "licence plate", pattern="1##하####", also=("차 번호판",), tests=("번호판 번호",)),
        category("model", "차종", "vehicle class", ["준중형", "SUV", "경차", "중형", "승합차"], said="{}인",
                 also=("차급",), tests=("차 종류",)),
        category("fuel", "연료", "fuel type", ["휘발유", "하이브리드", "전기", "LPG", "경유"], bare=True,
                 also=("연료 종류",), tests=("유종",),
                 value_names={"휘발유": ("가솔린",), "경유": ("디젤",), "LPG": ("엘피지",)}),
        measure("rate", "하루 요금", "daily rate", "원", 28000, 165000, 1000,
                also=("일일 요금", "하루 대여 요금"), tests=("하루 빌리는 값",), big="요금 비싼", small="요금 싼"),
        measure("mileage", "주행거리", "mileage", "km", 1200, 138000, 100, more="긴", total=True,
                also=("킬로수", "달린 거리"), tests=("누적 주행거리",), big="많이 달린", small="적게 달린"),
    ], also=("차", "렌터카"), tests=("자동차",)),
    Table("contract", "대여 계약", "rental contract", "건", 240, [
        key(),
        ref("car_id", "car", "차량 번호", "car number", said="{}~을 빌린",
            has="대여된 적이 있는", lacks="한 번도 대여되지 않은"),
        category("cover", "보험", "insurance plan", ["일반자차", "완전자차", "슈퍼자차"], null=0.12, said="{}에 가입한",
                 also=("보험 종류", "자차 보험"), tests=("보험 상품",), absent="보험에 들지 않은"),
        measure("fee", "대여료", "rental fee", "원", 28000, 2700000, 1000, more="높은", total=True,
                also=("대여 요금", "빌린 값"), tests=("렌트비",), big="비싼", small="싼"),
        measure("age", "운전자 나이", "driver age", "세", 21, 74, more="많은",
                also=("운전자 연령",), tests=("빌린 사람 나이",), wh="몇 살"),
        date("lent", "대여일", "pick-up date", "2024-03-01", "2026-04-03",
             also=("대여 날짜", "빌린 날"), tests=("빌려 간 날",), verb=("시작된", "시작됐")),
        date("returned", "반납일", "return date", "2024-03-01", "2026-04-12", null=0.08, after="lent",
             also=("반납 날짜", "돌려준 날"), tests=("돌아온 날",), verb=("반납된", "반납됐"), absent="아직 반납되지 않은"),
    ], also=("계약",), tests=("렌트 계약",)),
])
