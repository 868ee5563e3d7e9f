"""The pieces that several shapes are made of: select lists, aggregates, orders, groups, joins."""

from builder import phrases
from builder.scene import Scene


def columns(terms: list) -> str:
    """The select list."""
    return ", ".join(term.sql for term in terms)


def english_columns(terms: list) -> str:
    """The columns in English: the name and district."""
    return "the " + phrases.listed_english([term.english for term in terms])


def number_of(table) -> str:
    """가게 수, 주문 건수: what a count of rows is called."""
    return f"{table.korean} {'건수' if table.counter == '건' else '수'}"


ONCE = ["중복 없이", "겹치지 않게", "중복을 빼고", "중복 제거해서"]


AGGREGATES = {
    "AVG": ("average", ["평균 {n}", "평균 {n}", "{n} 평균", "{n}의 평균"]),
    "SUM": ("total", ["{n} 합계", "{n}의 합계", "{n} 총합"]),
    "MAX": ("highest", ["{n} 최댓값", "{n}의 최댓값", "최대 {n}"]),
    "MIN": ("lowest", ["{n} 최솟값", "{n}의 최솟값", "최소 {n}"]),
}


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


ENGLISH_EXTREMES = {
    "긴": ("longest", "shortest"),
    "큰": ("largest", "smallest"),
    "넓은": ("largest", "smallest"),
    "먼": ("longest", "shortest"),
}


def extreme(term, way: str) -> str:
    """highest, lowest, longest, ...: the English for the large or the small end of a measure."""
    return ENGLISH_EXTREMES.get(term.column.more, ("highest", "lowest"))[way == "ASC"]


def ordering(scene: Scene, table, joined=False, role: str = "") -> tuple:
    """What to order by: the term, ASC or DESC, and how Korean and English say it (평점이 높은 순)."""
    role = role or ("measure" if scene.chance(0.85) else "date")
    column = scene.pick(column for column in table.of(role) if not column.null)
    term = scene.term(table, column, joined)
    down = scene.chance(0.78)
    if column.role == "date":
        korean = f"{term.korean}~이 " + (scene.pick(["최근인 순", "늦은 순"]) if down else scene.pick(["이른 순", "오래된 순"]))
        return term, "DESC" if down else "ASC", korean, f"{term.english}, {'latest' if down else 'earliest'} first"
    words = [
        f"{term.korean}~이 {column.more if down else column.less} 순",
        f"{term.korean}~이 {column.more if down else column.less} 순",
        f"{term.korean} {'내림차순' if down else '오름차순'}",
    ]
    return (
        term,
        "DESC" if down else "ASC",
        scene.pick(words),
        f"{term.english}, {extreme(term, 'DESC' if down else 'ASC')} first",
    )


def sorted_listing(scene: Scene, thing: str, order: str) -> str:
    """A sentence that asks for `thing` in an order: 평점이 높은 순으로 가게 상호를 보여 주세요."""
    if scene.voice == "telegraphic":
        return scene.pick([f"{thing} {order}", f"{thing}, {order}"]) + scene.pick(["", " 정렬"])
    lead = f"{order}으로"
    if scene.chance(0.55):
        return scene.closed(f"{lead} {thing}", "do")
    verbs = {
        "polite": ["정렬해 주세요.", "정렬해서 보여 주세요.", "나열해 주세요.", "정리해 주실래요?", "정렬해 주시겠습니까?"],
        "plain": ["정렬하라.", "정렬하시오.", "나열하라.", "배열하시오."],
        "spoken": ["줄 세워 줘", "정렬해 줄래?", "쭉 보여 줘", "정리해 봐"],
    }
    return f"{thing}~을 {lead} {scene.pick(verbs[scene.voice])}"


def superlative(term, way: str, scene: Scene) -> tuple:
    """가장 높은, 제일 낮은, 가장 최근인 with its English."""
    most = scene.pick(["가장", "가장", "제일"])
    if term.column.role == "date":
        return (
            f"{term.korean}~이 {most} {'늦은' if way == 'DESC' else '이른'}",
            f"{'latest' if way == 'DESC' else 'earliest'} {term.english}",
        )
    return (
        f"{term.korean}~이 {most} {term.column.more if way == 'DESC' else term.column.less}",
        f"{extreme(term, way)} {term.english}",
    )


def grouping(scene: Scene, *roles: str, avoid: str = "") -> tuple:
    """A table with a category without NULLs, and the term of that category."""
    table = scene.pick(
        table
        for table in scene.domain.tables
        if all(table.of(role) for role in roles) and any(not column.null for column in table.of("category"))
    )
    return table, scene.term(table, scene.pick(column for column in table.of("category") if not column.null))


def bound(scene: Scene, groups: list) -> int:
    """A number that some groups reach and others do not."""
    sizes = sorted(size for _, size in groups)
    options = [size for size in sorted(set(sizes)) if sizes[0] < size <= sizes[-1]]
    return scene.pick(options)


def joined(child, ref, parent) -> str:
    """FROM child JOIN parent: the child always comes first."""
    return f"{child.name} JOIN {parent.name} ON {child.name}.{ref.name} = {parent.name}.id"


def parent_key(scene: Scene, parent) -> object:
    """What to group by: a category of the parent or its name."""
    return scene.term(parent, scene.pick(column for column in parent.of("category", "category", "name") if not column.null), True)


def two_conditions(scene: Scene, join) -> tuple:
    """A table and two conditions on different columns."""
    table = scene.table()
    first = scene.condition(table)
    second = scene.condition(table, avoid=[first.column])
    return table, join(first, second), [first.column, second.column]
