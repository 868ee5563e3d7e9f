"""보험: policyholders, their contracts and the claims on them."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, person, ref

TODAY = "2026-02-28"
PREMIUM = {"실손보험": (12, 70), "자동차보험": (48, 120), "암보험": (20, 90), "운전자보험": (9, 22), "종신보험": (90, 280), "치아보험": (18, 45)}
INSURED = {"실손보험": (5, 10), "자동차보험": (20, 40), "암보험": (4, 12), "운전자보험": (6, 20), "종신보험": (10, 40), "치아보험": (1, 2)}
CAUSES = {
    "실손보험": ["통원", "통원", "입원", "수술", "골절"],
    "자동차보험": ["교통사고"],
    "암보험": ["진단", "수술", "입원"],
    "운전자보험": ["교통사고", "골절"],
    "종신보험": ["입원", "수술", "진단"],
    "치아보험": ["통원", "통원", "수술"],
}
AMOUNT = {"통원": (3, 30), "입원": (30, 300), "수술": (80, 500), "교통사고": (30, 980), "골절": (30, 200), "진단": (300, 980)}


def settle(tables: dict, rng) -> None:
    """Products fit people and prices; a claim comes after its policy and for what the product covers."""
    people = {holder["id"]: holder for holder in tables["holder"]}
    for holder in people.values():
        if holder["job"] in ("사무직", "생산직", "운수업"):
            holder["age"] = min(holder["age"], 57 + holder["id"] % 9)
    had = set()
    for policy in tables["policy"]:
        signed(policy, people[policy["holder_id"]]["age"], had, rng)
    exact(tables["policy"], "premium", 20000, 50000, 100000)
    exact(tables["policy"], "insured", 50000000, 100000000, 150000000)
    claimed(tables["claim"], {policy["id"]: policy for policy in tables["policy"]}, rng)


def signed(policy: dict, age: int, had: set, rng) -> None:
    """A product that is new to the holder, its price, the day of signing (as an adult) and the day of renewal."""
    free = [product for product in PREMIUM if (policy["holder_id"], product) not in had]
    if policy["product"] not in free:
        policy["product"] = rng.choice(free)
    product = policy["product"]
    had.add((policy["holder_id"], product))
    low, high = PREMIUM[product]
    older = (age - 24) / 50 if product in ("실손보험", "암보험") else rng.random()
    policy["premium"] = round(low + (high - low) * (0.7 * older + 0.3 * rng.random())) * 1000
    policy["insured"] = rng.randint(*INSURED[product]) * 5000000
    if policy["signed"] < f"{2026 - (age - 20)}":
        policy["signed"] = f"{2026 - (age - 20)}" + policy["signed"][4:]
    anniversary = min(policy["signed"][5:], "12-28").replace("02-29", "02-28")
    year = (2026 if anniversary > TODAY[5:] else 2027) + (rng.randint(0, 1) if product in ("암보험", "치아보험") else 0)
    policy["renewal"] = None if product == "종신보험" else f"{year}-{anniversary}"


def claimed(claims: list, policies: dict, rng) -> None:
    """Claims that their policies cover; those without a payment are of the last weeks."""
    old = [number for number, policy in policies.items() if policy["signed"] < "2025-07-01" and number % 5]
    had = set()
    for claim in claims:
        if policies[claim["policy_id"]]["signed"] > "2025-12-15" or not claim["policy_id"] % 5:
            claim["policy_id"] = rng.choice(old)
        policy = policies[claim["policy_id"]]
        if claim["cause"] not in CAUSES[policy["product"]]:
            claim["cause"] = rng.choice(CAUSES[policy["product"]])
        low, high = AMOUNT[claim["cause"]]
        limit = {"치아보험": 180, "실손보험": 500}.get(policy["product"], 980)
        claim["amount"] = rng.randint(low, min(high, limit)) * 10000
        first = max("2023-09-01", later(policy["signed"], rng.randint(5, 60)))
        if claim["paid"] is None:
            first = later(TODAY, -30)
        claim["filed"] = between(first, "2026-02-25", rng)
        while (claim["policy_id"], claim["filed"]) in had:
            claim["filed"] = between(first, "2026-02-25", rng)
        had.add((claim["policy_id"], claim["filed"]))
        if claim["paid"] is not None:
            slow = 2 if claim["amount"] > 3000000 else 0
            claim["paid"] = min(TODAY, later(claim["filed"], slow + rng.choice([0, 1, 1, 2, 2, 3, 4, 5, 7, 9])))


def later(text: str, days: int) -> str:
    """A date so many days later."""
    return (day.fromisoformat(text) + timedelta(days)).isoformat()


def between(first: str, last: str, rng) -> str:
    """A date from `first` to `last`."""
    return later(first, rng.randint(0, (day.fromisoformat(last) - day.fromisoformat(first)).days))


def exact(rows: list, column: str, *figures) -> None:
    """The two rows nearest to each of the round figures that people ask about lie exactly on it."""
    for figure in figures:
        known = [row for row in rows if row[column] is not None]
        for row in sorted(known, key=lambda row: abs(row[column] - figure))[:2]:
            row[column] = figure


DOMAIN = Domain("insurance", "보험", "insurance", today=TODAY, settle=settle, never=(
    ("a claim before its policy was signed",
     "SELECT claim.id FROM claim JOIN policy ON claim.policy_id = policy.id WHERE filed < signed"),
    ("a payment before the filing or after today", f"SELECT id FROM claim WHERE paid < filed OR paid > '{TODAY}'"),
    ("an old claim that is still unpaid", "SELECT id FROM claim WHERE paid IS NULL AND filed < '2026-01-15'"),
    ("a car policy with a claim for a stay in hospital",
     "SELECT claim.id FROM claim JOIN policy ON claim.policy_id = policy.id WHERE product = '자동차보험' "
     "AND cause <> '교통사고'"),
    ("more claimed than insured",
     "SELECT claim.id FROM claim JOIN policy ON claim.policy_id = policy.id WHERE amount > insured"),
    ("a whole life policy that is renewed, or another that is not",
     "SELECT id FROM policy WHERE (product = '종신보험') <> (renewal IS NULL)"),
    ("a policy signed by a minor",
     "SELECT policy.id FROM policy JOIN holder ON policy.holder_id = holder.id "
     "WHERE age - (2026 - strftime('%Y', signed)) < 19"),
    ("the same product twice", "SELECT holder_id FROM policy GROUP BY holder_id, product HAVING COUNT(*) > 1"),
), tables=[
    Table("holder", "가입자", "policyholder", "명", 80, [
        key(),
        person(also=("성명",), tests=("성함",)),
        category("job", "직업", "occupation", ["사무직", "자영업", "생산직", "전문직", "운수업", "주부"],
                 also=("직종",), tests=("직업군",), bare=True,
                 value_names={"자영업": ("자영업자",), "주부": ("가정주부", "전업주부")}),
        category("region", "지역", "region", ["서울", "경기", "부산", "대구", "광주"], also=("거주지", "사는 곳"), tests=("주소지",),
                 bare=True, said="{}에 사는", wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "경기": ("경기도",), "부산": ("부산시", "부산광역시"), "대구": ("대구시",),
                              "광주": ("광주시",)}),
        measure("age", "나이", "age", "세", 24, 74, more="많은", also=("연령",), tests=("연세",),
                big="나이 많은", small="젊은", wh="몇 살"),
    ], also=("고객",), tests=("보험 가입자",)),
    Table("policy", "계약", "policy", "건", 130, [
        key(),
        ref("holder_id", "holder", "가입자 번호", "policyholder number", said="{} 명의의",
            has="계약이 있는", lacks="계약이 하나도 없는"),
        category("product", "상품", "product", ["실손보험", "자동차보험", "암보험", "운전자보험", "종신보험", "치아보험"],
                 also=("보험 상품", "보험 종류"), tests=("상품명",), bare=True,
                 value_names={"실손보험": ("실손", "실비보험"), "자동차보험": ("차 보험",)}),
        measure("premium", "월 보험료", "monthly premium", "원", 9000, 280000, 1000, total=True,
                also=("월 납입액", "매달 내는 보험료"), tests=("월납 보험료",), big="비싼", small="싼"),
        measure("insured", "가입 금액", "sum insured", "원", 5000000, 200000000, 1000000, more="큰", total=True,
                also=("보장 금액", "보장액"), tests=("보험 가입액",), big="보장 큰", small="보장 작은"),
        date("signed", "계약일", "contract date", "2019-01-02", "2026-02-20", also=("가입일", "계약 날짜"), tests=("계약 체결일",),
             verb=("맺은", "맺었")),
        date("renewal", "갱신일", "renewal date", "2026-03-01", "2028-12-31", null=0.14, also=("갱신 날짜", "갱신 예정일"),
             tests=("재계약일",), absent="갱신일이 없는"),
    ], also=("보험 계약",), tests=("가입 계약",)),
    Table("claim", "보험금 청구", "claim", "건", 240, [
        key(),
        ref("policy_id", "policy", "계약 번호", "policy number", said="{}에 대한", has="보험금 청구가 있는",
            lacks="보험금 청구가 한 건도 없는"),
        category("cause", "사유", "cause", ["통원", "입원", "수술", "교통사고", "골절", "진단"], also=("청구 사유", "청구 이유"),
                 tests=("청구 원인",), bare=True,
                 value_names={"통원": ("통원 치료",), "입원": ("입원 치료",), "교통사고": ("차 사고",)}),
        category("channel", "접수 경로", "channel", ["앱", "설계사", "팩스", "우편", "방문"], also=("접수 방법",), tests=("접수 수단",),
                 said="{}~을 통해 접수된", value_names={"앱": ("모바일 앱",)}),
        measure("amount", "금액", "amount claimed", "원", 30000, 9800000, 10000, more="큰", total=True,
                also=("청구 금액", "청구액"), tests=("청구한 돈",)),
        date("filed", "접수일", "filing date", "2023-09-01", "2026-02-26", also=("접수 날짜",), tests=("청구일",),
             verb=("접수된", "접수됐")),
        date("paid", "지급일", "payment date", "2023-09-01", "2026-02-28", null=0.07, after="filed",
             also=("지급 날짜", "돈 나간 날"), tests=("보험금 지급일",), verb=("지급된", "지급됐"), absent="아직 지급되지 않은"),
    ], also=("청구",), tests=("청구 건",)),
])
