"""도서관: books, readers and what readers borrowed."""

from builder.definition import Domain, Table, category, date, key, measure, name, person, ref

DOMAIN = Domain("library", "시립 도서관", "city library", today="2026-05-31", tables=[
    Table("book", "도서", "book", "권", 72, [
        key(),
        name("title", "제목", "title", [["오래된", "조용한", "처음 만나는", "우리가 몰랐던", "천천히 걷는", "다시 쓰는", "작은", "빛나는"],
                                      ["도시", "숲", "시간", "사람들", "이야기", "세계", "지도", "질문", "하루"]]),
        category("field", "분야", "field", ["문학", "역사", "과학", "예술", "철학", "사회"]),
        measure("pages", "쪽수", "number of pages", "쪽", 84, 720, 2, more="많은", total=True),
        measure("price", "정가", "list price", "원", 9000, 38000, 500, null=0.06),
        date("published", "출간일", "publication date", "2012-01-10", "2026-04-30"),
    ]),
    Table("reader", "이용자", "reader", "명", 80, [
        key(),
        person(),
        category("kind", "회원 구분", "membership", ["일반", "대학생", "청소년", "어린이", "시니어"]),
        category("dong", "거주 지역", "neighbourhood", ["중앙동", "신흥동", "역촌동", "고읍동", "송정동"]),
        measure("borrowed", "누적 대출 권수", "number of books borrowed", "권", 0, 260, 2, more="많은", total=True),
        date("joined", "가입일", "sign-up date", "2018-01-02", "2026-05-20"),
    ]),
    Table("loan", "대출 기록", "loan", "건", 240, [
        key(),
        ref("book_id", "book", "도서 번호", "book number"),
        ref("reader_id", "reader", "이용자 번호", "reader number"),
        category("desk", "대출 장소", "place of loan", ["본관", "분관", "무인대출기", "이동도서관"]),
        measure("waited", "대기 일수", "number of days waited", "일", 0, 60, more="많은", total=True),
        date("lent", "대출일", "loan date", "2024-06-01", "2026-05-22"),
        date("returned", "반납일", "return date", "2024-06-01", "2026-05-31", null=0.13, after="lent"),
    ]),
])
