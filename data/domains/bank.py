"""은행: branches, customers, their accounts and what was paid in and out."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("bank", "은행", "bank", today="2026-03-31", tables=[
    Table("branch", "지점", "branch", "곳", 36, [
        key(),
        name("name", "이름", "name", ["광화문", "여의도", "서초", "잠실", "목동", "상계", "일산", "분당", "수원역", "평촌", "부평",
                                      "송도", "춘천", "원주", "청주", "천안", "둔산", "전주", "군산", "상무", "순천", "동대구", "구미",
                                      "포항", "창원", "진주", "해운대", "서면", "울산", "신제주", "세종", "안산", "의정부", "파주",
                                      "이천", "김포"]),
        category("kind", "점포 유형", "branch type", ["영업점", "출장소", "PB센터", "기업금융센터"]),
        measure("staff", "직원 수", "number of staff", "명", 4, 46, more="많은", total=True),
        measure("wait", "대기 시간", "waiting time", "분", 2, 48, more="긴", null=0.08),
        date("opened", "개점일", "opening date", "1994-03-02", "2023-11-30"),
    ]),
    Table("customer", "고객", "customer", "명", 80, [
        key(),
        person(),
        category("grade", "등급", "grade", ["일반", "패밀리", "골드", "VIP"]),
        category("job", "직업", "occupation", ["회사원", "자영업", "공무원", "주부", "전문직"]),
        measure("score", "신용 점수", "credit score", "점", 430, 1000, more="높은", null=0.06),
    ]),
    Table("account", "계좌", "account", "개", 150, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number"),
        ref("customer_id", "customer", "고객 번호", "customer number"),
        category("kind", "예금 종류", "account type", ["입출금", "정기예금", "정기적금", "주택청약", "외화예금"]),
        measure("balance", "잔액", "balance", "원", 10000, 48000000, 10000, more="많은", total=True),
        measure("rate", "금리", "interest rate", "%", 0.1, 4.6, 0.1),
        date("opened", "개설일", "opening date", "2021-01-04", "2026-03-27"),
    ]),
    Table("entry", "거래 내역", "transaction", "건", 260, [
        key(),
        ref("account_id", "account", "계좌 번호", "account number"),
        category("kind", "구분", "kind", ["출금", "입금", "이체", "공과금"]),
        category("channel", "채널", "channel", ["모바일", "ATM", "창구", "인터넷"]),
        measure("amount", "금액", "amount", "원", 5000, 3200000, 1000, more="큰", total=True),
        date("traded", "거래일", "transaction date", "2024-04-01", "2026-03-31"),
    ]),
])
