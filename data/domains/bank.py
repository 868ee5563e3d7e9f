"""은행: branches, customers, their accounts and what was paid in and out."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-03-31"
STAFF = {"영업점": (16, 46), "출장소": (4, 14), "PB센터": (6, 14), "기업금융센터": (10, 26)}
WAIT = {"영업점": (6, 40), "출장소": (4, 26), "PB센터": (2, 9), "기업금융센터": (3, 16)}
RATE = {"입출금": (1, 3), "정기예금": (25, 38), "정기적금": (30, 46), "주택청약": (20, 28), "외화예금": (10, 32)}  # in 0.1 %
BALANCE = {"입출금": (1, 1500), "정기예금": (500, 4800), "정기적금": (30, 2000), "주택청약": (20, 1500),
           "외화예금": (50, 2500)}  # in 10,000
ENTRIES = {"입출금": ["출금", "입금", "이체", "공과금"], "외화예금": ["출금", "입금"]}  # only money coming in elsewhere
AMOUNT = {"출금": (1, 100), "입금": (5, 320), "이체": (1, 300), "공과금": (2, 30)}  # in 10,000 won


def settle(tables: dict, rng) -> None:
    """Staff and waits fit the branch, rate and balance the kind of account; rich customers have high grades."""
    for branch in tables["branch"]:
        branch["staff"] = rng.randint(*STAFF[branch["kind"]])
        if branch["wait"] is not None:
            branch["wait"] = rng.randint(*WAIT[branch["kind"]])
    total, saving = {customer["id"]: 0 for customer in tables["customer"]}, set()
    for account in tables["account"]:
        if account["branch_id"] % 12 == 0:  # some branches keep no accounts
            account["branch_id"] -= rng.randint(1, 11)
        if account["kind"] == "주택청약" and account["customer_id"] in saving:  # the law allows one a person
            account["kind"] = "입출금"
        if account["kind"] == "주택청약":
            saving.add(account["customer_id"])
        low, high = BALANCE[account["kind"]]
        account["balance"] = round(low + (high - low) * rng.random() ** 1.3) * 10000
        if account["kind"].startswith("정기"):
            account["balance"] = max(1, account["balance"] // 500000) * 500000
        account["rate"] = rng.randint(*RATE[account["kind"]]) / 10
    exact(tables["account"], "balance", 10000000, 20000000, 40000000)
    exact([account for account in tables["account"] if account["kind"] == "정기예금"], "rate", 3.0, 3.5)
    exact([branch for branch in tables["branch"] if branch["kind"] == "출장소"], "staff", 10)
    exact(tables["customer"], "score", 600, 700, 850)
    for account in tables["account"]:
        total[account["customer_id"]] += account["balance"]
    for place, customer in enumerate(sorted(tables["customer"], key=lambda customer: -total[customer["id"]])):
        customer["grade"] = "VIP" if place < 6 else "골드" if place < 19 else "패밀리" if place < 41 else "일반"
    traded(tables, rng)


def traded(tables: dict, rng) -> None:
    """Entries that their accounts allow, after the opening; counters are closed at weekends."""
    accounts = {account["id"]: account for account in tables["account"]}
    everyday = [number for number, account in accounts.items() if account["kind"] == "입출금"]
    for entry in tables["entry"]:
        if entry["kind"] not in ENTRIES.get(accounts[entry["account_id"]]["kind"], ["입금"]):
            entry["account_id"] = rng.choice(everyday)
        account = accounts[entry["account_id"]]
        low, high = AMOUNT[entry["kind"]]
        entry["amount"] = round(low + (high - low) * rng.random() ** 1.3) * 10000
        if entry["kind"] in ("이체", "공과금"):
            entry["amount"] += rng.randint(0, 9) * 1000
        if account["kind"] == "외화예금" and entry["channel"] == "ATM":
            entry["channel"] = "창구"
        entry["traded"] = between(max("2024-04-01", account["opened"]), TODAY, rng)
        weekday = day.fromisoformat(entry["traded"]).weekday()
        if entry["channel"] == "창구" and weekday > 4:
            entry["channel"] = "모바일"


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


DOMAIN = Domain("bank", "은행", "bank", today=TODAY, settle=settle, never=(
    ("a transaction before its account was opened",
     "SELECT entry.id FROM entry JOIN account ON entry.account_id = account.id WHERE traded < account.opened"),
    ("an account older than its branch",
     "SELECT account.id FROM account JOIN branch ON account.branch_id = branch.id "
     "WHERE account.opened < branch.opened"),
    ("bills paid from a savings account",
     "SELECT entry.id FROM entry JOIN account ON entry.account_id = account.id WHERE entry.kind = '공과금' "
     "AND account.kind <> '입출금'"),
    ("an everyday account with the rate of a deposit", "SELECT id FROM account WHERE kind = '입출금' AND rate > 0.5"),
    ("two housing subscriptions of one person",
     "SELECT customer_id FROM account WHERE kind = '주택청약' GROUP BY customer_id HAVING COUNT(*) > 1"),
    ("a counter open at the weekend",
     "SELECT id FROM entry WHERE channel = '창구' AND strftime('%w', traded) IN ('0', '6')"),
    ("a sub-branch larger than any branch",
     "SELECT id FROM branch WHERE kind = '출장소' AND staff >= (SELECT MIN(staff) FROM branch WHERE kind = '영업점')"),
), tables=[
    Table("branch", "지점", "branch", "곳", 36, [
        key(),
        name("name", "이름", "name", ["광화문", "여의도", "서초", "잠실", "목동", "상계", "일산", "분당", "수원역", "평촌", "부평",
                                      "송도", "춘천", "원주", "청주", "천안", "둔산", "전주", "군산", "상무", "순천", "동대구", "구미",
                                      "포항", "창원", "진주", "해운대", "서면", "울산", "신제주", "세종", "안산", "의정부", "파주",
                                      "이천", "김포"], also=("지점명",), tests=("점포명",)),
        category("kind", "점포 유형", "type", ["영업점", "출장소", "PB센터", "기업금융센터"], also=("지점 유형", "점포 종류"),
                 tests=("점포 형태",), value_names={"PB센터": ("프라이빗뱅킹센터",)}),
        measure("staff", "직원 수", "number of staff", "명", 4, 46, more="많은", total=True, also=("근무 인원", "직원 인원"),
                tests=("행원 수",)),
        measure("wait", "대기 시간", "waiting time", "분", 2, 48, more="긴", null=0.08, also=("기다리는 시간",), tests=("대기하는 시간",),
                big="오래 기다리는", small="빨리 처리되는", absent="대기 시간이 집계되지 않은"),
        date("opened", "개점일", "opening date", "1994-03-02", "2020-11-30", also=("개점 날짜", "문 연 날"), tests=("개업일",),
             verb=("문 연", "문 열었")),
    ], also=("점포",), tests=("은행 지점",)),
    Table("customer", "고객", "customer", "명", 80, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("grade", "등급", "grade", ["일반", "패밀리", "골드", "VIP"], also=("고객 등급",), tests=("회원 등급",), bare=True),
        category("job", "직업", "occupation", ["회사원", "자영업", "공무원", "주부", "전문직"], also=("직종",), tests=("직업군",),
                 bare=True, value_names={"회사원": ("직장인",), "자영업": ("자영업자",), "주부": ("전업주부", "가정주부")}),
        measure("score", "신용 점수", "credit score", "점", 430, 1000, more="높은", null=0.06, also=("신용 평점",),
                tests=("신용평가 점수",), big="신용 좋은", small="신용 나쁜", absent="신용 점수가 없는"),
    ], also=("손님",), tests=("고객님",)),
    Table("account", "계좌", "account", "개", 150, [
        key(),
        ref("branch_id", "branch", "지점 번호", "branch number", said="{}에서 만든", has="계좌가 있는", lacks="계좌가 하나도 없는"),
        ref("customer_id", "customer", "고객 번호", "customer number", said="{} 명의의", has="계좌가 있는", lacks="계좌가 하나도 없는"),
        category("kind", "예금 종류", "account type", ["입출금", "정기예금", "정기적금", "주택청약", "외화예금"], also=("계좌 종류", "통장 종류"),
                 tests=("예금 상품",), bare=True,
                 value_names={"입출금": ("수시입출금", "자유입출금"), "정기적금": ("적금",), "주택청약": ("청약저축", "청약")}),
        measure("balance", "잔액", "balance", "원", 10000, 48000000, 10000, more="많은", total=True, also=("예치금", "남은 돈"),
                tests=("들어 있는 돈",), big="돈 많이 든", small="돈 적게 든"),
        measure("rate", "금리", "interest rate", "%", 0.1, 4.6, 0.1, also=("이율", "이자율"), tests=("연이율",),
                big="이자 많이 주는", small="이자 적게 주는"),
        date("opened", "개설일", "opening date", "2021-01-04", "2026-03-27", also=("개설 날짜", "계좌 튼 날"), tests=("통장 만든 날",),
             verb=("개설된", "개설됐")),
    ], also=("통장",), tests=("예금 계좌",)),
    Table("entry", "거래 내역", "transaction", "건", 260, [
        key(),
        ref("account_id", "account", "계좌 번호", "account number", said="{}에서 이뤄진", has="거래가 있는", lacks="거래가 한 건도 없는"),
        category("kind", "구분", "transaction type", ["출금", "입금", "이체", "공과금"], also=("거래 구분", "거래 종류"), tests=("거래 유형",),
                 bare=True, value_names={"출금": ("인출",), "이체": ("송금",), "공과금": ("공과금 납부",)}),
        category("channel", "채널", "channel", ["모바일", "ATM", "창구", "인터넷"], also=("거래 채널", "거래 경로"), tests=("이용 채널",),
                 bare=True, said="{}에서 처리된",
                 value_names={"모바일": ("모바일 앱",), "ATM": ("현금인출기", "현금지급기"), "인터넷": ("인터넷뱅킹",)}),
        measure("amount", "금액", "amount", "원", 10000, 3200000, 1000, more="큰", total=True, also=("거래 금액", "거래액"),
                tests=("오간 돈",)),
        date("traded", "거래일", "transaction date", "2024-04-01", "2026-03-31", also=("거래 날짜",), tests=("거래 일자",),
             verb=("이뤄진", "이뤄졌")),
    ], also=("거래",), tests=("거래 기록",)),
])
