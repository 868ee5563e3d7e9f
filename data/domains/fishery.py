"""수산물 위판장: fish auction markets, fishing boats and the catches sold."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("fishery", "수산물 위판장", "fish auction", today="2026-04-10", tables=[
    Table("market", "위판장", "auction market", "곳", 36, [
        key(),
        name("name", "이름", "name", ["구룡포", "죽변", "후포", "강구", "주문진", "거진", "속초", "삼척", "삼천포", "통영", "여수",
                                      "목포", "완도", "흑산도", "법성포", "격포", "군산", "장항", "대천", "안흥", "소래", "연평",
                                      "성산포", "서귀포", "한림", "모슬포", "추자도", "녹동", "나로도", "미조", "장승포", "기장",
                                      "다대포", "감포", "방어진", "진도"]),
        category("opens", "경매 시각", "auction hour", ["새벽 4시", "새벽 5시", "오전 6시", "오전 7시"]),
        measure("brokers", "중도매인 수", "number of brokers", "명", 8, 96, more="많은", total=True),
        measure("commission", "수수료율", "commission rate", "%", 2.5, 6.0, 0.1),
    ]),
    Table("boat", "어선", "fishing boat", "척", 60, [
        key(),
        name("name", "선명", "name", [["제1", "제2", "제3", "제5", "제7", "제9"],
                                      ["해성호", "금성호", "대광호", "태양호", "만복호", "명진호", "동해호", "길영호", "영진호",
                                       "복진호", "은파호"]]),
        category("method", "어업 종류", "fishing method", ["자망", "채낚기", "연승", "통발", "선망", "저인망"]),
        measure("tons", "톤수", "tonnage", "톤", 2.5, 98.0, 0.1, more="큰"),
        measure("crew", "선원 수", "crew size", "명", 2, 24, more="많은", total=True),
        date("launched", "진수일", "launch date", "1996-02-01", "2024-11-30", null=0.1),
    ]),
    Table("sale", "위판 내역", "sale", "건", 250, [
        key(),
        ref("market_id", "market", "위판장 번호", "auction market number"),
        ref("boat_id", "boat", "어선 번호", "fishing boat number"),
        category("species", "어종", "species", ["고등어", "오징어", "갈치", "참조기", "대구", "대게", "삼치"]),
        measure("weight", "물량", "weight sold", "kg", 40, 4800, 10, more="많은", total=True),
        measure("amount", "금액", "amount", "원", 200000, 38000000, 10000, more="큰", total=True),
        date("sold", "경매일", "auction date", "2024-01-05", "2026-04-10"),
    ]),
])
