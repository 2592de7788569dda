"""What is taken off a certificate under a caption of its own: retention is owed later, the rest is not."""

from __future__ import annotations

import pytest

from models.importing import recognition
from models.importing.recognition.meanings import meaning
from models.importing.recognition.words import CERTIFICATES, RETENTION
from models.importing.sheets import Sheet, Workbook
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_told import TODAY, looked_at, notes

ROAD = "石坝县交通运输局"


@pytest.mark.parametrize(
    ("caption", "role"),
    [
        *((one, "retention") for one in (
            "扣款扣保留金", "扣减保留金", "应扣款项扣留质保金", "保留金扣留", "扣5%保留金", "扣除项目质量保证金",
            "暂扣款", "扣缺陷责任期保证金", "质保金（3%）")),
        *((one, "recovery") for one in (
            "扣款扣回动员预付款", "开工预付款扣回", "材料设备预付款扣回", "扣还预付款", "扣款预付款")),
        *((one, "due") for one in ("扣款后应付金额", "扣除质保金后应付款", "扣除后金额", "扣款后实付净额")),
        *((one, "penalty") for one in ("扣款罚款", "扣水电费", "扣款其他", "扣履约保证金")),
        *((one, "taken_off") for one in ("扣款扣款合计", "扣款小计")),
    ],
)  # fmt: skip
def test_each_caption_under_what_is_taken_off_means_its_own(caption: str, role: str) -> None:
    found = meaning(caption, CERTIFICATES)
    assert found is not None
    assert found.role == role


def _certificates(kept: str, signed: str) -> Sheet:
    rows = [
        ["石坝二级路第三合同段计量支付台账"],
        ["合同编号：SB-03", "", "", f"业主：{ROAD}", "", "", "", "合同价：9000000元"],
        ["期次", signed, "本期计量金额", "扣款", "", "扣款后应支付"],
        ["", "", "", "扣回动员预付款", kept],
        ["第1期", "2023-07-10", 1200000, 120000, 36000, 1044000],
        ["第2期", "2023-10-12", 800000.5, 80000, 24000.02, 696000.48],
        ["合计", "", 2000000.5, 200000, 60000.02, 1740000.48],
    ]
    return Sheet("计量", rows, merged=(((2, 3), (2, 4)),))


@pytest.mark.parametrize(("kept", "signed"), [("扣保留金", "业主签认日期"), ("扣留质保金（3%）", "计量批复日期")])
def test_retention_under_the_caption_of_deductions_is_owed_later(book: Book, kept: str, signed: str) -> None:
    sheet = _certificates(kept, signed)
    proposal = looked_at(book, sheet)
    (balance,) = proposal.balances
    assert str(balance.balance) == "1800000.50"  # all of it but the advance that is recovered: the retention stays owed
    assert (proposal.sheets[0].first, proposal.sheets[0].last) == ("2023-07-10", "2023-10-12")
    assert [str(amount) for _, amount in next(one for one in proposal.questions if one.key[-1] == "terms").told] == [
        "1740000.48", "1740000.48", "1800000.50"]  # fmt: skip
    finish(recognition.bring_in(book, Workbook("台账.xlsx", (sheet,)), recognition.from_plain({}), TODAY))


def test_a_deposit_that_is_taken_off_is_told(book: Book) -> None:
    proposal = looked_at(book, _certificates("扣履约保证金", "签认日期"))
    assert "“扣款扣履约保证金”按各行金额作为各期扣款带入，共 60,000.02" in notes(proposal, 4)


def test_quarters_and_months_of_application_are_periods(book: Book) -> None:
    for caption, first, second in (("计价期", "2023年一季度", "23年2季度"), ("申请月份", "2023年3月", "2023年6月"),
                                   ("报量月份", "2023.03", "2023.06"),
                                   ("计价期间", "2022年下半年", "2023年上半年")):  # fmt: skip
        rows = [
            ["建设单位：石坝铁路有限公司", "", "合同编号：SB-T3"],
            [caption, "本期计价（万元）", "计价批复日期"],
            [first, 120.5, "2023.4.20"],
            [second, 80, "2023.7.18"],
        ]
        sheet = looked_at(book, Sheet("验工计价", rows)).sheets[0]
        assert (sheet.kind, sheet.understood, sheet.first, sheet.last) == (CERTIFICATES, 2, "2023-04-20", "2023-07-18")
        undated = looked_at(book, Sheet("验工计价", [row[:2] for row in rows]))
        assert str(undated.balances[0].balance) == "2005000.00"
        assert undated.sheets[0].last == "2023-06"


def test_what_the_owner_signed_comes_before_what_the_supervisor_did(book: Book) -> None:
    rows = [
        ["建设单位：石坝铁路有限公司", "", "合同编号：SB-T3"],
        ["期数", "监理审定金额", "监理签认日期", "业主审定金额", "业主签认日期"],
        [1, 100, "2023-03-01", 90, "2023-03-20"],
    ]
    proposal = looked_at(book, Sheet("计价", rows))
    assert (str(proposal.balances[0].balance), proposal.sheets[0].first) == ("90.00", "2023-03-20")


def _held(*captions: str) -> list[list[object]]:
    return [
        ["工程质量保证金台账"],
        ["截止日期：2024年12月31日"],
        ["工程名称", "建设单位", "质保金金额", *captions, "未退余额"],
        ["石坝小学", "石坝县教育局", 5000, *["2022-12-30", "2024-12-29"][: len(captions)], 5000],
    ]


@pytest.mark.parametrize(
    "captions", [("质保期起", "质保期止"), ("缺陷责任期起算日", "缺陷责任期终止日期"), ("保修期开始日期", "保修期截止")]
)
def test_retention_arose_when_its_period_began(book: Book, captions: tuple[str, str]) -> None:
    sheet = looked_at(book, Sheet("质保金", _held(*captions))).sheets[0]
    assert (sheet.kind, sheet.first) == (RETENTION, "2022-12-30")
    assert not [note for _, note in sheet.notes if "没有写明" in note.text("zh")]


def test_an_assumed_day_of_retention_is_told(book: Book) -> None:
    proposal = looked_at(book, Sheet("质保金", _held()))
    assert "没有写明欠款形成日期，暂按 2024-12-31" in notes(proposal, 3)
