"""전기차 충전: charging stations, their chargers and the charging sessions. Operators and car models are invented."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-06-30"
PRICE = {"완속": (245, 299), "급속": (318, 352), "초급속": (348, 430)}
BATTERY = {"아리온 5": 146, "KV6": 152, "파도": 120, "미르 3": 112, "새론": 124, "콩이": 66}  # in 0.5 kWh
SPACES = {"공영주차장": (20, 90), "주민센터": (3, 14), "마트": (25, 80), "도서관": (4, 25), "체육관": (10, 50),
          "아파트": (20, 75)}  # in pairs


def settle(tables: dict, rng) -> None:
    """Prices fit the kind of charger, charges the battery, fees both; no session before the opening."""
    chargers = {charger["id"]: charger for charger in tables["charger"]}
    for station in tables["station"]:
        number = sum(charger["station_id"] == station["id"] for charger in chargers.values())
        station["spaces"] = max(2 * rng.randint(*SPACES[station["name"].split()[1]]), number + number % 2)
    opened = {station["id"]: station["opened"] for station in tables["station"]}
    for charger in chargers.values():
        charger["price"] = rng.randint(*PRICE[charger["kind"]])
    exact(tables["charger"], "price", 260, 350, 400)
    exact(tables["station"], "spaces", 50, 100)
    for session in tables["session"]:
        if session["charger_id"] % 15 == 0:  # just put up
            session["charger_id"] -= rng.randint(1, 14)
        charger = chargers[session["charger_id"]]
        session["kwh"] = rng.randint(8, BATTERY[session["model"]]) / 2
        session["fee"] = int(session["kwh"] * charger["price"]) // 10 * 10
        last = "2026-06-10" if charger["state"] in ("고장", "점검 중") else TODAY
        session["charged"] = between(max("2024-09-01", opened[charger["station_id"]]), last, rng)


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


DOMAIN = Domain("evcharge", "전기차 충전", "electric-vehicle charging", today=TODAY, settle=settle, never=(
    ("a fee that is not energy x price",
     "SELECT session.id FROM session JOIN charger ON session.charger_id = charger.id "
     "WHERE fee > kwh * price OR fee <= kwh * price - 10"),
    ("a session before the opening",
     "SELECT session.id FROM session JOIN charger ON session.charger_id = charger.id "
     "JOIN station ON charger.station_id = station.id "
     "WHERE charged < opened"),
    ("slow charging dearer than fast charging",
     "SELECT id FROM charger WHERE kind = '완속' AND price >= (SELECT MIN(price) FROM charger WHERE kind <> '완속')"),
    ("a broken charger in use of late",
     "SELECT session.id FROM session JOIN charger ON session.charger_id = charger.id WHERE state = '고장' "
     "AND charged > '2026-06-15'"),
    ("more energy than the small car holds", "SELECT id FROM session WHERE model = '콩이' AND kwh > 35"),
    ("more chargers than parking bays",
     "SELECT station.id FROM charger JOIN station ON charger.station_id = station.id GROUP BY station.id "
     "HAVING COUNT(*) > spaces"),
), tables=[
    Table("station", "충전소", "charging station", "곳", 42, [
        key(),
        name("name", "이름", "name", [["한빛", "강변", "중앙", "새솔", "문화", "은하", "시민", "푸른"],
                                      ["공영주차장", "주민센터", "마트", "도서관", "체육관", "아파트"]], also=("충전소명",), tests=("명칭",)),
        category("operator", "운영사", "operator", ["나라충전", "한솔전력", "바로차지", "이지볼트", "그린플러그", "모아일렉"],
                 also=("운영 회사", "사업자"), tests=("운영 업체",), said="{}에서 운영하는", wh="어디"),
        category("region", "지역", "region", ["경기", "서울", "인천", "충남", "경남", "제주"], also=("시도", "위치"), tests=("소재지",),
                 bare=True, said="{}에 있는", wh="어디",
                 value_names={"경기": ("경기도",), "서울": ("서울시", "서울특별시"), "인천": ("인천시", "인천광역시"), "충남": ("충청남도",),
                              "경남": ("경상남도",), "제주": ("제주도",)}),
        measure("spaces", "주차면 수", "number of parking bays", "면", 4, 180, 2, more="많은", total=True, also=("주차 면수",),
                tests=("주차 자리 수",), big="주차장 넓은", small="주차장 좁은"),
        date("opened", "개소일", "opening date", "2018-03-01", "2025-12-20", also=("개소 날짜", "문 연 날"), tests=("오픈일",),
             verb=("문 연", "문 열었")),
    ], also=("전기차 충전소",), tests=("충전 장소",)),
    Table("charger", "충전기", "charger", "대", 90, [
        key(),
        ref("station_id", "station", "충전소 번호", "charging station number", said="{}에 있는", has="충전기가 있는",
            lacks="충전기가 한 대도 없는"),
        name("code", "기기 코드", "device code", pattern="EV-####", also=("코드", "기기 번호"), tests=("충전기 코드",)),
        category("kind", "충전 방식", "charging type", ["완속", "급속", "초급속"], also=("충전기 종류", "방식"), tests=("충전 타입",),
                 bare=True),
        category("state", "상태", "state", ["사용 가능", "충전 중", "점검 중", "고장"], also=("기기 상태",), tests=("현재 상태",),
                 value_names={"점검 중": ("정비 중",)}),
        measure("price", "충전 단가", "price per kWh", "원", 245, 430, 1, also=("단가", "kWh당 단가"), tests=("kWh당 가격",),
                big="단가 비싼", small="단가 싼"),
    ], also=("충전 기기",), tests=("전기차 충전기",)),
    Table("session", "충전 이력", "charging session", "건", 250, [
        key(),
        ref("charger_id", "charger", "충전기 번호", "charger number", said="{}에서 이뤄진", has="충전 이력이 있는",
            lacks="충전 이력이 하나도 없는"),
        category("model", "차종", "car model", ["아리온 5", "KV6", "파도", "미르 3", "새론", "콩이"], also=("차 모델", "차량 모델"),
                 tests=("자동차 종류",), bare=True),
        category("pay", "결제 수단", "payment method", ["회원카드", "신용카드", "앱", "로밍"], also=("결제 방법", "결제 방식"),
                 tests=("지불 수단",), said="{}~으로 결제한", value_names={"앱": ("모바일 앱",)}),
        measure("kwh", "충전량", "energy charged", "kWh", 4.0, 76.0, 0.5, more="많은", total=True, also=("충전한 양", "전력량"),
                tests=("충전 전력량",)),
        measure("fee", "요금", "charge", "원", 900, 32700, 10, more="높은", total=True, also=("충전비",),
                tests=("낸 요금",),
                big="요금 많이 나온", small="요금 적게 나온"),
        date("charged", "충전일", "charging date", "2024-09-01", "2026-06-30", also=("충전 날짜", "충전한 날"), tests=("이용일",),
             verb=("이뤄진", "이뤄졌")),
    ], also=("충전 기록",), tests=("충전 내역",)),
])
