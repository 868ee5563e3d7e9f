"""온라인 쇼핑몰: products, customers and orders of a clothing shop on the web."""

from datetime import date as day
from datetime import timedelta

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-05-10"
PRICE = {"셔츠": (25, 59), "재킷": (79, 189), "니트": (35, 89), "원피스": (45, 99), "팬츠": (29, 69), "가디건": (39, 89),
         "점퍼": (69, 159),
         "조끼": (25, 49)}  # in 1,000 won
DAYS = {"서울": (1, 3), "경기": (1, 4), "제주": (3, 9)}  # of delivery, (2, 6) elsewhere


def settle(tables: dict, rng) -> None:
    """Prices fit garments; orders come after the launch, for one or two pieces; grades follow what was spent."""
    for product in tables["product"]:
        product["price"] = rng.randint(*PRICE[product["name"].split()[1]]) * 1000
    exact(tables["product"], "price", 40000, 60000, 100000, 150000)
    exact(tables["product"], "stock", 100, 200, 300)
    products = {product["id"]: product for product in tables["product"]}
    customers = {customer["id"]: customer for customer in tables["customer"]}
    spent = dict.fromkeys(customers, 0)
    for order in tables["orders"]:
        if order["product_id"] % 11 == 0:  # nobody buys these
            order["product_id"] -= rng.randint(1, 10)
        product = products[order["product_id"]]
        order["amount"] = product["price"] * rng.choice([1, 1, 1, 2])
        spent[order["customer_id"]] += order["amount"]
        if order["arrived"] is None:
            order["ordered"] = later(TODAY, -rng.randint(0, 6))
            continue
        order["ordered"] = between(max("2024-06-01", later(product["launched"], 1)), "2026-05-07", rng)
        days = rng.randint(*DAYS.get(customers[order["customer_id"]]["region"], (2, 6)))
        order["arrived"] = min(TODAY, later(order["ordered"], days))
    ranked = sorted(customers.values(), key=lambda customer: -spent[customer["id"]])
    for place, customer in enumerate(ranked):
        customer["grade"] = "플래티넘" if place < 7 else "골드" if place < 20 else "실버" if place < 42 else "웰컴"
        if customer["credit"] is not None:
            earned = spent[customer["id"]] * rng.uniform(0.01, 0.04) + 1000 * rng.randint(0, 3)
            customer["credit"] = int(min(earned, 68000) // 500 * 500)


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


DOMAIN = Domain("ecommerce", "온라인 쇼핑몰", "online shop", today=TODAY, settle=settle, never=(
    ("an amount that is no multiple of the price",
     "SELECT orders.id FROM orders JOIN product ON orders.product_id = product.id WHERE amount % price <> 0"),
    ("an order before the launch",
     "SELECT orders.id FROM orders JOIN product ON orders.product_id = product.id WHERE ordered < launched"),
    ("an arrival before the order or after today",
     f"SELECT id FROM orders WHERE arrived < ordered OR arrived > '{TODAY}'"),
    ("an old order that is still on its way", "SELECT id FROM orders WHERE arrived IS NULL AND ordered < '2026-05-01'"),
    ("a shirt dearer than a cheap jacket", "SELECT id FROM product WHERE name LIKE '%셔츠' AND price >= 70000"),
    ("a platinum customer who spent less than a customer with the lowest grade",
     "WITH spent AS (SELECT customer.id, grade, SUM(amount) AS total FROM customer LEFT "
     "JOIN orders ON orders.customer_id = "
     "customer.id GROUP BY customer.id) SELECT id FROM spent WHERE grade = '플래티넘' "
     "AND total < (SELECT MAX(total) FROM spent WHERE grade = '웰컴')"),
), tables=[
    Table("product", "상품", "product", "개", 60, [
        key(),
        name("name", "이름", "name", [["오버핏", "베이직", "빈티지", "데일리", "슬림", "워싱", "클래식", "라이트"],
                                    ["셔츠", "재킷", "니트", "원피스", "팬츠", "가디건", "점퍼", "조끼"]],
             also=("상품명",), tests=("제품명",)),
        category("color", "색상", "colour", ["블랙", "화이트", "네이비", "베이지", "카키", "그레이"], also=("색", "컬러"), tests=("색깔",),
                 bare=True, value_names={"블랙": ("검정", "까만색"), "화이트": ("하얀색", "흰색"), "네이비": ("남색",), "그레이": ("회색",)}),
        measure("price", "판매가", "price", "원", 25000, 189000, 1000, also=("가격", "값"), tests=("판매 가격",),
                big="비싼", small="싼"),
        measure("stock", "재고", "stock", "개", 0, 420, 5, more="많은", total=True, also=("재고 수량", "남은 수량"), tests=("재고량",)),
        date("launched", "출시일", "launch date", "2023-09-01", "2026-04-30", also=("출시 날짜", "나온 날"), tests=("발매일",),
             verb=("나온", "나왔")),
    ], also=("옷",), tests=("제품",)),
    Table("customer", "고객", "customer", "명", 80, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("grade", "등급", "grade", ["웰컴", "실버", "골드", "플래티넘"], also=("회원 등급",), tests=("멤버십 등급",), bare=True),
        category("region", "지역", "region", ["서울", "경기", "부산", "대구", "충남", "제주"], also=("사는 곳", "거주 지역"),
                 tests=("거주지",), bare=True, said="{}에 사는", wh="어디",
                 value_names={"서울": ("서울시", "서울특별시"), "경기": ("경기도",), "부산": ("부산시", "부산광역시"), "대구": ("대구시",),
                              "충남": ("충청남도",), "제주": ("제주도",)}),
        measure("credit", "적립금", "store credit", "원", 0, 68000, 500, more="많은", total=True, null=0.06,
                also=("포인트", "적립 포인트"), tests=("마일리지",), absent="적립금 정보가 없는"),
    ], also=("회원",), tests=("손님",)),
    Table("orders", "주문", "order", "건", 250, [
        key(),
        ref("product_id", "product", "상품 번호", "product number", said="{}~이 담긴", has="주문이 들어온", lacks="주문이 한 건도 없는"),
        ref("customer_id", "customer", "고객 번호", "customer number", said="{}~이 넣은", has="주문한 적이 있는",
            lacks="한 번도 주문하지 않은"),
        measure("amount", "결제 금액", "amount paid", "원", 25000, 378000, 1000, more="큰", total=True,
                also=("결제액", "주문 금액"), tests=("결제한 금액",)),
        category("pay", "결제 수단", "payment method", ["카드", "다온페이", "새벽페이", "계좌이체", "휴대폰"], also=("결제 방법", "결제 방식"),
                 tests=("지불 수단",), said="{}~으로 결제한",
                 value_names={"카드": ("신용카드",), "계좌이체": ("통장 이체",), "휴대폰": ("핸드폰",)}),
        date("ordered", "주문일", "order date", "2024-06-01", "2026-05-10", also=("주문 날짜", "구매일"), tests=("주문 들어온 날",),
             verb=("들어온", "들어왔")),
        date("arrived", "도착일", "arrival date", "2024-06-01", "2026-05-10", null=0.06, after="ordered",
             also=("도착 날짜", "배송 완료일"), tests=("받은 날",), verb=("도착한", "도착했"), absent="아직 도착하지 않은"),
    ], also=("주문 내역",), tests=("구매 내역",)),
])
