"""아파트 관리비: housing complexes, their households and the monthly bills."""

from builder.definition import Domain, Table, category, date, key, measure, name, ref

DOMAIN = Domain("apartment", "아파트 관리비", "apartment bills", today="2026-03-20", tables=[
    Table("complex", "단지", "apartment complex", "곳", 32, [
        key(),
        name("name", "이름", "name", [["푸른", "한빛", "은하수", "장미", "무지개", "늘봄", "햇살", "별빛"],
                                    ["마을", "타운", "파크", "빌리지", "하이츠"]]),
        category("region", "지역", "region", ["분당구", "영통구", "덕양구", "만안구", "수지구"]),
        category("heating", "난방 방식", "heating", ["지역난방", "개별난방", "중앙난방"]),
        measure("parking", "주차 대수", "number of parking spaces", "대", 120, 2600, 10, more="많은", total=True),
        date("built", "준공일", "completion date", "1991-05-01", "2022-11-30"),
    ]),
    Table("home", "세대", "household", "세대", 90, [
        key(),
        ref("complex_id", "complex", "단지 번호", "complex number"),
        name("unit", "동호수", "unit", pattern="1##동 1#0#호"),
        category("tenure", "점유 형태", "tenure", ["자가", "전세", "월세", "사택"]),
        measure("area", "전용면적", "floor area", "㎡", 39.0, 134.0, 0.5, more="넓은"),
        measure("people", "거주 인원", "number of residents", "명", 1, 6, more="많은", total=True, null=0.06),
    ]),
    Table("bill", "고지서", "bill", "장", 240, [
        key(),
        ref("home_id", "home", "세대 번호", "household number"),
        measure("amount", "청구 금액", "amount billed", "원", 98000, 486000, 1000, more="큰", total=True),
        measure("power", "전기 사용량", "power usage", "kWh", 120, 640, 5, more="많은", total=True),
        category("method", "납부 방법", "payment method", ["자동이체", "카드", "가상계좌", "창구"], null=0.08),
        date("billed", "고지일", "billing date", "2024-04-01", "2026-03-11"),
        date("paid", "납부일", "payment date", "2024-04-01", "2026-03-20", null=0.12, after="billed"),
    ]),
])
