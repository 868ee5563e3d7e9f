"""콜센터: agents, customers and calls of a customer service centre."""

from builder.definition import Domain, Table, category, date, key, measure, person, ref

DOMAIN = Domain("callcenter", "콜센터", "call centre", today="2026-01-31", tables=[
    Table("agent", "상담원", "agent", "명", 45, [
        key(),
        person(),
        category("team", "소속 팀", "team", ["요금팀", "기술팀", "해지방어팀", "VIP팀"]),
        category("shift", "근무조", "shift", ["오전조", "오후조", "야간조"]),
        measure("career", "경력", "years of service", "년", 0, 18, more="긴"),
        date("hired", "입사일", "hiring date", "2012-01-01", "2025-12-31"),
    ]),
    Table("client", "고객", "customer", "명", 90, [
        key(),
        person(),
        category("plan", "요금제", "price plan", ["5G 슬림", "5G 프리미엄", "LTE 기본", "시니어"]),
        category("region", "지역", "region", ["서울", "경기", "인천", "대구", "광주"]),
        measure("bill", "월 요금", "monthly charge", "원", 19000, 125000, 500, total=True),
    ]),
    Table("call", "상담", "call", "건", 240, [
        key(),
        ref("agent_id", "agent", "상담원 번호", "agent number"),
        ref("client_id", "client", "고객 번호", "customer number"),
        category("topic", "문의 유형", "topic", ["요금 문의", "고장 신고", "해지", "가입", "불만"]),
        measure("seconds", "통화 시간", "call length", "초", 35, 1500, 5, more="긴", total=True),
        measure("score", "평가 점수", "survey score", "점", 1, 10, null=0.15),
        date("called", "상담일", "call date", "2024-02-01", "2026-01-31"),
    ]),
])
