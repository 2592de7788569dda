"""How the cells of one column are read: by the type of the entry it fills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

from models.drafts import A_SHARE, Entry, inner, is_share
from models.importing import values
from models.importing.forms import SheetForm
from models.importing.sheets import Cell
from models.importing.texts import Misread
from models.language import LANGUAGES, text
from models.money import Money

Read = Callable[[Cell], Any]
Report = Callable[[int, Misread], None]


@dataclass(frozen=True)
class Habits:
    """What reading depends on beside the cell: today, how the workbook counts days, whether amounts are rounded."""

    today: date
    from_1904: bool = False
    round_off: bool = False


def reader(form: SheetForm, name: str, unit: int, habits: Habits) -> Read:
    """The function that reads a cell of this column; it raises Misread."""
    how = form.entries[name]
    key = name in form.key or bool(how.pick) or name in ("receipt", "document", "certificate", "variation")
    return entry_reader(how, unit, habits, key)


def entry_reader(how: Entry, unit: int, habits: Habits, key: bool = False) -> Read:
    """The function that reads a cell as this entry wants it, in a column of this ``unit`` (a power of ten)."""
    kind = inner(how.kind)
    if kind is Money:
        read = partial(values.money, round_off=habits.round_off, unit=max(unit, 0))
        return _no_share(how, read) if how.share else read
    if kind is Decimal:
        return _of_percent(how, unit) if how.unit == "%" else values.quantity
    if kind is date:
        return partial(values.day, today=habits.today, from_1904=habits.from_1904)
    if kind is bool:
        return values.flag
    if kind is int:
        return values.whole
    if how.choices:
        return partial(values.choice, names=choice_names(tuple(how.choices.items())))
    return _remembering(partial(values.text, lines=how.lines, key=key))


UNIT_OF_PERCENT = -2


def _no_share(how: Entry, read: Read) -> Read:
    """A percentage in a column of amounts is told where it belongs."""

    def amount(cell: Cell) -> Any:
        if is_share(how, cell):
            raise Misread(A_SHARE, typed=str(cell).strip(), caption=how.share)
        return read(cell)

    return amount


def _of_percent(how: Entry, unit: int) -> Read:
    return values.factor if how.factor else partial(values.percent, of_hundred=unit == UNIT_OF_PERCENT)


CALLED = {
    "transfer": ("转账", "银行转账", "电汇", "网银", "网银转账", "汇款", "银行存款", "对公转账"),
    "cash": ("现金", "库存现金"),
    "bank_bill": ("银承", "银票", "银行承兑", "银行承兑汇票", "银行汇票"),
    "commercial_bill": ("商承", "商票", "商业承兑", "商业承兑汇票"),
    "voucher": ("供应链票据", "供应链凭证", "云信", "应收账款凭证", "电子债权凭证"),
    "goods": tuple("实物 抵房 以房抵款 以房抵债 以物抵债 以物抵款 房屋抵债 房屋抵款 房产抵债 工抵房 抵债 货款".split()),
    "CNY": ("人民币", "rmb", "元"),
    "USD": ("美元", "美金"),
    "general": ("一般计税", "一般计税方法"),
    "simplified": ("简易计税", "简易计税方法", "简易征收"),
    "certification": ("计价签认", "进度款", "验工计价", "计价"),
    "signing": ("合同签订", "签约"),
    "completion": ("完工", "竣工"),
    "acceptance": ("竣工验收", "验收", "验收合格"),
    "hand_over": ("交付", "移交"),
    "final_account": ("结算", "竣工结算", "结算定案", "定案"),
    "defects_end": ("质保期满", "缺陷责任期满", "质保到期"),
    "design_change": ("设计变更", "变更"),
    "site_instruction": ("现场签证", "签证"),
    "interim": ("进度计价", "期中计价", "进度款"),
    "last": ("末次计价", "末期计价", "竣工计价"),
    "advance": ("预付款", "工程预付款"),
    "progress": ("进度款", "工程款", "计价款"),
    "final": ("结算款", "尾款", "竣工结算"),
    "retention": ("质保金", "质量保证金", "保留金"),
    "parts": ("配件款", "配件"),
    "warehouse": ("保兑仓", "保兑仓垫款"),
    "repurchase": ("回购垫付款", "融资垫款", "回购款垫付"),
    "freight": ("代垫运费", "运费", "代垫运输费"),
    "investment": ("投资回款", "投资收益"),
    "compensation": ("逾期补偿", "逾期利息", "违约补偿"),
    "costs": ("诉讼费", "案件受理费", "保全费", "律师费", "追索费用"),
    "doubled": ("加倍利息", "加倍部分债务利息", "迟延履行利息"),
    "buyback": ("回购款", "分期回购款"),
    "availability": ("可用性付费", "可用性服务费"),
    "deposit": ("保证金", "履约保证金", "投标保证金"),
    "construction": ("施工", "建筑施工", "工程施工"),
    "lines": ("清单", "合同内", "清单内"),
    "variations": ("变更", "变更签证"),
    "claims": ("索赔",),
    "dayworks": ("计日工",),
    "materials": ("材料", "甲供料", "甲供材", "材料预付"),
    "penalty": ("违约金", "罚款"),
    "stage": ("过程结算", "分段结算"),
    "supervisor": ("监理", "监理审核"),
    "follow_up": ("跟踪审计",),
    "first": ("一审", "初审"),
    "second": ("二审", "复审"),
    "state": ("财政评审", "政府审计", "财审", "国家审计"),
}
"""What people also call a choice, by its key; where two choices of one column share a word, the first has it."""


@cache
def choice_names(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Every way to write a choice → its key."""
    found: dict[str, str] = {}
    for key, msgid in choices:
        for name in (key, *(text(msgid, language) for language in LANGUAGES)):
            found.setdefault(values.folded(name), key)
    for key, _ in choices:
        for name in CALLED.get(key, ()):
            found.setdefault(values.folded(name), key)
    return found


def _remembering(read: Read) -> Read:
    """Texts repeat down a column; each is looked through once."""
    known: dict[Cell, Any] = {}

    def recall(cell: Cell) -> Any:
        if type(cell) is not str:
            return read(cell)
        found = known.get(cell)
        if found is None:
            found = known[cell] = read(cell)
        return found

    return recall


def read_column(cells: Sequence[Cell], read: Read, empty: Any, report: Report) -> list[Any]:
    """The values of a column; ``empty`` where a cell is empty or, after it was reported, misread."""
    found = []
    for place, cell in enumerate(cells):
        if cell == "":
            found.append(empty)
            continue
        try:
            value = read(cell)
        except Misread as misread:
            report(place, misread)
            value = empty
        found.append(empty if value == "" else value)
    return found


@cache
def defaults(row: type) -> dict[str, Any]:
    """What each field of a row's draft is when nobody says anything."""
    found = {}
    for item in fields(row):
        if item.default is not MISSING:
            found[item.name] = item.default
        elif item.default_factory is not MISSING:
            found[item.name] = item.default_factory()
    return found


def shown(how: Entry, value: Any, language: str | None = None) -> Any:
    """A value as a cell of our own workbooks shows it."""
    if how.choices:
        return text(how.choices.get(value, value), language)
    if isinstance(value, Money):
        return value.yuan
    return value


def example(form: SheetForm, name: str, language: str | None = None) -> Any:
    """The cell of the template's example row."""
    value = shown(form.entries[name], form.example[name], language)
    return float_free(value)


def float_free(value: Any) -> Any:
    """A Decimal as the text that a reader takes for the same number."""
    return f"{value:f}" if isinstance(value, Decimal) else value
