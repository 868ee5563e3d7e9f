"""물류: warehouses, lorries and the freight they carry."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-06-30"
LOAD = {"1톤": (4, 112), "2.5톤": (30, 245), "5톤": (80, 490), "11톤": (250, 1080), "25톤": (700, 2480)}  # in 10 kg
CHARGE = {"1톤": (9, 26), "2.5톤": (18, 42), "5톤": (30, 64), "11톤": (50, 96), "25톤": (72, 124)}  # in 5,000 won
DRIVEN = {"1톤": (4, 320), "2.5톤": (8, 420), "5톤": (15, 520), "11톤": (30, 620), "25톤": (60, 680)}  # in 1,000 km


def settle(tables, rng):
    """Loads that fit the truck, charged by weight; a truck is on one trip at a time, and only now."""
    for depot in tables["depot"]:
        depot["region"] = "평택" if depot["name"].startswith("항만") else depot["region"]  # the one with a port
        if depot["name"] in ("중앙 제6센터", "남부 제6센터", "동부 제6센터"):
            depot["region"] = "옥천"
    for truck in tables["truck"]:
        low, high = DRIVEN[truck["size"]]
        truck["mileage"] = 1000 * rng.randint(low, high)
    size = {truck["id"]: truck["size"] for truck in tables["truck"]}
    busy = set()
    for freight in tables["freight"]:
        if freight["depot_id"] > 34:
            freight["depot_id"] -= 20  # two warehouses have not opened yet
        fill = rng.random()
        low, high = LOAD[size[freight["truck_id"]]]
        freight["weight"] = 10 * round(low + (high - low) * fill)
        low, high = CHARGE[size[freight["truck_id"]]]
        freight["charge"] = 5000 * round(low + (high - low) * (0.7 * fill + 0.3 * rng.random()))
        if freight["state"] in ("운행 중", "상차 대기"):
            dispatch(freight, busy, rng)
        elif rng.random() < 0.4:
            freight["state"] = "하차 완료"


def dispatch(freight, busy, rng):
    """One of few loads that are under way or about to be; the others have long arrived."""
    if freight["truck_id"] in busy or len(busy) > 23 or rng.random() < 0.5:
        freight["state"] = "하차 완료"
        return
    busy.add(freight["truck_id"])
    waited = rng.randint(0, 1) if freight["state"] == "운행 중" else 0
    freight["shipped"] = str(day.fromisoformat(TODAY) - timedelta(waited))


DOMAIN = Domain("logistics", "물류", "logistics", today=TODAY, settle=settle, never=(
    ("a load far beyond what the truck may carry",
     "SELECT * FROM freight JOIN truck ON truck.id = truck_id WHERE weight > 1150 * CAST(size AS REAL)"),
    ("freight under way since long", f"SELECT * FROM freight WHERE state IN ('운행 중', '상차 대기') "
                                     f"AND shipped < date('{TODAY}', '-1 day')"),
    ("a truck on two trips at once", "SELECT truck_id FROM freight WHERE state IN ('운행 중', '상차 대기') "
                                     "GROUP BY truck_id HAVING COUNT(*) > 1"),
    ("a load of 25 tonnes as cheap as one of 1 tonne",
     "SELECT * FROM freight JOIN truck ON truck.id = truck_id WHERE size = '25톤' AND charge < 150000"),
    ("a port without a port", "SELECT * FROM depot WHERE name LIKE '항만%' AND region <> '평택'"),
), tables=[
    Table("depot", "창고", "warehouse", "곳", 36, [
        key(),
        name("name", "이름", "name", [["동부", "서부", "남부", "북부", "중앙", "항만"],
                                    ["제1센터", "제2센터", "제3센터", "제4센터", "제5센터", "제6센터"]],
             also=("창고 이름", "센터 이름"), tests=("센터명",), wh="어디"),
        category("region", "지역", "region", ["이천", "용인", "김해", "칠곡", "평택", "옥천"], also=("위치", "소재지"),
                 tests=("있는 곳",), bare=True, said="{}에 있는", wh="어디",
                 value_names={"이천": ("이천시",), "용인": ("용인시",), "김해": ("김해시",), "칠곡": ("칠곡군",), "평택": ("평택시",),
                              "옥천": ("옥천군",)}),
        category("storage", "보관 유형", "storage type", ["상온", "냉장", "냉동", "위험물"], also=("보관 방식", "창고 유형"),
                 tests=("보관 종류",), bare=True),
        measure("area", "면적", "area", "㎡", 800, 24000, 100, more="넓은", total=True, also=("넓이", "창고 면적"),
                tests=("창고 크기",), big="넓은", small="좁은"),
    ], also=("물류 센터", "센터"), tests=("물류 창고",)),
    Table("truck", "차량", "truck", "대", 60, [
        key(),
        name("plate", "번호판", "licence plate", pattern="8#@####", also=("차 번호판", "차량 번호판"),
             tests=("자동차 번호판",)),
        category("size", "톤급", "size class", ["1톤", "2.5톤", "5톤", "11톤", "25톤"], also=("톤수", "차급"),
                 tests=("적재 톤수",), bare=True, wh="몇 톤"),
        category("owner", "소속", "contract type", ["직영", "지입", "용차"], also=("소속 구분", "운영 형태"),
                 tests=("차량 소속",), said="{}~으로 운영하는"),
        measure("mileage", "주행거리", "mileage", "km", 4000, 680000, 1000, more="긴", total=True,
                also=("운행 거리", "누적 주행거리"), tests=("달린 거리",), big="많이 뛴", small="적게 뛴"),
        date("checked", "정기점검일", "inspection date", "2025-01-05", "2026-06-20", null=0.1,
             also=("점검일", "정기점검 날짜"), tests=("점검받은 날",), verb=("점검받은", "점검받았"),
             absent="정기점검 기록이 없는"),
    ], also=("트럭", "화물차"), tests=("화물 차량",)),
    Table("freight", "화물", "freight load", "건", 240, [
        key(),
        ref("depot_id", "depot", "창고 번호", "warehouse number", said="{}에서 나간",
            has="화물이 나간", lacks="화물이 한 건도 나가지 않은"),
        ref("truck_id", "truck", "차량 번호", "truck number", said="{}~이 나른",
            has="화물을 나른", lacks="화물을 한 번도 나르지 않은"),
        category("state", "상태", "state", ["하차 완료", "운행 중", "상차 대기", "반송"], also=("운송 상태", "진행 상태"),
                 tests=("배송 상태",), value_names={"하차 완료": ("하역 완료",), "상차 대기": ("적재 대기",)}),
        measure("weight", "중량", "weight", "kg", 40, 24800, 10, more="무거운", total=True, also=("무게", "화물 중량"),
                tests=("짐 무게",), big="무거운", small="가벼운"),
        measure("charge", "운임", "freight charge", "원", 45000, 620000, 5000, more="높은", total=True,
                also=("운송료", "운송비"), tests=("운송 요금",)),
        date("shipped", "출고일", "shipping date", "2024-07-01", TODAY, also=("출고 날짜", "출하일"), tests=("나간 날",),
             verb=("출고된", "출고됐")),
    ], also=("짐",), tests=("운송 화물",)),
])
