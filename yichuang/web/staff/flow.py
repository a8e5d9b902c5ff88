"""How cases really went, for those who lead: where the time goes, at whom, on which ways, what is done twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from yichuang.base.errors import NotFound
from yichuang.base.text import Text
from yichuang.blocks.mining import api as mining
from yichuang.blocks.mining.contracts import DepartmentTimes, Flow, ItemCount, StepTimes, Times
from yichuang.blocks.mining.contracts import Way as CountedWay
from yichuang.engines.chart import Bar, draw_bars
from yichuang.web.rendering import answer, lang_of
from yichuang.web.staff.deeds import Choice
from yichuang.web.staff.gate import staff_of, staff_only

HOUR, MINUTE = 3600, 60
WIDE, NARROW = 760, 344
NOT_KNOWN = Text("—", "—")
EMPTY = SafeString("")


@dataclass(frozen=True, slots=True)
class Row:
    """A step or department in words: rounds, done again (share), average times of a round, median and four fifths."""

    name: Text
    rounds: int
    again: Text
    working: Text
    waiting: Text
    paused: Text
    median: Text = NOT_KNOWN
    most: Text = NOT_KNOWN
    slowest: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way in words: its steps, its result, how many cases of all, its average time."""

    way: CountedWay
    result: Text
    share: Text
    average: Text


@dataclass(frozen=True, slots=True)
class FlowPage:
    """The page: what can be chosen, and for one item how its cases went; `flow` is None where none ended."""

    regions: tuple[Choice, ...]
    items: tuple[Choice, ...]
    first: str
    last: str
    region: str
    flow: Flow | None = None
    chart: SafeString = EMPTY
    median: Text = NOT_KNOWN
    most: Text = NOT_KNOWN
    bottleneck: Text | None = None
    share: Text = NOT_KNOWN
    steps: tuple[Row, ...] = ()
    departments: tuple[Row, ...] = ()
    ways: tuple[WayRow, ...] = ()


@staff_only
@require_GET
def flow(request: HttpRequest) -> HttpResponse:
    """The item with the most cases unless `?item=` names one; `?region=`, `?from=`, `?to=` narrow it down."""
    actor = staff_of(request)
    scopes = mining.scopes_of(actor)
    scope, months = _selection(request)
    first, last = (mining.show_month(m) for m in months)
    counts = mining.list_mined(actor, scope, months)
    names = {r.code: r.name for r in scopes}
    names.setdefault(scope, Text(scope, scope))
    regions = tuple(Choice(code, name, code == scope) for code, name in names.items())
    item = _chosen(request.GET.get("item", ""), counts)
    items = tuple(Choice(c.item, _counted(c), c.item == item) for c in counts)
    page = FlowPage(regions, items, first, last, scope)
    if item:
        page = _filled(page, mining.read_flow(actor, scope, item, months), lang_of(request))
    return answer(request, "staff/flow.html", page, current="flow")


@staff_only
@require_GET
def events(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The events of the selection as `csv` or `xes`, sent as they are read; cases are counted through, not numbered."""
    if kind not in mining.FORMATS:
        raise NotFound("web.no_format", Text("没有这种格式", "there is no such format"))
    scope, months = _selection(request)
    write, media = mining.FORMATS[kind]
    item = request.GET.get("item", "").replace("\x00", "")
    traces = mining.list_traces(staff_of(request), scope, item, months)
    response = StreamingHttpResponse(write(traces), content_type=media)
    name = f"events-{scope}-{months[0]}-{months[1]}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _selection(request: HttpRequest) -> tuple[str, tuple[int, int]]:
    """Region and months as asked for, else the first of one's own and the last year."""
    scope = request.GET.get("region", "")
    if not scope:
        scope = next((r.code for r in mining.scopes_of(staff_of(request))), "")
    first, last = mining.last_year()
    return scope, (
        mining.read_month(request.GET["from"]) if request.GET.get("from") else first,
        mining.read_month(request.GET["to"]) if request.GET.get("to") else last,
    )


def _chosen(wanted: str, counts: tuple[ItemCount, ...]) -> str:
    known = [c.item for c in counts]
    return wanted if wanted in known else next(iter(known), "")


def _counted(row: ItemCount) -> Text:
    return Text(f"{row.name.zh}（{row.cases} 件）", f"{row.name.show('en')} ({row.cases})")


def _filled(page: FlowPage, found: Flow, lang: str) -> FlowPage:
    slowest = next((s for s in found.steps if s.node == found.bottleneck), None)
    whole = sum(s.times.working + s.times.waiting for s in found.steps if not s.after_decision)
    held = slowest.times.working + slowest.times.waiting if slowest else 0
    return replace(
        page,
        flow=found,
        chart=_chart(found, lang),
        median=_time(found.lasts.median, found.day),
        most=_time(found.lasts.most, found.day),
        bottleneck=slowest.name if slowest else None,
        share=_percent(held, whole),
        steps=tuple(_step(s, found) for s in found.steps),
        departments=tuple(_department(d, found) for d in found.departments),
        ways=tuple(_way(w, found) for w in found.ways),
    )


def _chart(found: Flow, lang: str) -> SafeString:
    """The average round of each step, twice: for the desk and for the phone."""
    bars = [_bar(s, found, lang) for s in found.steps]
    told = "；" if lang == "zh" else "; "
    label = told.join(f"{bar.name} {bar.value}" for bar in bars)
    wide = draw_bars(bars, width=WIDE, label=label, css="d-none d-md-block")
    narrow = draw_bars(bars, width=NARROW, label=label, css="d-block d-md-none")
    return mark_safe(  # noqa: S308 - every text in it is escaped by the drawing
        wide + narrow
    )


def _bar(step: StepTimes, found: Flow, lang: str) -> Bar:
    t, marked = step.times, step.node == found.bottleneck
    parts = (
        ("is-working", t.working // t.rounds),
        ("is-waiting", t.waiting // t.rounds),
        ("is-paused", t.paused // t.rounds),
    )
    value = _time(t.lasted // t.rounds, found.day).show(lang)
    name = step.name.show(lang)
    if marked:
        name += "（瓶颈）" if lang == "zh" else " (bottleneck)"
    return Bar(name, parts, value, marked)


def _step(step: StepTimes, found: Flow) -> Row:
    return replace(
        _row(step.name, step.times, found.day),
        median=_time(step.lasts.median, found.day),
        most=_time(step.lasts.most, found.day),
        slowest=step.node == found.bottleneck,
        after=step.after_decision,
    )


def _department(row: DepartmentTimes, found: Flow) -> Row:
    return _row(row.name, row.times, found.day)


def _row(name: Text, t: Times, day: int) -> Row:
    working, waiting, paused = (
        _time(seconds // t.rounds, day) for seconds in (t.working, t.waiting, t.paused)
    )
    return Row(name, t.rounds, _percent(t.again, t.rounds), working, waiting, paused)


def _way(way: CountedWay, found: Flow) -> WayRow:
    return WayRow(
        way,
        way.result_name,
        _percent(way.cases, found.cases),
        _time(way.average, found.day),
    )


def _percent(part: int, of: int) -> Text:
    tenths = round(Fraction(1000 * part, of)) if of else 0
    shown = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    return Text(f"{shown}%", f"{shown} %")


def _time(seconds: int | None, day: int) -> Text:
    """Office time in words: minutes below an hour, hours below a working day, then working days, to one place."""
    if seconds is None:
        return NOT_KNOWN
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return Text(f"{minutes} 分钟", f"{minutes} min")
    unit, zh, en = (HOUR, "小时", "h") if seconds < day else (day, "个工作日", "working days")
    tenths = round(Fraction(10 * seconds, unit))
    shown = f"{tenths // 10}.{tenths % 10}".removesuffix(".0")
    return Text(f"{shown} {zh}", f"{shown} {en}")
