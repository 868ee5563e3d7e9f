"""도서관: books, readers and what readers borrowed."""

from datetime import date as day

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

TODAY = "2026-05-31"


def settle(tables: dict, rng) -> None:
    """Thick books cost more, are out before they are lent, lent to members only, and to one at a time."""
    for book in tables["book"]:
        if book["price"] is not None:
            price = 6_000 + 38 * book["pages"] + rng.randint(-2_500, 4_500)
            book["price"] = min(max(round(price / 500) * 500, 9_000), 38_000)
        loans = [loan for loan in tables["loan"] if loan["book_id"] == book["id"]]
        for loan in loans:
            loan["waited"] = int(loan["waited"] * rng.random())
            if book["published"] > "2025-01-01":  # a new book has new loans
                loan["lent"] = moved(TODAY, -rng.randint(9, days(book["published"], TODAY)))
        lend(loans, rng)
        book["published"] = min([book["published"], *(moved(loan["lent"], -rng.randint(20, 400)) for loan in loans)])
    members = [reader["id"] for reader in tables["reader"] if reader["joined"] < "2024-06-01"]
    for loan in tables["loan"]:
        joined = tables["reader"][loan["reader_id"] - 1]["joined"]
        if loan["lent"] < joined and joined > "2026-01-01":
            loan["reader_id"] = rng.choice(members)
    for reader in tables["reader"]:
        loans = [loan for loan in tables["loan"] if loan["reader_id"] == reader["id"]]
        reader["joined"] = min([reader["joined"], *(moved(loan["lent"], -rng.randint(0, 200)) for loan in loans)])
        reader["borrowed"] = max(reader["borrowed"], len(loans) + len(loans) % 2)


def lend(loans: list, rng) -> None:
    """The loans of one book, one after the other; only the last may still be out, and not for months."""
    back = ""
    loans.sort(key=lambda loan: loan["lent"])
    for loan in loans:
        out = loan is loans[-1] and rng.random() < 0.3
        if out:
            loan["lent"] = moved(TODAY, -(rng.randint(1, 14) if rng.random() < 0.8 else rng.randint(15, 60)))
        loan["lent"] = max(loan["lent"], back)
        back = min(moved(loan["lent"], rng.randint(1, 21)), TODAY)
        loan["returned"] = None if out else back


def days(first: str, last: str) -> int:
    """The days between two dates."""
    return day.fromisoformat(last).toordinal() - day.fromisoformat(first).toordinal()


def moved(date: str, days: int) -> str:
    """The date so many days later."""
    return day.fromordinal(day.fromisoformat(date).toordinal() + days).isoformat()


DOMAIN = Domain("library", "시립 도서관", "city library", today=TODAY, settle=settle, never=(
    ("a book lent before it was published",
     "SELECT * FROM loan JOIN book ON loan.book_id = book.id WHERE loan.lent < book.published"),
    ("a loan to somebody who had not signed up",
     "SELECT * FROM loan JOIN reader ON loan.reader_id = reader.id WHERE loan.lent < reader.joined"),
    ("a return before the loan or in the future",
     "SELECT * FROM loan WHERE returned < lent OR returned > '2026-05-31'"),
    ("a book out twice at a time",
     "SELECT * FROM loan AS a JOIN loan AS b ON a.book_id = b.book_id AND a.id <> b.id"
     " WHERE a.lent < b.lent AND (a.returned IS NULL OR a.returned > b.lent)"),
    ("a book out for months", "SELECT * FROM loan WHERE returned IS NULL AND lent < date('2026-05-31', '-90 days')"),
    ("more loans on record than books borrowed",
     "SELECT * FROM reader WHERE borrowed < (SELECT COUNT(*) FROM loan WHERE reader_id = reader.id)"),
    ("a thin book that costs a fortune", "SELECT * FROM book WHERE pages < 200 AND price > 25000"),
), tables=[
    Table("book", "도서", "book", "권", 72, [
        key(),
        name("title", "제목", "title", [["오래된", "조용한", "처음 만나는", "우리가 몰랐던", "천천히 걷는", "다시 쓰는", "작은", "빛나는"],
                                      ["도시", "숲", "시간", "사람들", "이야기", "세계", "지도", "질문", "하루"]],
             also=("서명",), tests=("책 이름",)),
        category("field", "분야", "field", ["문학", "역사", "과학", "예술", "철학", "사회"], bare=True, said="{} 분야의",
                 also=("주제 분야",), tests=("주제",)),
        measure("pages", "쪽수", "number of pages", "쪽", 84, 720, 2, more="많은", total=True,
                also=("페이지 수", "분량"), tests=("면수",), big="두꺼운", small="얇은"),
        measure("price", "정가", "list price", "원", 9000, 38000, 500, null=0.06,
                also=("책값", "가격"), tests=("값",), big="비싼", small="싼", absent="정가가 적혀 있지 않은"),
        date("published", "출간일", "publication date", "2012-01-10", "2026-04-30",
             also=("출판일", "나온 날"), tests=("발행일",), verb=("나온", "나왔")),
    ], also=("책",), tests=("장서",)),
    Table("reader", "이용자", "reader", "명", 80, [
        key(),
        person(also=("성함",), tests=("성명",)),
        category("kind", "회원 구분", "membership type", ["일반", "대학생", "청소년", "어린이", "시니어"], bare=True,
                 also=("회원 유형",), tests=("회원 종류",), value_names={"시니어": ("어르신",), "어린이": ("아동",)}),
        category("dong", "거주 지역", "neighbourhood", ["중앙동", "신흥동", "역촌동", "고읍동", "송정동"], said="{}에 사는",
                 also=("사는 동네", "동네"), tests=("거주지",), wh="어디"),
        measure("borrowed", "누적 대출 권수", "number of borrowed books", "권", 0, 260, 2, more="많은", total=True,
                also=("빌린 권수", "대출 권수"), tests=("누적 권수",), big="많이 빌린", small="적게 빌린"),
        date("joined", "가입일", "sign-up date", "2018-01-02", "2026-05-20",
             also=("가입 날짜",), tests=("가입한 날",), verb=("가입한", "가입했")),
    ], also=("회원",), tests=("도서관 회원",)),
    Table("loan", "대출 기록", "loan", "건", 240, [
        key(),
        ref("book_id", "book", "도서 번호", "book number", said="{}~을 빌린",
            has="누군가 빌려 간", lacks="아무도 빌려 가지 않은"),
        ref("reader_id", "reader", "이용자 번호", "reader number", said="{}~이 빌린",
            has="책을 빌린 적이 있는", lacks="책을 한 번도 빌리지 않은"),
        category("desk", "대출 장소", "loan place", ["본관", "분관", "무인대출기", "이동도서관"], said="{}에서 이루어진",
                 also=("빌린 곳",), tests=("대출한 곳",), wh="어디", value_names={"무인대출기": ("셀프 대출기",)}),
        measure("waited", "대기 일수", "number of waiting days", "일", 0, 60, more="많은", total=True,
                also=("기다린 날수",), tests=("대기 기간",), big="오래 기다린", small="짧게 기다린", wh="며칠"),
        date("lent", "대출일", "loan date", "2024-06-01", "2026-05-22",
             also=("대출 날짜", "빌린 날"), tests=("빌려 간 날",), verb=("이루어진", "이루어졌")),
        date("returned", "반납일", "return date", "2024-06-01", "2026-05-31", null=0.13, after="lent",
             also=("반납 날짜", "돌려준 날"), tests=("돌아온 날",), verb=("반납된", "반납됐"), absent="아직 반납되지 않은"),
    ], also=("대출",), tests=("대출 이력",)),
])
