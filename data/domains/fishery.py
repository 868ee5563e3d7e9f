"""수산물 위판장: fish auction markets, fishing boats and the catches sold."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, ref

TODAY = "2026-04-10"
PORTS = {
    "동해": ["구룡포", "죽변", "후포", "강구", "주문진", "거진", "속초", "삼척", "기장", "감포", "방어진"],
    "남해": ["삼천포", "통영", "여수", "완도", "녹동", "나로도", "미조", "장승포", "다대포"],
    "서해": ["목포", "흑산도", "법성포", "격포", "군산", "장항", "대천", "안흥", "소래", "연평", "진도"],
    "제주": ["성산포", "서귀포", "한림", "모슬포", "추자도"],
}
CATCH = {  # what each kind of fishing brings home, and how heavy the boats are in tons
    "자망": (["참조기", "대구", "대게", "삼치"], (3, 30)),
    "채낚기": (["오징어", "갈치"], (8, 90)),
    "연승": (["갈치", "대구", "삼치"], (5, 45)),
    "통발": (["대게", "오징어", "대구"], (4, 40)),
    "선망": (["고등어", "삼치"], (30, 98)),
    "저인망": (["참조기", "오징어", "대구", "갈치"], (35, 98)),
}
PRICE = {"고등어": 4.2, "오징어": 11, "갈치": 13, "참조기": 12, "대구": 8, "대게": 24, "삼치": 6.5}  # thousand won a kilogram


def settle(tables: dict, rng) -> None:
    """Ports lie on their sea; a boat sells what its gear catches, as much as it carries, at the price of its kind."""
    for market in tables["market"]:
        market["sea"] = next(sea for sea, ports in PORTS.items() if market["name"] in ports)
    east = [market["id"] for market in tables["market"] if market["sea"] == "동해" and market["id"] <= 34]
    for boat in tables["boat"]:
        boat["tons"] = round(rng.uniform(*CATCH[boat["method"]][1]), 1)
        boat["crew"] = min(2 + round(boat["tons"] / 5 * rng.uniform(0.7, 1.2)), 24)
    taken = set()
    for sale in tables["sale"]:
        boat = tables["boat"][sale["boat_id"] - 1]
        if sale["market_id"] > 34:  # two where nobody lands any more
            sale["market_id"] = rng.randint(1, 34)
        sale["species"] = rng.choice(CATCH[boat["method"]][0])
        if boat["launched"] and sale["sold"] < boat["launched"]:
            sale["sold"] = moved(boat["launched"], rng.randint(20, 400))
        while (boat["id"], sale["sold"]) in taken:
            sale["sold"] = moved(sale["sold"], -1)
        taken.add((boat["id"], sale["sold"]))
        if sale["species"] == "대게" and "06" <= sale["sold"][5:7] <= "10":  # closed season
            sale["species"] = "삼치" if boat["method"] == "자망" else "오징어"
        if sale["species"] == "대게":
            sale["market_id"] = rng.choice(east)
        most = min(boat["tons"] * (25 if sale["species"] == "대게" else 70), 4_800)
        grid = rng.choice([10, 10, 50, 100])
        sale["weight"] = max(grid * round(most * rng.uniform(0.15, 1) / grid), 40)
        sale["amount"] = round(sale["weight"] * PRICE[sale["species"]] * rng.uniform(0.75, 1.3) / 10) * 10_000


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("fishery", "수산물 위판장", "fish auction", today=TODAY, settle=settle, never=(
    ("a port on another sea",
     "SELECT * FROM market WHERE name IN ('주문진', '강구') AND sea <> '동해' OR name IN ('군산', '목포') AND sea <> '서해'"
     " OR name IN ('통영', '여수') AND sea <> '남해' OR name IN ('한림', '서귀포') AND sea <> '제주'"),
    ("a sale before the launch of the boat",
     "SELECT * FROM sale JOIN boat ON sale.boat_id = boat.id WHERE sale.sold < boat.launched"),
    ("mackerel from a boat that cannot catch it",
     "SELECT * FROM sale JOIN boat ON sale.boat_id = boat.id WHERE sale.species = '고등어' AND boat.method <> '선망'"),
    ("crab in the closed season or far from the east coast",
     "SELECT * FROM sale JOIN market ON sale.market_id = market.id WHERE sale.species = '대게'"
     " AND (market.sea <> '동해' OR strftime('%m', sale.sold) BETWEEN '06' AND '10')"),
    ("a price per kilogram that nobody pays",
     "SELECT * FROM sale WHERE amount > 40000 * weight OR amount < 2500 * weight"),
    ("cheap crab or dear mackerel",
     "SELECT * FROM sale WHERE species = '대게' AND amount < 12000 * weight"
     " OR species = '고등어' AND amount > 8000 * weight"),
    ("more crew than the boat holds", "SELECT * FROM boat WHERE crew > 4 + tons / 3"),
    ("a boat that sells twice a day", "SELECT boat_id, sold FROM sale GROUP BY boat_id, sold HAVING COUNT(*) > 1"),
    ("a sale in the future", "SELECT * FROM sale WHERE sold > '2026-04-10'"),
), tables=[
    Table("market", "위판장", "auction market", "곳", 36, [
        key(),
        name("name", "이름", "name", [port for ports in PORTS.values() for port in ports],
             also=("위판장명",), tests=("명칭",)),
        category("sea", "해역", "sea area", list(PORTS), bare=True, said="{}에 있는",
                 also=("해안",), tests=("연안",), wh="어디",
                 value_names={"동해": ("동해안",), "서해": ("서해안",), "남해": ("남해안",), "제주": ("제주도",)}),
        measure("opens", "경매 시각", "auction hour", "시", 4, 7, more="늦은",
                also=("경매 개시 시각",), tests=("경매 시작 시각",), big="늦게 여는", small="일찍 여는", wh="몇 시"),
        measure("brokers", "중도매인 수", "number of brokers", "명", 8, 96, more="많은", total=True,
                also=("중매인 수",), tests=("중도매인 인원",)),
        measure("commission", "수수료율", "commission rate", "%", 2.5, 6.0, 0.1,
                also=("수수료",), tests=("수수료 비율",), wh="몇 퍼센트"),
    ], also=("경매장",), tests=("어판장",)),
    Table("boat", "어선", "fishing boat", "척", 60, [
        key(),
        name("name", "선명", "name", [["제1", "제2", "제3", "제5", "제7", "제9"],
                                      ["해성호", "금성호", "대광호", "태양호", "만복호", "명진호", "동해호", "길영호", "영진호",
                                       "복진호", "은파호"]], also=("배 이름", "이름"), tests=("선박명",)),
        category("method", "어업 종류", "fishing method", list(CATCH), bare=True, said="{} 어업을 하는",
                 also=("조업 방식",), tests=("어업 방식",), value_names={"연승": ("주낙",)}),
        measure("tons", "톤수", "tonnage", "톤", 2.5, 98.0, 0.1, more="큰",
                also=("총톤수",), tests=("선박 톤수",), big="큰", small="작은", wh="몇 톤"),
        measure("crew", "선원 수", "crew size", "명", 2, 24, more="많은", total=True,
                also=("선원 인원", "타는 사람 수"), tests=("승선 인원",)),
        date("launched", "진수일", "launch date", "1996-02-01", "2024-11-30", null=0.1,
             also=("진수 날짜",), tests=("물에 띄운 날",), verb=("진수된", "진수됐"), absent="진수일이 적혀 있지 않은"),
    ], also=("배",), tests=("고깃배",)),
    Table("sale", "위판 내역", "sale", "건", 250, [
        key(),
        ref("market_id", "market", "위판장 번호", "auction market number", said="{}에서 이루어진",
            has="위판 내역이 있는", lacks="위판 내역이 한 건도 없는"),
        ref("boat_id", "boat", "어선 번호", "fishing boat number", said="{}~이 올린",
            has="위판한 적이 있는", lacks="한 번도 위판하지 않은"),
        category("species", "어종", "species", list(PRICE), bare=True,
                 also=("생선 종류", "물고기 종류"), tests=("수산물 종류",), value_names={"참조기": ("조기",), "오징어": ("물오징어",)}),
        measure("weight", "물량", "weight sold", "kg", 40, 4800, 10, more="많은", total=True,
                also=("무게", "중량"), tests=("위판량",)),
        measure("amount", "금액", "amount", "원", 100000, 82000000, 10000, more="큰", total=True,
                also=("위판액", "판매 금액"), tests=("낙찰 금액",), big="비싸게 팔린", small="싸게 팔린"),
        date("sold", "경매일", "auction date", "2024-01-05", "2026-04-10",
             also=("경매 날짜",), tests=("경매한 날",), verb=("이루어진", "이루어졌")),
    ], also=("경매 내역",), tests=("경매 건",)),
])
