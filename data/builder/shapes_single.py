"""Shapes over one table: lists, filters, counts, aggregates, orders, CASE."""

from builder import conditions as c
from builder import filters, phrases
from builder.korean import native
from builder.scene import Draft, Scene, Unfit
from builder.shapes import register, shape

AGGREGATES = {"AVG": ("average", ["평균 {n}", "평균 {n}", "{n} 평균", "{n}의 평균"]), "SUM": ("total", ["{n} 합계", "{n}의 합계", "{n} 총합"]),
              "MAX": ("highest", ["{n} 최댓값", "{n}의 최댓값", "최대 {n}"]), "MIN": ("lowest", ["{n} 최솟값", "{n}의 최솟값", "최소 {n}"])}


ONCE = ["중복 없이", "겹치지 않게", "중복을 빼고", "중복 제거해서"]


def columns(terms: list) -> str:
    """The select list."""
    return ", ".join(term.sql for term in terms)


def english_columns(terms: list) -> str:
    """The columns in English: the name and district."""
    return "the " + phrases.listed_english([term.english for term in terms])


# ---- lists and filters ----------------------------------------------------------------------------------------------

@shape
def list_columns(scene: Scene) -> Draft:
    """모든 가게의 상호와 지역"""
    table = scene.table()
    terms = scene.shown(table)
    return Draft(f"SELECT {columns(terms)} FROM {table.name}", scene.listing(table, scene.listed(terms)),
                 scene.asked(f"{english_columns(terms)} of all {table.many}"))


@shape
def everything_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 모든 정보"""
    table = scene.table()
    condition = scene.condition(table)
    thing = scene.pick(["모든 정보", "전체 정보", "모든 항목", "정보 전체"])
    return Draft(f"SELECT * FROM {table.name} WHERE {condition.sql}", scene.listing(table, thing, condition),
                 scene.asked(f"all the information about {table.many} whose {condition.english}"))


def filtered(scene: Scene, kind: str) -> Draft:
    """지역이 마포구인 가게의 상호: columns under one condition of a kind, now and then with the column it is about."""
    table = scene.pick(table for table in scene.domain.tables if filters.columns(table, kind))
    condition = scene.condition(table, kind)
    terms = scene.shown(table, avoid=[condition.column])
    if kind in ("compare", "between", "date", "days", "among", "contain", "year") and scene.chance(0.2):
        terms.append(scene.term(table, table.column(condition.column)))
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}", scene.listing(table, scene.listed(terms), condition),
                 scene.asked(f"{english_columns(terms)} of {table.many} whose {condition.english}"), condition.dated)


for kind in filters.FILTERS:
    register(f"where_{kind}", lambda scene, kind=kind: filtered(scene, kind))


def two_conditions(scene: Scene, join) -> tuple:
    """A table and two conditions on different columns."""
    table = scene.table()
    first = scene.condition(table)
    second = scene.condition(table, avoid=[first.column])
    return table, join(first, second), [first.column, second.column]


@shape
def where_and(scene: Scene) -> Draft:
    """지역이 마포구이고 평점이 4점 이상인 가게의 상호"""
    table, condition, used = two_conditions(scene, c.both)
    terms = scene.shown(table, avoid=used)
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}", scene.listing(table, scene.listed(terms), condition),
                 scene.asked(f"{english_columns(terms)} of {table.many} whose {condition.english}"))


@shape
def where_or(scene: Scene) -> Draft:
    """지역이 마포구이거나 평점이 4점 이상인 가게의 상호"""
    table, condition, used = two_conditions(scene, c.either)
    terms = scene.shown(table, avoid=used)
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}", scene.listing(table, scene.listed(terms), condition),
                 scene.asked(f"{english_columns(terms)} of {table.many} whose {condition.english}"))


@shape
def where_three(scene: Scene) -> Draft:
    """Three conditions, all of which must hold."""
    table, condition, used = two_conditions(scene, c.both)
    third = scene.condition(table, avoid=used)
    condition = c.both(condition, third)
    terms = scene.shown(table, avoid=[*used, third.column])
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}", scene.listing(table, scene.listed(terms), condition),
                 scene.asked(f"{english_columns(terms)} of {table.many} whose {condition.english}"))


@shape
def distinct(scene: Scene) -> Draft:
    """가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    owner = scene.of(table.korean, term.korean)
    korean = scene.pick([scene.closed_with(scene.pick(ONCE), owner), scene.closed_with(scene.pick(ONCE), owner),
                         scene.closed(f"서로 다른 {owner}")])
    return Draft(f"SELECT DISTINCT {term.sql} FROM {table.name}", korean, scene.asked(f"the distinct {term.english} values of {table.many}"))


@shape
def distinct_where(scene: Scene) -> Draft:
    """평점이 4점 이상인 가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    condition = scene.condition(table, avoid=[term.column.name])
    korean = scene.closed_with(scene.pick(ONCE), scene.of(scene.rows(table, condition), term.korean))
    return Draft(f"SELECT DISTINCT {term.sql} FROM {table.name} WHERE {condition.sql}", korean,
                 scene.asked(f"the distinct {term.english} values of {table.many} whose {condition.english}"))


# ---- counts and aggregates ------------------------------------------------------------------------------------------

@shape
def count_all(scene: Scene) -> Draft:
    """가게는 모두 몇 곳인가요?"""
    table = scene.table()
    return Draft(f"SELECT COUNT(*) FROM {table.name}", phrases.counted(scene.rows(table), table.counter, scene.voice, scene.rng),
                 f"How many {table.many} are there?")


@shape
def count_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게는 몇 곳인가요?"""
    table = scene.table()
    condition = scene.condition(table)
    return Draft(f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
                 phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
                 f"How many {table.many} are there whose {condition.english}?")


@shape
def count_and(scene: Scene) -> Draft:
    """지역이 마포구이고 평점이 4점 이상인 가게는 몇 곳인가요?"""
    table, condition, _ = two_conditions(scene, c.both)
    return Draft(f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
                 phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
                 f"How many {table.many} are there whose {condition.english}?")


@shape
def count_year(scene: Scene) -> Draft:
    """주문일이 2025년인 주문은 몇 건인가요?"""
    table = scene.table("date")
    condition = scene.condition(table, scene.pick(["year", "month", "relative"]))
    return Draft(f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
                 phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
                 f"How many {table.many} are there whose {condition.english}?", condition.dated)


@shape
def count_distinct(scene: Scene) -> Draft:
    """가게의 업종은 몇 가지인가요?"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    kinds = {"polite": ["~은 모두 몇 가지인가요?", "~은 중복 없이 세면 몇 가지입니까?", "의 종류가 몇 가지인지 알려 주세요."],
             "plain": ["~은 몇 가지인가?", "의 종류 수를 구하라.", "~이 몇 가지인지 세어라."],
             "telegraphic": [" 가짓수", " 종류 수", " 몇 가지?"], "spoken": [" 몇 가지야?", "~이 몇 종류지?", " 총 몇 가지 있어?"]}
    return Draft(f"SELECT COUNT(DISTINCT {term.sql}) FROM {table.name}", scene.named(table, term.korean) + scene.pick(kinds[scene.voice]),
                 f"How many different {term.english} values do {table.many} have?")


def aggregate(scene: Scene, table, joined=False) -> tuple:
    """An aggregate of a measure: the term, its SQL, its Korean and its English."""
    term = scene.term(table, scene.pick(table.of("measure")), joined)
    names = ["AVG"] * 4 + ["MAX"] * 2 + ["MIN"] + ["SUM"] * 3 * term.column.total
    name = scene.pick(names)
    word, forms = AGGREGATES[name]
    if any(word in term.korean for word in ("평균", "최대", "최소", "최고", "최저")):
        forms = [form for form in forms if form.startswith("{n}의")]
    form = scene.pick(forms)
    word = extreme(term, "DESC" if name == "MAX" else "ASC") if name in ("MAX", "MIN") else word
    return term, f"{name}({term.sql})", form.format(n=term.korean), f"{word} {term.english}"


@shape
def aggregate_all(scene: Scene) -> Draft:
    """전체 가게의 평균 평점"""
    table = scene.table("measure")
    _, sql, korean, english = aggregate(scene, table)
    return Draft(f"SELECT {sql} FROM {table.name}", scene.closed(scene.of(scene.rows(table), korean), "much"), f"What is the {english} of all {table.many}?")


@shape
def aggregate_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 평균 평점"""
    table = scene.table("measure")
    term, sql, korean, english = aggregate(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    return Draft(f"SELECT {sql} FROM {table.name} WHERE {condition.sql}", scene.closed(scene.of(scene.rows(table, condition), korean), "much"),
                 f"What is the {english} of {table.many} whose {condition.english}?")


@shape
def aggregate_and(scene: Scene) -> Draft:
    """지역이 마포구이고 업종이 한식인 가게의 평균 평점"""
    table = scene.table("measure")
    term, sql, korean, english = aggregate(scene, table)
    first = scene.condition(table, avoid=[term.column.name])
    condition = c.both(first, scene.condition(table, avoid=[term.column.name, first.column]))
    return Draft(f"SELECT {sql} FROM {table.name} WHERE {condition.sql}", scene.closed(scene.of(scene.rows(table, condition), korean), "much"),
                 f"What is the {english} of {table.many} whose {condition.english}?")


@shape
def aggregate_two(scene: Scene) -> Draft:
    """가게 평점의 최댓값과 최솟값"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    first, second = scene.pick([("MAX", "MIN"), ("MIN", "MAX"), ("AVG", "MAX"), ("AVG", "MIN")])
    words = {"MAX": ("최댓값", "highest"), "MIN": ("최솟값", "lowest"), "AVG": ("평균", "average")}
    thing = phrases.listed([words[first][0], words[second][0]], scene.voice, scene.rng)
    return Draft(f"SELECT {first}({term.sql}), {second}({term.sql}) FROM {table.name}",
                 scene.closed(scene.of(scene.named(table, term.korean), thing), "be", "figure"),
                 f"What are the {words[first][1]} and {words[second][1]} {term.english} of {table.many}?")


@shape
def aggregate_rounded(scene: Scene) -> Draft:
    """가게의 평균 평점을 소수 첫째 자리까지 반올림"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    places, word = scene.pick([(1, "첫째"), (2, "둘째")])
    thing = f"소수 {word} 자리까지 반올림한 {table.korean}의 " + scene.pick([f"평균 {term.korean}", f"{term.korean} 평균"])
    return Draft(f"SELECT ROUND(AVG({term.sql}), {places}) FROM {table.name}", scene.closed(thing, "much"),
                 f"What is the average {term.english} of {table.many}, rounded to {places} decimal place{'s' * (places > 1)}?")


# ---- orders ---------------------------------------------------------------------------------------------------------

def ordering(scene: Scene, table, joined=False, role: str = "") -> tuple:
    """What to order by: the term, ASC or DESC, and how Korean and English say it (평점이 높은 순)."""
    role = role or ("measure" if scene.chance(0.85) else "date")
    column = scene.pick(column for column in table.of(role) if not column.null)
    term = scene.term(table, column, joined)
    down = scene.chance(0.78)
    if column.role == "date":
        korean = f"{term.korean}~이 " + (scene.pick(["최근인 순", "늦은 순"]) if down else scene.pick(["이른 순", "오래된 순"]))
        return term, "DESC" if down else "ASC", korean, f"{term.english}, {'latest' if down else 'earliest'} first"
    words = [f"{term.korean}~이 {column.more if down else column.less} 순", f"{term.korean}~이 {column.more if down else column.less} 순", f"{term.korean} {'내림차순' if down else '오름차순'}"]
    return term, "DESC" if down else "ASC", scene.pick(words), f"{term.english}, {extreme(term, 'DESC' if down else 'ASC')} first"


def sorted_listing(scene: Scene, thing: str, order: str) -> str:
    """A sentence that asks for `thing` in an order: 평점이 높은 순으로 가게 상호를 보여 주세요."""
    if scene.voice == "telegraphic":
        return scene.pick([f"{thing} {order}", f"{thing}, {order}"]) + scene.pick(["", " 정렬"])
    lead = f"{order}으로"
    if scene.chance(0.55):
        return scene.closed(f"{lead} {thing}", "do")
    verbs = {"polite": ["정렬해 주세요.", "정렬해서 보여 주세요.", "나열해 주세요.", "정리해 주실래요?", "정렬해 주시겠습니까?"],
             "plain": ["정렬하라.", "정렬하시오.", "나열하라.", "배열하시오."], "spoken": ["줄 세워 줘", "정렬해 줄래?", "쭉 보여 줘", "정리해 봐"]}
    return f"{thing}~을 {lead} {scene.pick(verbs[scene.voice])}"


@shape
def order_by(scene: Scene) -> Draft:
    """평점이 높은 순으로 가게의 상호와 평점"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.4) else [term.column.name])
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way}",
                 sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), korean),
                 f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many}, ordered by {english}.")


@shape
def order_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 상호를 평점이 높은 순으로"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[condition.column])
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql} ORDER BY {term.sql} {way}",
                 sorted_listing(scene, scene.of(scene.rows(table, condition), scene.listed(terms)), korean),
                 f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of {table.many} whose {condition.english}, ordered by {english}.")


@shape
def order_by_name(scene: Scene) -> Draft:
    """가게 상호를 가나다순으로"""
    table = scene.table("name")
    term = scene.term(table, table.of("name")[0])
    terms = scene.shown(table, scene.pick([1, 2]))
    if term not in terms:
        raise Unfit
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} ASC",
                 sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), f"{term.korean} {scene.pick(['가나다순', '가나다 순'])}"),
                 f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many} in alphabetical order of {term.english}.")


@shape
def order_by_two(scene: Scene) -> Draft:
    """업종 가나다순, 같은 업종 안에서는 평점이 높은 순"""
    table = scene.table("category", "measure")
    group = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    term, way, korean, english = ordering(scene, table, role="measure")
    terms = scene.shown(table, scene.pick([1, 2]))
    order = f"{group.korean} 가나다순, {scene.pick([f'{group.korean}~이 같으면', f'같은 {group.korean} 안에서는'])} {korean}"
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {group.sql} ASC, {term.sql} {way}",
                 sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), order),
                 f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many}, ordered by {group.english} and within it by {english}.")


def extreme(term, way: str) -> str:
    """highest, lowest, longest, ...: the English for the large or the small end of a measure."""
    return ENGLISH_EXTREMES.get(term.column.more, ("highest", "lowest"))[way == "ASC"]


ENGLISH_EXTREMES = {"긴": ("longest", "shortest"), "큰": ("largest", "smallest"), "넓은": ("largest", "smallest"), "먼": ("longest", "shortest")}


def superlative(term, way: str, scene: Scene) -> tuple:
    """가장 높은, 제일 낮은, 가장 최근인 with its English."""
    most = scene.pick(["가장", "가장", "제일"])
    if term.column.role == "date":
        return f"{term.korean}~이 {most} {'늦은' if way == 'DESC' else '이른'}", f"{'latest' if way == 'DESC' else 'earliest'} {term.english}"
    return f"{term.korean}~이 {most} {term.column.more if way == 'DESC' else term.column.less}", f"{extreme(term, way)} {term.english}"


@shape
def top_one(scene: Scene) -> Draft:
    """평점이 가장 높은 가게의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.3) else [term.column.name])
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT 1",
                 scene.closed(scene.of(f"{korean} {table.korean}", scene.listed(terms)), of="one"),
                 scene.asked(f"{english_columns(terms)} of the {table.english} with the {english}"))


@shape
def top_one_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게 중 평점이 가장 높은 곳의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[condition.column, term.column.name])
    rows = f"{condition.before} {table.korean} {scene.pick(['중', '중에서', '가운데'])} {korean} {table.stand_in}"
    return Draft(f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql} ORDER BY {term.sql} {way} LIMIT 1",
                 scene.closed(scene.of(rows, scene.listed(terms)), of="one"),
                 scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} among those whose {condition.english}"))


@shape
def top_some(scene: Scene) -> Draft:
    """평점이 높은 순으로 상위 3곳의 상호"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table, role="measure")
    size = scene.pick([2, 3, 3, 5, 5, 10])
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.3) else [term.column.name])
    many = f"{native(size)} {table.counter}" if scene.chance(0.3) else f"{size}{table.counter}"
    rows = scene.pick([f"{korean}으로 {table.korean} {many}", f"{superlative(term, way, scene)[0]} {table.korean} {many}"])
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT {size}",
                 scene.closed(scene.of(rows, scene.listed(terms)), "do"),
                 scene.asked(f"{english_columns(terms)} of the {size} {table.many} with the {extreme(term, way)} {term.english}"))


@shape
def second_best(scene: Scene) -> Draft:
    """평점이 두 번째로 높은 가게의 상호"""
    table = scene.table("measure")
    term, way, _, _ = ordering(scene, table, role="measure")
    place, korean, english = scene.pick([(1, "두", "second"), (2, "세", "third")])
    terms = scene.shown(table, scene.pick([1, 2]), avoid=[term.column.name])
    adjective = term.column.more if way == "DESC" else term.column.less
    return Draft(f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT 1 OFFSET {place}",
                 scene.closed(scene.of(f"{term.korean}~이 {korean} 번째로 {adjective} {table.korean}", scene.listed(terms)), of="one"),
                 scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} {extreme(term, way)} {term.english}"))


# ---- CASE -----------------------------------------------------------------------------------------------------------

LABELS = [("기준 이상", "기준 미만"), ("상", "하"), ("A", "B"), ("우선", "일반")]


@shape
def case_label(scene: Scene) -> Draft:
    """가게 상호와 함께, 평점이 4점 이상이면 '우수', 아니면 '보통'"""
    table = scene.table("measure")
    column = scene.pick(column for column in table.of("measure") if not column.null)
    term, value = scene.term(table, column), filters.threshold(scene, table, column)
    shown = scene.shown(table, 1, avoid=[column.name])[0]
    yes, no = scene.pick(LABELS + [("많음", "적음")] * (column.more == "많은"))
    amount = c.amount(value, column.unit, scene.style)
    thing = f"{scene.named(table, shown.korean)}~과 함께 {term.korean}~이 {amount} 이상이면 '{yes}', 아니면 '{no}'~이라는 표시"
    return Draft(f"SELECT {shown.sql}, CASE WHEN {term.sql} >= {c.sql_number(value)} THEN '{yes}' ELSE '{no}' END FROM {table.name}",
                 scene.closed(thing, "do"),
                 f"For each {table.english} show the {shown.english} and '{yes}' if its {term.english} is at least {c.english_amount(value, column.unit)}, else '{no}'.")


@shape
def case_three(scene: Scene) -> Draft:
    """평점이 4점 이상이면 '상', 3점 이상이면 '중', 나머지는 '하'"""
    table = scene.table("measure")
    column = scene.pick(column for column in table.of("measure") if not column.null)
    term, low, high = scene.term(table, column), filters.threshold(scene, table, column, 0.2, 0.4), filters.threshold(scene, table, column, 0.65, 0.85)
    shown = scene.shown(table, 1, avoid=[column.name])[0]
    if low >= high:
        raise Unfit
    first, second = (c.amount(value, column.unit, scene.style) for value in (high, low))
    thing = f"{scene.named(table, shown.korean)}~과 함께 {term.korean}~이 {first} 이상이면 '상', {second} 이상이면 '중', 나머지는 '하'~이라는 구분"
    sql = f"CASE WHEN {term.sql} >= {c.sql_number(high)} THEN '상' WHEN {term.sql} >= {c.sql_number(low)} THEN '중' ELSE '하' END"
    return Draft(f"SELECT {shown.sql}, {sql} FROM {table.name}", scene.closed(thing, "do"),
                 f"For each {table.english} show the {shown.english} and '상' if its {term.english} is at least {c.english_amount(high, column.unit)}, "
                 f"'중' if it is at least {c.english_amount(low, column.unit)}, else '하'.")


@shape
def case_count(scene: Scene) -> Draft:
    """상태가 취소인 주문과 배달 완료인 주문은 각각 몇 건인가요?"""
    table = scene.table("category")
    column = scene.pick(table.of("category"))
    term, values = scene.term(table, column), filters.values_of(scene, table, column, 2)
    first, second = (c.quoted(value, scene.style) for value in values)
    ends = {"polite": ["~은 각각 몇 {c}인가요?", "~이 각각 몇 {c}인지 알려 주세요."], "plain": ["~은 각각 몇 {c}인가?", "의 수를 각각 구하라."],
            "telegraphic": [" 각각의 수", " 각각 몇 {c}?"], "spoken": [" 각각 몇 {c}~이야?", "~이 각각 몇 {c}씩 있어?"]}
    korean = f"{term.korean}~이 {first}인 {table.korean}~과 {second}인 {table.korean}" + scene.pick(ends[scene.voice]).format(c=table.counter)
    parts = [f"SUM(CASE WHEN {term.sql} = '{value}' THEN 1 ELSE 0 END)" for value in values]
    return Draft(f"SELECT {', '.join(parts)} FROM {table.name}", korean,
                 f"How many {table.many} have the {term.english} {values[0]}, and how many {values[1]}?")
