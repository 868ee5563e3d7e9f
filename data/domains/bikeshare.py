"""공공 자전거: docking stations, bicycles and the rides people took."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-06-10"
MILEAGE = {"QR형": (60, 700), "LCD형": (250, 980), "새싹": (12, 300), "전기": (30, 450)}  # in 10 km
LAST = {"분실": "2026-03-31", "정비 중": "2026-06-03", "보관 중": "2026-05-20"}  # of the rides of such a bicycle


def settle(tables: dict, rng) -> None:
    """Bicycles run as far as their model does; a ride covers what its minutes allow, from a standing station."""
    for bike in tables["bike"]:
        low, high = MILEAGE[bike["kind"]]
        bike["mileage"] = rng.randint(low, high) * 10
        if bike["state"] == "분실" and bike["id"] % 3:  # they are rare
            bike["state"] = "운행 중"
        if bike["checked"] is None:  # new ones
            bike["mileage"] = rng.randint(12, 60) * 10
        elif bike["state"] == "분실":
            bike["checked"] = min(bike["checked"], between("2025-01-06", "2026-03-20", rng))
    exact(tables["bike"], "mileage", 1000, 3000, 5000, 8000)
    exact(tables["dock"], "racks", 20, 30)
    docks = {dock["id"]: dock for dock in tables["dock"]}
    bikes = {bike["id"]: bike for bike in tables["bike"]}
    for ride in tables["ride"]:
        if ride["dock_id"] % 14 == 0:  # closed for building works
            ride["dock_id"] -= rng.randint(1, 13)
        bike = bikes[ride["bike_id"]]
        ride["minutes"] = round(3 + (57 if bike["kind"] == "새싹" else 115) * rng.random() ** 1.7)
        if ride["km"] is not None:
            speed = rng.uniform(10, 16) if bike["kind"] == "전기" else rng.uniform(7, 13)
            ride["km"] = min(21.0, max(0.4, round(ride["minutes"] / 60 * speed, 1)))
        ride["rented"] = rented(docks[ride["dock_id"]], bike, rng)


def rented(dock: dict, bike: dict, rng) -> str:
    """A day on which the station stood and the bicycle ran, rarely in winter."""
    first, last = max("2024-04-01", dock["installed"]), LAST.get(bike["state"], TODAY)
    if rng.random() < 0.25:
        first = max(first, min(last, "2026-03-01"))
    when = between(first, last, rng)
    return between(first, last, rng) if when[5:7] in ("12", "01", "02") and rng.random() < 0.7 else when


def between(first: str, last: str, rng) -> str:
    """A date from `first` to `last`."""
    start = day.fromisoformat(first)
    return (start + timedelta(rng.randint(0, (day.fromisoformat(last) - start).days))).isoformat()


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("bikeshare", "공공 자전거", "public bike sharing", today=TODAY, settle=settle, never=(
    ("a ride from a station that did not stand yet",
     "SELECT ride.id FROM ride JOIN dock ON ride.dock_id = dock.id WHERE rented < installed"),
    ("a ride faster than 20 km/h or slower than a walk",
     "SELECT id FROM ride WHERE km > minutes / 3.0 OR (km < minutes / 15.0 AND minutes > 6)"),
    ("a ride on a lost bicycle of late",
     "SELECT ride.id FROM ride JOIN bike ON ride.bike_id = bike.id WHERE state = '분실' AND rented > '2026-03-31'"),
    ("a lost bicycle that was inspected of late", "SELECT id FROM bike WHERE state = '분실' AND checked > '2026-03-31'"),
    ("a child's bicycle ridden for hours",
     "SELECT ride.id FROM ride JOIN bike ON ride.bike_id = bike.id WHERE kind = '새싹' AND minutes > 60"),
    ("a bicycle that ran less than its rides",
     "SELECT bike.id FROM ride JOIN bike ON ride.bike_id = bike.id GROUP BY bike.id HAVING SUM(km) > mileage"),
), tables=[
    Table("dock", "대여소", "docking station", "곳", 56, [
        key(),
        name("name", "이름", "name", [["중앙", "한강", "새빛", "은행나무", "푸른", "시민", "무지개", "장미"],
                                      ["공원 앞", "도서관 앞", "시장 입구", "우체국 앞", "초등학교 앞", "체육관 옆", "사거리",
                                       "육교 아래"]], also=("대여소명",), tests=("명칭",)),
        category("gu", "자치구", "district", ["마포구", "영등포구", "송파구", "광진구", "강서구", "노원구"], also=("구", "지역"),
                 tests=("지역구",), bare=True, said="{}에 있는", wh="어디",
                 value_names={"마포구": ("마포",), "영등포구": ("영등포",), "송파구": ("송파",), "광진구": ("광진",), "강서구": ("강서",),
                              "노원구": ("노원",)}),
        measure("racks", "거치대 수", "number of racks", "개", 6, 52, more="많은", total=True, also=("거치대 개수",),
                tests=("거치대 대수",), big="큰", small="작은"),
        date("installed", "설치일", "installation date", "2016-03-01", "2025-11-30", also=("설치 날짜", "생긴 날"),
             tests=("세워진 날",),
             verb=("설치된", "설치됐")),
    ], also=("자전거 대여소",), tests=("거치소",)),
    Table("bike", "자전거", "bicycle", "대", 90, [
        key(),
        name("serial", "일련번호", "serial number", pattern="SPB-#####", also=("시리얼 번호", "고유 번호"), tests=("기기 번호",)),
        category("kind", "기종", "model", ["QR형", "LCD형", "새싹", "전기"], also=("모델", "자전거 종류"), tests=("자전거 모델",),
                 bare=True,
                 value_names={"QR형": ("QR",), "LCD형": ("LCD",), "전기": ("전기형",)}),
        category("state", "상태", "state", ["운행 중", "정비 중", "보관 중", "분실"], also=("운행 상태",), tests=("현재 상태",),
                 value_names={"정비 중": ("수리 중", "고치는 중"), "보관 중": ("창고 보관 중",)}),
        measure("mileage", "누적 거리", "mileage", "km", 120, 9800, 10, more="긴", total=True,
                also=("총 주행 거리", "달린 거리"),
                tests=("누적 주행 거리",), big="많이 달린", small="적게 달린"),
        date("checked", "점검일", "inspection date", "2025-01-06", "2026-06-05", null=0.08, also=("점검 날짜", "마지막 점검일"),
             tests=("점검받은 날",), verb=("점검받은", "점검받았"), absent="점검 기록이 없는"),
    ], also=("공공 자전거",), tests=("공유 자전거",)),
    Table("ride", "이용 내역", "ride", "건", 260, [
        key(),
        ref("dock_id", "dock", "대여소 번호", "docking station number", said="{}에서 시작된", has="이용 내역이 있는",
            lacks="이용 내역이 한 건도 없는"),
        ref("bike_id", "bike", "자전거 번호", "bicycle number", said="{}~을 탄", has="이용 내역이 있는", lacks="이용 내역이 한 건도 없는"),
        category("pass", "이용권", "pass", ["정기권", "일일권", "단체권", "비회원권"], also=("이용권 종류",), tests=("권종",), bare=True,
                 said="{}~으로 탄"),
        measure("minutes", "이용 시간", "riding time", "분", 3, 118, more="긴", total=True, also=("탄 시간", "이용한 시간"),
                tests=("주행 시간",), big="오래 탄", small="짧게 탄"),
        measure("km", "이동 거리", "distance", "km", 0.4, 21.0, 0.1, more="긴", total=True, null=0.06,
                also=("이동한 거리", "간 거리"),
                tests=("탄 거리",), absent="이동 거리가 기록되지 않은"),
        date("rented", "대여일", "rental date", "2024-04-01", "2026-06-10", also=("대여 날짜", "빌린 날"), tests=("이용일",),
             verb=("이뤄진", "이뤄졌")),
    ], also=("대여 내역",), tests=("대여 기록",)),
])
