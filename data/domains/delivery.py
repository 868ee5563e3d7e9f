"""배달앱: shops, members and orders of a food delivery app."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-05-20"
BILL = {"한식": (12, 60), "치킨": (18, 62), "중식": (13, 70), "분식": (9, 32), "일식": (15, 86), "양식": (16, 80), "디저트": (9, 36)}


def settle(tables: dict, rng) -> None:
    """Members order once they have signed up, for the minimum at least; only today's orders are under way."""
    for store in tables["store"]:
        if store["kind"] in ("디저트", "분식"):
            store["min_order"] = min(store["min_order"], 500 * rng.randint(16, 26))
    for order in tables["orders"]:
        if order["store_id"] > 57:  # three that have just joined
            order["store_id"] = rng.randint(1, 57)
        member, store = tables["member"][order["member_id"] - 1], tables["store"][order["store_id"] - 1]
        if order["ordered"] < member["joined"]:
            span = (day.fromisoformat(TODAY) - day.fromisoformat(member["joined"])).days
            order["ordered"] = moved(member["joined"], int(span * rng.random() ** 2))
        if order["status"] in ("배달 중", "조리 중") and rng.random() < 0.13:
            order["ordered"] = TODAY
        elif order["status"] != "취소" or rng.random() < 0.5:
            order["status"] = "배달 완료"
        low, high = BILL[store["kind"]]
        amount = 500 * round((low + (high - low) * rng.random() ** 1.3) * 2)
        order["amount"] = store["min_order"] if rng.random() < 0.06 else max(amount, store["min_order"])
    for member in tables["member"]:
        orders = [order for order in tables["orders"] if order["member_id"] == member["id"]]
        spent = sum(order["amount"] for order in orders if order["status"] != "취소")
        member["point"] = min(round(spent * rng.uniform(0.06, 0.2) / 100) * 100, 48_000) + 100 * rng.randint(0, 20)
        member["grade"] = grade(spent * rng.uniform(0.6, 1.2))


def grade(spent: float) -> str:
    """What somebody who spends so much is called."""
    return "VIP" if spent > 180_000 else "골드" if spent > 110_000 else "실버" if spent > 60_000 else "일반"


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("delivery", "배달앱", "food delivery app", today=TODAY, settle=settle, never=(
    ("an order before the member signed up",
     "SELECT * FROM orders JOIN member ON orders.member_id = member.id WHERE orders.ordered < member.joined"),
    ("an order that is under way since days",
     "SELECT * FROM orders WHERE status IN ('배달 중', '조리 중') AND ordered < '2026-05-20'"),
    ("an order below the minimum",
     "SELECT * FROM orders JOIN store ON orders.store_id = store.id WHERE orders.amount < store.min_order"),
    ("a VIP who hardly orders",
     "SELECT * FROM member WHERE grade = 'VIP' AND 100000 >"
     " (SELECT SUM(amount) FROM orders WHERE member_id = member.id AND status <> '취소')"),
    ("a grade or a fortune of points for nothing",
     "SELECT * FROM member WHERE id NOT IN (SELECT member_id FROM orders) AND (grade <> '일반' OR point > 5000)"),
    ("a dessert for the price of a feast",
     "SELECT * FROM orders JOIN store ON orders.store_id = store.id"
     " WHERE store.kind = '디저트' AND orders.amount > 50000"),
    ("an order in the future", "SELECT * FROM orders WHERE ordered > '2026-05-20'"),
), tables=[
    Table("store", "가게", "restaurant", "곳", 60, [
        key(),
        name("name", "상호", "name", [["행복한", "황금", "우리동네", "할머니", "명품", "엄마손", "대박", "청춘"],
                                      ["식당", "주방", "밥상", "키친", "한상", "부엌", "손맛", "식탁"]],
             also=("이름",), tests=("업체명",)),
        category("kind", "업종", "cuisine", list(BILL), bare=True, said="{}~을 파는",
                 also=("음식 종류",), tests=("요리 종류",),
                 value_names={"중식": ("중국 음식",), "일식": ("일본 음식",), "한식": ("한국 음식",)}),
        category("gu", "지역", "district", ["마포구", "강남구", "송파구", "관악구", "노원구"], bare=True, said="{}에 있는",
                 also=("동네",), tests=("위치",), wh="어디",
                 value_names={"마포구": ("마포",), "강남구": ("강남",), "송파구": ("송파",), "노원구": ("노원",)}),
        measure("min_order", "최소 주문 금액", "minimum order amount", "원", 8000, 25000, 500,
                also=("최소 주문액",), tests=("최저 주문 금액",)),
        measure("rating", "평점", "rating", "점", 2.8, 5.0, 0.1, null=0.06,
                also=("별점",), tests=("평가 점수",), big="평이 좋은", small="평이 나쁜", absent="아직 평점이 없는"),
    ], also=("식당", "음식점"), tests=("매장",)),
    Table("member", "회원", "member", "명", 80, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("grade", "등급", "grade", ["일반", "실버", "골드", "VIP"], bare=True,
                 also=("회원 등급",), tests=("멤버십 등급",), value_names={"VIP": ("브이아이피",)}),
        measure("point", "포인트", "point balance", "점", 0, 50000, 100, more="많은", total=True,
                also=("적립 포인트",), tests=("쌓은 포인트",)),
        date("joined", "가입일", "sign-up date", "2023-01-01", "2026-05-10",
             also=("가입 날짜",), tests=("가입한 날",), verb=("가입한", "가입했")),
    ], also=("고객",), tests=("손님",)),
    Table("orders", "주문", "order", "건", 240, [
        key(),
        ref("store_id", "store", "가게 번호", "restaurant number", said="{}에 들어온",
            has="주문이 들어온", lacks="주문이 한 건도 없는"),
        ref("member_id", "member", "회원 번호", "member number", said="{}~이 넣은",
            has="주문한 적이 있는", lacks="한 번도 주문하지 않은"),
        measure("amount", "금액", "amount", "원", 8000, 86000, 500, more="큰", total=True,
                also=("주문 금액", "주문액"), tests=("결제 금액",), big="비싼", small="싼"),
        category("status", "상태", "status", ["배달 완료", "배달 중", "조리 중", "취소"], said="{} 상태인",
                 also=("주문 상태",), tests=("진행 상태",), value_names={"배달 완료": ("완료",)}),
        date("ordered", "주문일", "order date", "2025-01-01", "2026-05-20",
             also=("주문 날짜",), tests=("주문한 날",), verb=("들어온", "들어왔")),
    ], also=("주문 건",), tests=("주문 내역",)),
])
