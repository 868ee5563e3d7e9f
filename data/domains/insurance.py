"""보험: policyholders, their contracts and the claims on them."""

from builder.definition import Domain, Table, category, date, key, measure, person, ref

DOMAIN = Domain("insurance", "보험", "insurance", today="2026-02-28", tables=[
    Table("holder", "가입자", "policyholder", "명", 80, [
        key(),
        person(),
        category("job", "직업", "occupation", ["사무직", "자영업", "생산직", "전문직", "운수업", "주부"]),
        category("region", "지역", "region", ["서울", "경기", "부산", "대구", "광주"]),
        measure("age", "나이", "age", "세", 24, 74, more="많은"),
    ]),
    Table("policy", "계약", "policy", "건", 130, [
        key(),
        ref("holder_id", "holder", "가입자 번호", "policyholder number"),
        category("product", "상품", "product", ["실손보험", "자동차보험", "암보험", "운전자보험", "종신보험", "치아보험"]),
        measure("premium", "월 보험료", "monthly premium", "원", 9000, 280000, 1000, total=True),
        measure("insured", "가입 금액", "sum insured", "원", 5000000, 200000000, 1000000, more="큰", total=True),
        date("signed", "계약일", "contract date", "2019-01-02", "2026-02-20"),
        date("renewal", "갱신일", "renewal date", "2026-03-01", "2028-12-31", null=0.14),
    ]),
    Table("claim", "보험금 청구", "claim", "건", 240, [
        key(),
        ref("policy_id", "policy", "계약 번호", "policy number"),
        category("cause", "사유", "cause", ["통원", "입원", "수술", "교통사고", "골절", "진단"]),
        category("channel", "접수 경로", "channel", ["앱", "설계사", "팩스", "우편", "방문"]),
        measure("amount", "금액", "amount claimed", "원", 30000, 9800000, 10000, more="큰", total=True),
        date("filed", "접수일", "filing date", "2023-09-01", "2026-02-18"),
        date("paid", "지급일", "payment date", "2023-09-01", "2026-02-28", null=0.12, after="filed"),
    ]),
])
