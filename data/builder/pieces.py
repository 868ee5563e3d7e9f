"""The pieces that several shapes are made of: select lists, aggregates, orders, groups, joins."""

from builder import conditions, filters, korean, phrases, speech
from builder.scene import Scene, Unfit

ONCE = ["중복 없이", "겹치지 않게", "중복 제거하고"]
AGGREGATES = {
    "AVG": ("average", ["평균 {n}", "평균 {n}", "{n} 평균", "{n}의 평균"]),
    "SUM": ("total", ["{n} 합계", "{n}의 합계", "{n} 총합", "{n} 총액"]),
    "MAX": ("highest", ["{n} 최댓값", "{n}의 최댓값", "가장 {more} {n}", "제일 {more} {n}", "최대 {n}"]),
    "MIN": ("lowest", ["{n} 최솟값", "{n}의 최솟값", "가장 {less} {n}", "제일 {less} {n}", "최소 {n}"]),
}
COUNTED = ("많은", "큰", "넓은")  # 최대 좌석 수, but 가장 높은 기온
HAPPENED = (
    "들어온",
    "이뤄진",
    "이루어진",
    "나간",
    "끊은",
    "맺은",
    "진행한",
    "나온",
    "접수된",
    "기록된",
    "작성된",
    "발표된",
    "출고된",
)
ADVERBS = ("많이", "오래", "금방", "빨리", "자주")
ENGLISH_EXTREMES = {
    "긴": ("longest", "shortest"),
    "큰": ("largest", "smallest"),
    "넓은": ("largest", "smallest"),
    "무거운": ("greatest", "lowest"),
    "먼": ("longest", "shortest"),
    "깊은": ("greatest", "smallest"),
    "늦은": ("latest", "earliest"),
    "mileage": ("highest", "lowest"),  # not longest, though Korean says 긴
    "height": ("greatest", "smallest"),
}
LARGE = ("평균", "최대", "최소", "최고", "최저", "누적", "총", "합계")  # words of a noun that an aggregate would say twice


def columns(terms: list) -> str:
    """The select list."""
    return ", ".join(term.sql for term in terms)


def english_columns(terms: list) -> str:
    """The columns in English: the name and district."""
    return "the " + phrases.listed_english([term.english for term in terms])


def english_of_each(terms: list, table, rest: str) -> str:
    """The columns of rows in English: the name and district of each store with orders."""
    return f"{english_columns(terms)} of each {table.english} {rest}".rstrip()


def number_of(table) -> str:
    """가게 수, 주문 건수: what a count of rows is called."""
    return f"{table.korean.removesuffix(' 건')} {'건수' if table.counter == '건' else '수'}"


def aggregate(scene: Scene, table, joined=False) -> tuple:
    """An aggregate of a measure: the term, its SQL, its Korean and its English."""
    term = scene.term(table, scene.pick(column for column in table.of("measure") if column.unit != "시"), joined)
    name = scene.pick(["AVG"] * 4 + ["MAX"] * 2 + ["MIN"] + ["SUM"] * 3 * term.column.total)
    word, forms = AGGREGATES[name]
    most = ("가장", "제일") if term.column.more in COUNTED and term.column.unit not in ("살", "세") else ("최대", "최소")
    if term.column.korean.endswith(("높이", "길이", "깊이", "무게")):  # not 가장 높은 높이
        most = ("가장", "제일", "최대", "최소")
    forms = [form for form in forms if not form.startswith(most)]
    forms = [form for form in forms if "총액" not in form or term.column.unit in ("원", "만원")]
    if term.column.korean == "값":  # 평균값 is another word
        forms = [form for form in forms if form != "평균 {n}"]
    if korean.clausal(term.column.korean):  # not 평균 기다린 날수
        forms = [form for form in forms if form.startswith("{n} ")]
    elif any(part in term.column.korean for part in LARGE):
        forms = [form for form in forms if form.startswith("{n}의")]
    said = scene.pick(forms).format(n=term.column.korean, more=term.column.more, less=term.column.less)
    word = extreme(term, "DESC" if name == "MAX" else "ASC") if name in ("MAX", "MIN") else word
    return term, f"{name}({term.sql})", said, f"{word} {term.english}"


def figure_of(scene: Scene, table, rows: str, found: tuple) -> str:
    """The sentence that asks for an aggregate of rows, now and then an average without its noun: 수원 매물은 평균 얼마야?"""
    term, sql, said, _ = found
    if (
        sql.startswith("AVG")
        and filters.own_unit(table, term.column)
        and term.column.unit in conditions.OWN_UNITS
        and (term.column.unit != "원" or term.column.big == "비싼")
        and scene.chance(0.35)
    ):
        return phrases.mean(rows, speech.wh(term.column, table), scene.voice, scene.rng)
    return scene.closed(scene.of(rows, said), "much", "figure")


def extreme(term, way: str) -> str:
    """highest, lowest, longest, ...: the English for the large or the small end of a measure."""
    by_noun = ENGLISH_EXTREMES.get(term.column.english)
    return (by_noun or ENGLISH_EXTREMES.get(term.column.more, ("highest", "lowest")))[way == "ASC"]


def ordering(scene: Scene, table, joined=False, role: str = "") -> tuple:
    """What to order by: the term, ASC or DESC, and how Korean and English say it (평점이 높은 순)."""
    role = role or ("measure" if scene.chance(0.85) else "date")
    column = scene.pick(column for column in table.of(role) if not column.null)
    term = scene.term(table, column, joined)
    down = scene.chance(0.75)
    way = "DESC" if down else "ASC"
    if column.role == "date":
        order = f"{column.korean}~이 " + (scene.pick(["최근인 순", "늦은 순"]) if down else scene.pick(["이른 순", "오래된 순"]))
        return term, way, order, f"{term.english}, {'latest' if down else 'earliest'} first"
    words = [
        f"{column.korean}~이 {column.more if down else column.less} 순",
        f"{column.korean} {'내림차순' if down else '오름차순'}",
    ]
    adjective = column.big if down else column.small
    words += [f"{adjective} 순"] * (2 * bool(adjective))
    return term, way, scene.pick(words), f"{term.english}, {extreme(term, way)} first"


def ranked(column, sql: str, said: str, down: bool) -> str:
    """The adjective to order an aggregate by: 긴 for an average length, 큰 for a sum; none fits 제일 높은 진료비."""
    if said.startswith(("가장", "제일")):
        raise Unfit
    if sql.startswith("SUM"):
        return "큰" if down else "작은"
    return column.more if down else column.less


def happens(table, column) -> bool:
    """Whether a row is what happened on the date: 주문, but not 신청서 on the 촬영일 or 예약 on the 입실일."""
    return table.counter in ("건", "장") and bool(column.verb) and column.verb[0] in HAPPENED


def sorted_by(term, way: str) -> str:
    """ORDER BY of a term; ascending is what SQL does by itself."""
    return f"ORDER BY {term if isinstance(term, str) else term.sql}" + (" DESC" if way == "DESC" else "")


def sorted_listing(scene: Scene, thing: str, order: str, lead_first: bool = True) -> str:
    """A sentence that asks for `thing` in an order: 평점이 높은 순으로 가게 상호를 보여 주세요."""
    if scene.voice == "telegraphic":
        tail = order + scene.pick(["", "으로 정렬"])
        if "," in thing or "/" in thing:  # not 이름, 지역, 가입일이 늦은 순
            return f"{thing} ({tail})"
        return scene.pick([f"{thing} {tail}", f"{thing}, {tail}"])
    lead = f"{order}으로"
    if lead_first and scene.chance(0.55):
        return scene.closed(f"{lead} {thing}", "do")
    verbs = {
        "polite": ["정렬해 주세요.", "정렬해서 보여 주세요.", "나열해 주세요.", "정리해 주실래요?", "정렬해 주시겠습니까?"],
        "plain": ["정렬하라.", "정렬하시오.", "나열하라.", "나열하시오."],
        "spoken": ["줄 세워 줘", "정렬해 줄래?", "쭉 보여 줘", "정리해 봐"],
    }
    return f"{thing}~을 {lead} {scene.pick(verbs[scene.voice])}"


def superlative(term, way: str, scene: Scene) -> tuple:
    """가장 높은, 제일 비싼, 가장 최근에 가입한 with its English."""
    most, column = scene.pick(["가장", "제일"]), term.column
    if column.role == "date":
        english = f"{'latest' if way == 'DESC' else 'earliest'} {term.english}"
        if column.verb and scene.chance(conditions.SPOKEN):
            when = scene.pick(["최근에", "나중에"] if way == "DESC" else ["먼저", "일찍"])
            return f"{most} {when} {column.verb[0]}", english
        return f"{column.korean}~이 {most} {'늦은' if way == 'DESC' else '이른'}", english
    english = f"{extreme(term, way)} {term.english}"
    adjective = column.big if way == "DESC" else column.small
    if adjective and scene.chance(conditions.SPOKEN):
        return graded(adjective, most), english
    return f"{column.korean}~이 {most} {column.more if way == 'DESC' else column.less}", english


def graded(adjective: str, most: str) -> str:
    """An adjective with its degree where people put it: 가장 비싼, 주차장 제일 넓은, 가장 낮은 곳에 있는."""
    words = adjective.split()
    place = next(index for index, word in enumerate(words) if word in ADVERBS or word.endswith("게") or korean.adnominal(word))
    return " ".join([*words[:place], most, *words[place:]])


def than(scene: Scene, term, what: str, up: bool = True) -> str:
    """평점이 평균보다 높은, 평균보다 비싼."""
    column = term.column
    adjective = column.big if up else column.small
    if adjective in conditions.COMPARING and scene.chance(conditions.SPOKEN):
        return f"{what}보다 {adjective}"
    return f"{column.korean}~이 {what}보다 {column.more if up else column.less}"


def average_noun(column) -> str:
    """평균 가격; 가격 평균 where the noun has the word itself or is a clause."""
    last = any(part in column.korean for part in LARGE) or korean.clausal(column.korean) or column.korean == "값"
    return f"{column.korean} 평균" if last else f"평균 {column.korean}"


def grouping(scene: Scene, *roles: str) -> tuple:
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


def parent_category(scene: Scene, parent) -> object:
    """A category of the parent to group by."""
    return scene.term(parent, scene.pick(column for column in parent.of("category") if not column.null), True)


def parent_name(scene: Scene, parent) -> object:
    """The name of the parent: groups are by its id, since two may share a name."""
    return scene.term(parent, scene.pick(parent.of("name")[:1]), "bare")


def two_conditions(scene: Scene, join) -> tuple:
    """A table and two conditions on different columns."""
    table = scene.table()
    first = scene.condition(table)
    second = scene.condition(table, avoid=[first.column])
    if first.near and second.near:
        raise Unfit
    return table, join(first, second), [first.column, second.column]
