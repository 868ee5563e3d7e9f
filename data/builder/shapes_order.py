"""Shapes with an order (the highest, the first three) or with CASE, over one table."""

from builder import filters, phrases, wording
from builder.korean import native
from builder.pieces import columns, english_columns, extreme, ordering, sorted_listing, superlative
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


@shape
def order_by(scene: Scene) -> Draft:
    """평점이 높은 순으로 가게의 상호와 평점"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.4) else [term.column.name])
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way}",
        sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), korean),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many}, ordered by {english}.",
    )


@shape
def order_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 상호를 평점이 높은 순으로"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[condition.column])
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql} ORDER BY {term.sql} {way}",
        sorted_listing(scene, scene.of(scene.rows(table, condition), scene.listed(terms)), korean),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of {table.many} whose {condition.english}, ordered by {english}.",
    )


@shape
def order_by_name(scene: Scene) -> Draft:
    """가게 상호를 가나다순으로"""
    table = scene.table("name")
    term = scene.term(table, table.of("name")[0])
    terms = scene.shown(table, scene.pick([1, 2]))
    if term not in terms:
        raise Unfit
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} ASC",
        sorted_listing(
            scene, scene.of(scene.rows(table), scene.listed(terms)), f"{term.korean} {scene.pick(['가나다순', '가나다 순'])}"
        ),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many} in alphabetical order of {term.english}.",
    )


@shape
def order_by_two(scene: Scene) -> Draft:
    """업종 가나다순, 같은 업종 안에서는 평점이 높은 순"""
    table = scene.table("category", "measure")
    group = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    term, way, korean, english = ordering(scene, table, role="measure")
    terms = scene.shown(table, scene.pick([1, 2]))
    order = f"{group.korean} 가나다순, {scene.pick([f'{group.korean}~이 같으면', f'같은 {group.korean} 안에서는'])} {korean}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {group.sql} ASC, {term.sql} {way}",
        sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), order),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of all {table.many}, ordered by {group.english} and within it by {english}.",
    )


@shape
def top_one(scene: Scene) -> Draft:
    """평점이 가장 높은 가게의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.3) else [term.column.name])
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT 1",
        scene.closed(scene.of(f"{korean} {table.korean}", scene.listed(terms)), of="one"),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english}"),
    )


@shape
def top_one_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게 중 평점이 가장 높은 곳의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[condition.column, term.column.name])
    rows = f"{condition.before} {table.korean} {scene.pick(['중', '중에서', '가운데'])} {korean} {table.stand_in}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql} ORDER BY {term.sql} {way} LIMIT 1",
        scene.closed(scene.of(rows, scene.listed(terms)), of="one"),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} among those whose {condition.english}"),
    )


@shape
def top_some(scene: Scene) -> Draft:
    """평점이 높은 순으로 상위 3곳의 상호"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table, role="measure")
    size = scene.pick([2, 3, 3, 5, 5, 10])
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[] if scene.chance(0.3) else [term.column.name])
    many = f"{native(size)} {table.counter}" if scene.chance(0.3) else f"{size}{table.counter}"
    rows = scene.pick([f"{korean}으로 {table.korean} {many}", f"{superlative(term, way, scene)[0]} {table.korean} {many}"])
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT {size}",
        scene.closed(scene.of(rows, scene.listed(terms)), "do"),
        scene.asked(f"{english_columns(terms)} of the {size} {table.many} with the {extreme(term, way)} {term.english}"),
    )


@shape
def second_best(scene: Scene) -> Draft:
    """평점이 두 번째로 높은 가게의 상호"""
    table = scene.table("measure")
    term, way, _, _ = ordering(scene, table, role="measure")
    place, korean, english = scene.pick([(1, "두", "second"), (2, "세", "third")])
    terms = scene.shown(table, scene.pick([1, 2]), avoid=[term.column.name])
    adjective = term.column.more if way == "DESC" else term.column.less
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} ORDER BY {term.sql} {way} LIMIT 1 OFFSET {place}",
        scene.closed(scene.of(f"{term.korean}~이 {korean} 번째로 {adjective} {table.korean}", scene.listed(terms)), of="one"),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} {extreme(term, way)} {term.english}"),
    )


LABELS = [("기준 이상", "기준 미만"), ("상", "하"), ("A", "B"), ("우선", "일반")]


@shape
def case_label(scene: Scene) -> Draft:
    """가게 상호와 함께, 평점이 4점 이상이면 '우수', 아니면 '보통'"""
    table = scene.table("measure")
    column = scene.pick(column for column in table.of("measure") if not column.null)
    term, value = scene.term(table, column), filters.threshold(scene, table, column)
    shown = scene.shown(table, 1, avoid=[column.name])[0]
    yes, no = scene.pick(LABELS + [("많음", "적음")] * (column.more == "많은"))
    amount = wording.amount(value, column.unit, scene.style)
    thing = f"{scene.named(table, shown.korean)}~과 함께 {term.korean}~이 {amount} 이상이면 '{yes}', 아니면 '{no}'~이라는 표시"
    return Draft(
        f"SELECT {shown.sql}, CASE WHEN {term.sql} >= {wording.sql_number(value)} THEN '{yes}' ELSE '{no}' END FROM {table.name}",
        scene.closed(thing, "do"),
        f"For each {table.english} show the {shown.english} and '{yes}' if its {term.english} is at least {wording.english_amount(value, column.unit)}, else '{no}'.",
    )


@shape
def case_three(scene: Scene) -> Draft:
    """평점이 4점 이상이면 '상', 3점 이상이면 '중', 나머지는 '하'"""
    table = scene.table("measure")
    column = scene.pick(column for column in table.of("measure") if not column.null)
    term, low, high = (
        scene.term(table, column),
        filters.threshold(scene, table, column, 0.2, 0.4),
        filters.threshold(scene, table, column, 0.65, 0.85),
    )
    shown = scene.shown(table, 1, avoid=[column.name])[0]
    if low >= high:
        raise Unfit
    first, second = (wording.amount(value, column.unit, scene.style) for value in (high, low))
    thing = f"{scene.named(table, shown.korean)}~과 함께 {term.korean}~이 {first} 이상이면 '상', {second} 이상이면 '중', 나머지는 '하'~이라는 구분"
    sql = f"CASE WHEN {term.sql} >= {wording.sql_number(high)} THEN '상' WHEN {term.sql} >= {wording.sql_number(low)} THEN '중' ELSE '하' END"
    return Draft(
        f"SELECT {shown.sql}, {sql} FROM {table.name}",
        scene.closed(thing, "do"),
        f"For each {table.english} show the {shown.english} and '상' if its {term.english} is at least {wording.english_amount(high, column.unit)}, "
        f"'중' if it is at least {wording.english_amount(low, column.unit)}, else '하'.",
    )


@shape
def case_count(scene: Scene) -> Draft:
    """상태가 취소인 주문과 배달 완료인 주문은 각각 몇 건인가요?"""
    table = scene.table("category")
    column = scene.pick(table.of("category"))
    term, values = scene.term(table, column), filters.values_of(scene, table, column, 2)
    first, second = (wording.quoted(value, scene.style) for value in values)
    ends = {
        "polite": ["~은 각각 몇 {c}인가요?", "~이 각각 몇 {c}인지 알려 주세요."],
        "plain": ["~은 각각 몇 {c}인가?", "의 수를 각각 구하라."],
        "telegraphic": [" 각각의 수", " 각각 몇 {c}?"],
        "spoken": [" 각각 몇 {c}~이야?", "~이 각각 몇 {c}씩 있어?"],
    }
    korean = f"{term.korean}~이 {first}인 {table.korean}~과 {second}인 {table.korean}" + scene.pick(ends[scene.voice]).format(
        c=table.counter
    )
    parts = [f"SUM(CASE WHEN {term.sql} = '{value}' THEN 1 ELSE 0 END)" for value in values]
    return Draft(
        f"SELECT {', '.join(parts)} FROM {table.name}",
        korean,
        f"How many {table.many} have the {term.english} {values[0]}, and how many {values[1]}?",
    )
