"""Items into the catalogue's values, the pack's `defaults` under what the item says itself."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.base.text import Text
from yichuang.kernel.catalogue.contracts import (
    AboutDef,
    EndDef,
    EventDef,
    FeeDef,
    FormBlock,
    Item,
    Limits,
    MaterialDef,
    PaperDef,
    PartyDef,
    ResultDef,
    SceneDef,
)
from yichuang.packs.read.dictionary import read_datum
from yichuang.packs.read.entry import Entry
from yichuang.packs.read.measure import read_condition
from yichuang.packs.read.plan import read_plan
from yichuang.packs.source import Source
from yichuang.packs.tree import Block, scalars

PLAIN_COLUMNS = ("handling", "area", "level", "contact", "complaints")
ABOUT_KEYS = ("is", "creates", "from", "identity", "to_be_confirmed", "note")


def read_items(source: Source) -> dict[str, Item]:
    """The items of a pack by their key inside it."""
    found = (
        read_item(source, Entry(with_defaults(source, f.root))) for f in source.folder("items")
    )
    return {item.key.partition(".")[2]: item for item in found}


def with_defaults(source: Source, item: Block) -> Block:
    """The item with the columns of `defaults` that it does not say itself."""
    shared = source.measure.block("defaults")
    return Block(
        item.file, item.line, item.column,
        {**shared.entries, **item.entries}, {**shared.keys, **item.keys},
    )  # fmt: skip


def read_item(source: Source, entry: Entry) -> Item:
    """One item."""
    return Item(
        key=f"{source.key}.{entry.text('item')}",
        pack=source.key,
        name=entry.name(),
        kind=entry.text("kind", "other"),
        decided_by=entry.text("decided_by"),
        plan=read_plan(entry.block.block("plan")),
        decides=entry.text("decides"),
        accepts=entry.text("accepts"),
        proves=entry.texts("proves"),
        basic_code="" if entry.text("basic_code") == "unknown" else entry.text("basic_code"),
        **{k: entry.text(k) for k in PLAIN_COLUMNS},
        served=entry.words("served"),
        visits=entry.number("visits"),
        visit_reason=entry.maybe_both("visit_reason"),
        windows=entry.texts("windows"),
        delivery=entry.words("delivery"),
        remedy=_remedy(source, entry.text("remedy")),
        special_procedures=entry.words("special_procedures"),
        applies=entry.texts("applies"),
        scenes={e.key: _scene(e) for e in entry.entries("scenes")},
        opened_by=entry.text("opened_by", "applicant"),
        opens_when=entry.slot("opens_when"),
        schedule=entry.text("schedule"),
        for_each=entry.text("for_each"),
        identity=entry.texts("identity"),
        intake=_intake(entry.entry("intake")),
        modes=entry.texts("modes") or ("formal",),
        carry_for=entry.slot("carry_for"),
        parties={e.key: read_party(e) for e in entry.entries("parties")},
        about={e.key: _about(e) for e in entry.entries("about")},
        joint_with=entry.texts("joint_with"),
        limits=_limits(entry.entry("limits")),
        fees={e.key: _fee(e) for e in entry.entries("fees")},
        fees_of_cases=entry.text("fees") == "of_cases",
        conditions={e.key: read_condition(e) for e in entry.entries("conditions")},
        form=_form(entry.block.block("form")),
        materials={e.key: read_material(e) for e in entry.entries("materials")},
        materials_of_cases=entry.text("materials") == "of_cases",
        papers={e.key: _paper(e) for e in entry.entries("papers")},
        results=dict(_results(entry)),
        ends={e.key: _end(e) for e in entry.entries("ends")},
        events={e.key: _event(e) for e in entry.entries("events")},
        uses={e.key: _use(e) for e in entry.entries("uses")},
    )


def _remedy(source: Source, file: str) -> Text | None:
    """The text of the file, its Chinese lines and its English lines apart."""
    text = source.texts.get(file)
    if text is None:
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    english = [line for line in lines if line.isascii()]
    return Text("\n".join(line for line in lines if not line.isascii()), "\n".join(english))


def _results(entry: Entry) -> Iterator[tuple[str, ResultDef]]:
    for e in entry.entries("results"):
        yield e.key, ResultDef(e.key, e.name(), e.text("effect"))


def _scene(entry: Entry) -> SceneDef:
    return SceneDef(entry.key, entry.name(), entry.text("code"), entry.slot("rule"))


def _intake(entry: Entry | None) -> dict[str, str]:
    if entry is None:
        return {}
    return {key: " | ".join(entry.texts(key)) for key in entry.block}


def read_party(entry: Entry) -> PartyDef:
    """A role; `many: 1..` and `many: 1..20` say how many of them."""
    least, _, most = entry.text("many", "1..1").partition("..")
    return PartyDef(
        key=entry.key,
        kinds=entry.words("is"),
        name=entry.name() if "zh" in entry else None,
        applicant=entry.yes("applicant"),
        signs=entry.yes("signs"),
        fills=entry.texts("fills"),
        submits_for=entry.text("submits_for"),
        acts_for=entry.text("acts_for"),
        informed=entry.yes("informed"),
        optional=entry.yes("optional"),
        from_=entry.slot("from"),
        at_least=int(least) if least.isdigit() else 1,
        at_most=int(most) if most.isdigit() else 0,
        carries={e.key: read_datum(e) for e in entry.entries("carries")},
        weight=entry.slot("weight"),
        needed=entry.slot("needed"),
        hidden_from=entry.texts("hidden_from"),
    )


def _about(entry: Entry) -> AboutDef:
    return AboutDef(
        key=entry.key,
        kind=entry.text("is"),
        creates=entry.yes("creates"),
        from_=entry.slot("from"),
        identity=entry.texts("identity"),
        gives=entry.slots_of(ABOUT_KEYS),
    )


def _limits(entry: Entry | None) -> Limits:
    if entry is None:
        return Limits()
    return Limits(
        statutory=entry.slot("statutory"),
        statutory_basis=entry.text("statutory_basis"),
        promised=entry.slot("promised"),
        clock_from=entry.text("clock_from"),
        simulated=entry.slot("simulated"),
    )


def _fee(entry: Entry) -> FeeDef:
    return FeeDef(
        key=entry.key,
        name=entry.name(),
        payer=entry.text("payer"),
        amount=entry.sure("amount"),
        basis=entry.text("basis"),
        when=entry.slot("when"),
    )


def _form(form: Block) -> tuple[FormBlock, ...]:
    blocks = []
    for title, found in form.entries.items():
        entry = Entry(found) if isinstance(found, Block) else None
        fields = entry.texts("fields") if entry else tuple(s.text for s in scalars(found))
        english = entry.text("en") if entry else ""
        blocks.append(
            FormBlock(Text(title, english), fields, entry.slot("when") if entry else None)
        )
    return tuple(blocks)


def read_material(entry: Entry) -> MaterialDef:
    """A material."""
    return MaterialDef(
        key=entry.key,
        name=entry.name(),
        from_=entry.text("from"),
        formats=entry.words("formats"),
        when=entry.slot("when"),
        only=entry.text("only"),
        unless=entry.slot("unless"),
        valid=entry.slot("valid"),
        required=entry.slot("required"),
        original=entry.text("original"),
        signed_by=entry.texts("signed_by"),
        template=entry.text("template"),
        replaced_by=entry.text("replaced_by"),
        replaced_when=entry.slot("replaced_when"),
        deficient=entry.slot("deficient"),
        deficient_then=entry.text("deficient_then"),
        basis=entry.text("basis"),
    )


def _paper(entry: Entry) -> PaperDef:
    return PaperDef(
        key=entry.key,
        name=entry.name(),
        template=entry.text("template"),
        holder=entry.text("holder"),
        when=entry.slot("when"),
        only=entry.text("only"),
        certificate="certificate" in entry and entry.text("certificate") != "no",
        certificate_code=code
        if (code := entry.text("certificate")).isalnum() and code[:1].isdigit()
        else "",
        number=entry.slot("number"),
        granted_by=entry.texts("granted_by"),
        valid_until=entry.slot("valid_until"),
        start_by=entry.slot("start_by"),
        quotes=entry.texts("quotes"),
        copy_of=entry.text("copy_of"),
        watermark=entry.text("watermark"),
        public=entry.yes("public"),
        made_by=entry.text("made_by"),
        sealed_until=entry.slot("sealed_until"),
        one_per=entry.text("one_per"),
        voids=entry.texts("voids"),
        keeps_current=entry.yes("keeps_current"),
        of=entry.texts("of"),
        contains=entry.texts("contains"),
    )


def _end(entry: Entry) -> EndDef:
    return EndDef(
        key=entry.key,
        act=entry.text("act"),
        to=entry.texts("to"),
        on=entry.words("on"),
        when=entry.slot("when"),
    )


def _event(entry: Entry) -> EventDef:
    return EventDef(
        key=entry.key,
        name=entry.name(),
        when=entry.slot("when"),
        during=entry.texts("during"),
        act=entry.text("act"),
        verb=entry.text("verb"),
        redo=entry.texts("redo"),
        of=entry.text("of"),
        ground=entry.maybe_both("ground"),
        basis=entry.text("basis"),
    )


def _use(entry: Entry) -> dict[str, str]:
    return {key: entry.text(key) or " | ".join(entry.texts(key)) for key in entry.block}
