"""What is asked of the consumption of a period, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.bills import LARGEST
from models.drafts import entry, faults
from models.language import N_
from models.problems import Problem
from models.scaled import PLACES

MATERIAL, PLANT, OWNERS = "material", "plant", "owners"
KINDS = {
    MATERIAL: N_("Our material"),
    PLANT: N_("Plant"),
    OWNERS: N_("Material of the owner"),
}


@dataclass(frozen=True)
class ConsumptionLineDraft:
    """What was used of one material or plant, and for which bill line."""

    kind: str = entry(N_("Kind"), MATERIAL, choices=KINDS, synonyms=("类别", "种类"))
    name: str = entry(N_("Material or plant"), "", required=True, synonyms=("材料名称", "机械名称", "名称", "品名"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    code: str = entry(
        N_("Bill line"), "", synonyms=("清单编码", "编码"), hint=N_("Its code; empty: nothing is allowed for it")
    )
    quantity: Decimal | None = entry(
        N_("Used or issued"), None, required=True, places=3, synonyms=("消耗数量", "领用数量", "数量")
    )
    returned: Decimal | None = entry(N_("Given back"), None, places=3, synonyms=("退库数量", "退料数量"))
    norm: Decimal | None = entry(
        N_("Norm per unit of the bill line"), None, places=6, synonyms=("定额单耗", "单位消耗量", "定额用量"),
        hint=N_("Empty: as in an earlier period"),
    )  # fmt: skip
    price: Decimal | None = entry(N_("Price"), None, places=6, synonyms=("单价",))
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class ConsumptionDraft:
    """What was used in one period; contract and period are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Number of the consumption report"), "", key=True, hint=N_("Empty: made from contract and period"),
        synonyms=("消耗编号", "消耗报表编号", "编号"),
    )  # fmt: skip
    used_to: date | None = entry(N_("Used until"), None, required=True, synonyms=("消耗截止日", "统计截止日"))
    reported_by: str = entry(N_("Reported by"), "", synonyms=("填报人", "材料员"))
    lines: tuple[ConsumptionLineDraft, ...] = entry(N_("Materials and plant"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))


def check(draft: ConsumptionDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for place, line in enumerate(draft.lines):
        for name in ("quantity", "returned", "norm", "price"):
            value = getattr(line, name)
            if value is not None and (abs(value) >= LARGEST or value != round(value, PLACES)):
                message = N_("At most ten digits before and six behind the point: please check this number.")
                yield Problem(f"lines.{place}.{name}", message)
            elif value is not None and value < 0 and name != "quantity":
                yield Problem(f"lines.{place}.{name}", N_("This number cannot be negative."))
        if line.norm is not None and not line.code:
            message = N_("Name the bill line by its code: the norm is what one unit of it takes.")
            yield Problem(f"lines.{place}.code", message)
    if not draft.lines:
        yield Problem("lines", N_("Nothing is entered yet: add what was used."), advice=True)
