"""도시철도: stations, their staff and the lost property they take in."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-04-30"
BUILT = {"1호선": (1988, 1993), "2호선": (1994, 2000), "3호선": (2001, 2008), "4호선": (2009, 2016), "5호선": (2017, 2023)}
PAY = {"주임": (48, 62), "대리": (62, 76), "과장": (76, 92), "부역장": (92, 104), "역장": (104, 116)}  # in 50,000 won
VALUE = {"휴대전화": (60, 480), "지갑": (5, 300), "우산": (5, 40), "이어폰": (15, 360), "가방": (10, 480), "안경": (20, 300)}


def settle(tables, rng):
    """A line is built in a few years, deeper than those before; pay by rank; one master a station; values by item."""
    for station in tables["station"]:
        first, last = BUILT[station["line"]]
        station["opened"] = f"{rng.randint(first, last)}{station['opened'][4:]}"
        station["depth"] = round(6 + 4 * list(BUILT).index(station["line"]) + rng.triangular(0, 26), 1)
    led = set()  # (station, rank) of its master and deputy
    for worker in tables["staff"]:
        post = worker["station_id"], worker["rank"]
        if worker["rank"] in ("역장", "부역장"):
            worker["rank"] = "주임" if post in led else worker["rank"]
            worker["shift"] = worker["shift"] if post in led else "주간조"
            led.add(post)
        low, high = PAY[worker["rank"]]
        worker["pay"] = 50000 * rng.randint(low, high)
    for lost in tables["lost"]:
        low, high = VALUE[lost["item"]]
        lost["value"] = 1000 * round(low + (high - low) * rng.random() ** 1.5)
        if lost["returned"]:
            waited = int(30 * rng.random() ** 2)
            returned = str(day.fromisoformat(lost["found"]) + timedelta(waited))
            lost["returned"] = returned if returned <= TODAY else None


DOMAIN = Domain("subway", "도시철도", "city subway", today=TODAY, settle=settle, never=(
    ("an item returned before it was found, or after today",
     f"SELECT * FROM lost WHERE returned < found OR returned > '{TODAY}'"),
    ("two masters of one station",
     "SELECT station_id FROM staff WHERE rank = '역장' GROUP BY station_id HAVING COUNT(*) > 1"),
    ("a junior who earns as much as a station master",
     "SELECT * FROM staff WHERE rank = '주임' AND pay >= (SELECT MIN(pay) FROM staff WHERE rank = '역장')"),
    ("an umbrella worth more than 40,000 won", "SELECT * FROM lost WHERE item = '우산' AND value > 40000"),
    ("a station of line 5 older than one of line 1",
     "SELECT * FROM station WHERE line = '5호선' AND opened < (SELECT MAX(opened) FROM station WHERE line = '1호선')"),
), tables=[
    Table("station", "역", "station", "곳", 48, [
        key(),
        name("name", "이름", "name", [
            "시청", "중앙시장", "종합운동장", "대학입구", "버스터미널", "시민공원", "도서관", "법원", "세관", "박물관",
            "새솔", "한내", "은행나무골", "달빛마을", "솔밭", "느티나무", "샛강", "나루터", "물레방아", "돌다리",
            "북문", "남문", "동문", "서문", "성곽", "향교", "과학관", "미술관", "월드컵경기장", "산업단지",
            "테크노파크", "컨벤션센터", "의료원", "교육청", "우체국", "소방서", "수목원", "동물원", "유원지", "전망대",
            "여객선터미널", "어시장", "등대", "해변공원", "온천", "체육관", "문화회관", "차량기지"],
            also=("역 이름", "역명"), tests=("명칭",), wh="어디"),
        category("line", "노선", "line", ["1호선", "2호선", "3호선", "4호선", "5호선"], also=("호선",), tests=("운행 노선",),
                 bare=True, said="{}에 있는", wh="몇 호선"),
        measure("riders", "승하차 인원", "number of riders", "명", 1200, 96000, 100, more="많은", total=True,
                also=("이용객 수", "승객 수"), tests=("타고 내린 사람 수",), big="붐비는", small="한산한"),
        measure("depth", "심도", "depth", "m", 6.0, 48.0, 0.1, more="깊은", also=("깊이",), tests=("지하 깊이",),
                big="깊은", small="얕은"),
        date("opened", "개통일", "opening date", "1988-01-01", "2023-12-28", also=("개통 날짜", "문 연 날"),
             tests=("개통한 날",), verb=("개통한", "개통했")),
    ], also=("지하철역", "정거장"), tests=("전철역",)),
    Table("staff", "역무원", "station worker", "명", 90, [
        key(),
        ref("station_id", "station", "역 번호", "station number", said="{}에서 일하는",
            has="역무원이 배치된", lacks="역무원이 한 명도 없는"),
        person(also=("성명",), tests=("성함",)),
        category("rank", "직급", "rank", ["주임", "대리", "과장", "부역장", "역장"], also=("직위",), tests=("직책",),
                 said="{}~으로 일하는"),
        category("shift", "근무조", "shift", ["주간조", "야간조", "심야조", "교대조"], also=("소속 조",),
                 tests=("일하는 조",), bare=True, said="{}에서 일하는"),
        measure("pay", "월급", "monthly pay", "원", 2400000, 5800000, 50000, more="많은", total=True,
                also=("급여", "봉급"), tests=("월 급여",), big="월급을 많이 받는", small="월급을 적게 받는"),
    ], also=("역 직원", "직원"), tests=("역 근무자",)),
    Table("lost", "분실물", "lost item", "개", 210, [
        key(),
        ref("staff_id", "staff", "역무원 번호", "station worker number", said="{}~이 접수한",
            has="분실물을 접수한", lacks="분실물을 하나도 접수하지 않은"),
        category("item", "품목", "item type", ["휴대전화", "지갑", "우산", "이어폰", "가방", "안경"],
                 also=("물건 종류", "종류"), tests=("물품",), bare=True,
                 value_names={"휴대전화": ("핸드폰", "휴대폰", "스마트폰")}),
        category("place", "습득 장소", "finding place", ["승강장", "열차 안", "대합실", "화장실", "개찰구"],
                 also=("발견 장소", "주운 곳"), tests=("주운 장소",), said="{}에서 주운", wh="어디",
                 value_names={"승강장": ("플랫폼",), "열차 안": ("전동차 안", "지하철 안")}),
        measure("value", "추정 가격", "estimated value", "원", 5000, 480000, 1000, total=True,
                also=("추정가", "값"), tests=("예상 가격",), big="비싼", small="싼"),
        date("found", "습득일", "finding date", "2024-06-01", TODAY, also=("습득 날짜", "주운 날"), tests=("발견한 날",),
             verb=("습득한", "습득했")),
        date("returned", "반환일", "return date", "2024-06-01", TODAY, null=0.15, after="found",
             also=("반환 날짜", "돌려준 날"), tests=("찾아간 날",), verb=("주인에게 돌려준", "주인에게 돌려줬"),
             absent="아직 주인이 찾아가지 않은"),
    ], also=("습득물", "유실물"), tests=("분실 물품",)),
])
