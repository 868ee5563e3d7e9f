"""콜센터: agents, customers and calls of a customer service centre."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, person, ref

TODAY = "2026-01-31"
BILL = {"5G 슬림": (45, 69), "5G 프리미엄": (80, 125), "LTE 기본": (33, 55), "시니어": (19, 33)}  # in 1,000 won
TOPICS = {
    "요금팀": ["요금 문의", "요금 문의", "가입", "불만"],
    "기술팀": ["고장 신고", "고장 신고", "고장 신고", "불만"],
    "해지방어팀": ["해지", "해지", "해지", "요금 문의", "불만"],
    "VIP팀": ["요금 문의", "고장 신고", "해지", "가입", "불만"],
}
SECONDS = {"요금 문의": (7, 130), "고장 신고": (30, 300), "해지": (20, 260), "가입": (24, 200), "불만": (20, 300)}  # in 5 seconds
SCORES = {"불만": [1, 2, 3, 3, 4, 5, 6, 7], "해지": [2, 3, 4, 5, 6, 7, 8], "고장 신고": [4, 5, 6, 7, 8, 9, 10]}


def settle(tables: dict, rng) -> None:
    """Years of service fit the hiring, bills the plan; teams take their own topics, one the premium customers."""
    for agent in tables["agent"]:
        since = (day.fromisoformat(TODAY) - day.fromisoformat(agent["hired"])).days // 365
        agent["career"] = since + rng.choice([0, 0, 0, 1, 2, 4])  # some come from elsewhere
    for client in tables["client"]:
        low, high = BILL[client["plan"]]
        client["bill"] = rng.randint(low * 2, high * 2) * 500
    exact(tables["client"], "bill", 30000, 50000, 100000)
    premium = [client["id"] for client in tables["client"] if client["plan"] == "5G 프리미엄"]
    agents = {agent["id"]: agent for agent in tables["agent"]}
    for call in tables["call"]:
        if call["agent_id"] % 12 == 0:  # in training
            call["agent_id"] -= rng.randint(1, 11)
        agent = agents[call["agent_id"]]
        if agent["team"] == "VIP팀":
            call["client_id"] = rng.choice(premium)
        call["topic"] = rng.choice(TOPICS[agent["team"]])
        low, high = SECONDS[call["topic"]]
        call["seconds"] = round(low + (high - low) * rng.random() ** 1.5) * 5
        if call["score"] is not None:
            call["score"] = rng.choice(SCORES.get(call["topic"], [5, 6, 7, 8, 8, 9, 9, 10]))
        start = max(day.fromisoformat("2024-02-01"), day.fromisoformat(agent["hired"]) + timedelta(14))
        call["called"] = (start + timedelta(rng.randint(0, (day.fromisoformat(TODAY) - start).days))).isoformat()
    exact(tables["call"], "seconds", 300, 600, 1200)


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("callcenter", "콜센터", "call centre", today=TODAY, settle=settle, never=(
    ("a call before the agent was hired",
     "SELECT call.id FROM call JOIN agent ON call.agent_id = agent.id WHERE called < hired"),
    ("fewer years of service than since the hiring",
     f"SELECT id FROM agent WHERE career < CAST((julianday('{TODAY}') - julianday(hired)) / 365.3 AS INTEGER)"),
    ("a senior plan dearer than a premium one",
     "SELECT id FROM client WHERE plan = '시니어' AND bill >= (SELECT MIN(bill) FROM client WHERE plan = '5G 프리미엄')"),
    ("a customer of the VIP team without a premium plan",
     "SELECT call.id FROM call JOIN agent ON call.agent_id = agent.id JOIN client ON call.client_id = client.id "
     "WHERE team = 'VIP팀' AND plan <> '5G 프리미엄'"),
    ("a breakdown that the billing team took",
     "SELECT call.id FROM call JOIN agent ON call.agent_id = agent.id WHERE team = '요금팀' AND topic = '고장 신고'"),
), tables=[
    Table("agent", "상담원", "agent", "명", 45, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("team", "소속 팀", "team", ["요금팀", "기술팀", "해지방어팀", "VIP팀"], also=("팀", "소속"), tests=("부서",), bare=True,
                 said="{}에서 일하는"),
        category("shift", "근무조", "shift", ["오전조", "오후조", "야간조"], also=("조",), tests=("교대조",), bare=True,
                 value_names={"오전조": ("오전",), "오후조": ("오후",), "야간조": ("야간",)}),
        measure("career", "경력", "experience", "년", 0, 18, more="긴", also=("경력 연수",), tests=("연차",),
                big="경력 많은", small="경력 짧은"),
        date("hired", "입사일", "hire date", "2012-01-01", "2025-12-31", also=("입사 날짜", "들어온 날"), tests=("채용일",),
             verb=("입사한", "입사했")),
    ], also=("상담사",), tests=("상담 직원",)),
    Table("client", "고객", "customer", "명", 90, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("plan", "요금제", "price plan", ["5G 슬림", "5G 프리미엄", "LTE 기본", "시니어"], also=("가입 요금제",),
                 tests=("통신 요금제",), bare=True, said="{} 요금제를 쓰는"),
        category("region", "지역", "region", ["서울", "경기", "인천", "대구", "광주"], also=("거주지", "사는 곳"), tests=("주소지",),
                 bare=True, said="{}에 사는", wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "경기": ("경기도",), "인천": ("인천시", "인천광역시"), "대구": ("대구시",),
                              "광주": ("광주시",)}),
        measure("bill", "월 요금", "monthly charge", "원", 19000, 125000, 500, total=True, also=("월정액", "한 달 요금"),
                tests=("매달 내는 요금",), big="요금 많이 내는", small="요금 적게 내는"),
    ], also=("손님",), tests=("가입자",)),
    Table("call", "상담", "call", "건", 240, [
        key(),
        ref("agent_id", "agent", "상담원 번호", "agent number", said="{}~이 받은", has="상담 기록이 있는", lacks="상담 기록이 하나도 없는"),
        ref("client_id", "client", "고객 번호", "customer number", said="{}에게서 들어온", has="상담을 받은 적이 있는",
            lacks="상담을 받은 적이 없는"),
        category("topic", "문의 유형", "topic", ["요금 문의", "고장 신고", "해지", "가입", "불만"], also=("상담 유형", "문의 종류"),
                 tests=("상담 주제",), bare=True,
                 value_names={"고장 신고": ("고장 접수",), "불만": ("불만 접수", "컴플레인"), "해지": ("해약",)}),
        measure("seconds", "통화 시간", "duration", "초", 35, 1500, 5, more="긴", total=True, also=("통화 길이", "통화한 시간"),
                tests=("상담 시간",), big="오래 걸린", small="빨리 끝난"),
        measure("score", "평가 점수", "survey score", "점", 1, 10, null=0.15, also=("만족도", "만족도 점수"), tests=("고객 평점",),
                big="평가 좋은", small="평가 나쁜", absent="평가 점수가 없는"),
        date("called", "상담일", "call date", "2024-02-01", "2026-01-31", also=("상담 날짜",), tests=("전화 온 날",),
             verb=("들어온", "들어왔")),
    ], also=("전화",), tests=("상담 전화",)),
])
