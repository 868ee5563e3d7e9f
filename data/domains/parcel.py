"""택배: branch offices, their couriers and the parcels they deliver."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-04-30"
WEIGHT = {"의류": (3, 60), "식품": (10, 240), "생활용품": (5, 160), "화장품": (3, 40), "도서": (5, 150), "전자제품": (5, 240)}
DAILY = {"1톤 탑차": (200, 340), "전기 탑차": (190, 320), "경승합차": (90, 190), "1.2톤 탑차": (240, 380)}  # parcels


def settle(tables, rng):
    """Freight by weight, parcels after the courier's contract, delivered within days, only recent ones on their way."""
    for courier in tables["courier"]:
        low, high = DAILY[courier["vehicle"]]
        if courier["id"] > 56:
            courier["joined"] = f"2026-04-{courier['id'] - 36}"  # only just begun, with no parcel yet
        courier["daily"] = 5 * rng.randint(low // 5, high // 5)
    employed = {}
    for courier in tables["courier"]:
        employed.setdefault(courier["branch_id"], []).append(courier)
    for branch in tables["branch"]:
        couriers = len(employed.get(branch["id"], []))
        branch["trucks"] = max(5, min(64, branch["area"] // 20 + couriers))
    joined = {courier["id"]: courier["joined"] or "" for courier in tables["courier"]}
    early = [number for number, first in joined.items() if first < "2024-10"]
    for parcel in tables["parcel"]:
        if parcel["courier_id"] > 56:
            parcel["courier_id"] = rng.choice(early)
        low, high = WEIGHT[parcel["item"]]
        parcel["weight"] = round((low + (high - low) * rng.random() ** 1.5) / 10, 1)
        parcel["fee"] = 100 * min(180, round(25 + 5 * parcel["weight"] + rng.choice((0, 0, 5, 10, 20))))
        deliver(parcel, rng)
        if parcel["sent"] < joined[parcel["courier_id"]]:
            parcel["courier_id"] = rng.choice(early)


def deliver(parcel, rng):
    """What was sent in the last days may still be on its way; three older parcels are lost."""
    if parcel["arrived"] is None:
        parcel["sent"] = str(day.fromisoformat(TODAY) - timedelta(rng.randint(0, 4)))
    sent = day.fromisoformat(parcel["sent"])
    arrived = str(sent + timedelta(rng.choice((1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 5, 6, 8))))
    late = parcel["arrived"] is None or arrived > TODAY
    parcel["arrived"] = None if late or parcel["id"] in (41, 122, 203) else arrived


DOMAIN = Domain("parcel", "택배", "parcel delivery", today=TODAY, settle=settle, never=(
    ("a parcel delivered before it was sent, or after today",
     f"SELECT * FROM parcel WHERE arrived <= sent OR arrived > '{TODAY}' OR sent > '{TODAY}'"),
    ("a courier with a parcel from before the contract",
     "SELECT * FROM parcel JOIN courier ON courier.id = courier_id WHERE sent < joined"),
    ("more couriers than vehicles",
     "SELECT branch.id FROM branch JOIN courier ON branch_id = branch.id GROUP BY branch.id HAVING COUNT(*) > trucks"),
    ("freight that hangs on anything but weight",
     "SELECT * FROM parcel WHERE fee < 2400 + 450 * weight OR fee > 4600 + 550 * weight"),
    ("more than three old parcels that never arrived",
     f"SELECT COUNT(*) FROM parcel WHERE arrived IS NULL AND sent < date('{TODAY}', '-10 days') HAVING COUNT(*) > 3"),
), tables=[
    Table("branch", "대리점", "branch office", "곳", 32, [
        key(),
        name("name", "이름", "name", [["한결", "빠른", "믿음", "새벽", "우리", "으뜸"],
                                      ["물류", "로지스", "택배", "통운", "운송", "익스프레스"]],
             also=("대리점 이름", "상호"), tests=("대리점명",), wh="어디"),
        category("region", "관할 지역", "service area", ["수도권", "충청권", "영남권", "호남권", "강원권", "제주권"],
                 also=("담당 지역", "권역"), tests=("담당 권역",), bare=True, said="{}~을 맡은", wh="어디",
                 value_names={"충청권": ("충청",), "영남권": ("영남", "경상도"), "호남권": ("호남", "전라도"), "강원권": ("강원",),
                              "제주권": ("제주",)}),
        measure("area", "작업장 면적", "depot area", "평", 60, 900, 10, more="넓은", total=True,
                also=("작업장 크기", "작업장 평수"), tests=("작업장 넓이",), big="넓은", small="좁은"),
        measure("trucks", "보유 차량 수", "number of vehicles", "대", 5, 64, more="많은", total=True,
                also=("차량 수", "차량 대수"), tests=("보유 대수",), big="차가 많은", small="차가 적은"),
    ], also=("영업점",), tests=("택배 대리점",)),
    Table("courier", "택배 기사", "courier", "명", 60, [
        key(),
        ref("branch_id", "branch", "대리점 번호", "branch office number", said="{}에서 일하는",
            has="택배 기사가 있는", lacks="택배 기사가 한 명도 없는"),
        person(also=("성명",), tests=("성함",)),
        category("vehicle", "차종", "vehicle", ["1톤 탑차", "전기 탑차", "경승합차", "1.2톤 탑차"], also=("차량 종류",), tests=("모는 차",), said="{}~을 모는", value_names={"전기 탑차": ("전기차",)}),
        measure("daily", "하루 물량", "number of parcels per day", "개", 90, 380, 5, more="많은", total=True,
                also=("하루 배송량", "일일 물량"), tests=("하루 배달 개수",), big="많이 배달하는", small="적게 배달하는"),
        date("joined", "계약일", "contract date", "2019-01-02", "2026-04-24", null=0.06, also=("계약 날짜", "입사일"),
             tests=("계약한 날",), verb=("계약한", "계약했"), absent="계약일이 적히지 않은"),
    ], also=("기사", "배송 기사"), tests=("배달 기사",)),
    Table("parcel", "소포", "parcel", "건", 250, [
        key(),
        ref("courier_id", "courier", "택배 기사 번호", "courier number", said="{}~이 맡은",
            has="소포를 맡은", lacks="소포를 하나도 맡지 않은"),
        category("item", "품목", "content type", ["의류", "식품", "생활용품", "화장품", "도서", "전자제품"],
                 also=("내용물", "물품 종류"), tests=("물건 종류",), bare=True,
                 value_names={"의류": ("옷",), "도서": ("책",), "전자제품": ("가전제품", "가전")}),
        measure("weight", "무게", "weight", "kg", 0.3, 24.0, 0.1, more="무거운", total=True, also=("중량",),
                tests=("소포 무게",), big="무거운", small="가벼운"),
        measure("fee", "운임", "freight charge", "원", 2500, 18000, 100, total=True, also=("택배비", "배송비"),
                tests=("배송 요금",)),
        date("sent", "접수일", "acceptance date", "2024-10-01", TODAY, also=("접수 날짜", "맡긴 날"), tests=("접수한 날",),
             verb=("접수된", "접수됐")),
        date("arrived", "배송 완료일", "delivery date", "2024-10-01", TODAY, null=0.08, after="sent",
             also=("배달일", "도착일"), tests=("배달된 날",), verb=("배달된", "배달됐"), absent="아직 배달되지 않은"),
    ], also=("택배", "짐"), tests=("택배 물품",)),
])
