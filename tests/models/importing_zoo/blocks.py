"""Blocks of several contracts on one sheet, captions that repeat, registers of bills, ledgers in English."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

_CAPTIONS = ["期次", "计价日期", "计价金额", "收款日期", "收款金额"]

ANIMALS = (
    Animal(
        "a_block_with_party_contract_and_unit_of_its_own",
        (
            Page(
                "项目",
                [
                    ["计价回款情况"],
                    ["项目：梅苑", None, "甲方：梅苑地产", None, "单位：万元"],
                    _CAPTIONS,
                    ["1", "2024.1.31", 100, "2024.3.1", 80],
                    ["2", "2024.4.30", 200.5, "2024.6.1", 100.25],
                    ["小计", None, 300.5, None, 180.25],
                    [],
                    ["项目：兰苑", None, "甲方：兰苑地产", None, "单位：元"],
                    _CAPTIONS,
                    ["3", "2024.7.31", 5000000, "2024.9.1", 4000000],
                    ["小计", None, 5000000, None, 4000000],
                    ["项目：菊苑  甲方：菊苑地产"],
                    _CAPTIONS,
                    ["1", "2024.8.31", 10, None, None],
                ],
            ),
        ),
        {
            "项目": Sees("certificates", 2, unit="万元", sums={"计价金额": "3005000.00", "收款金额": "1802500.00"},
                       totals=((6, "计价金额", "3005000.00", "3005000.00"), (6, "收款金额", "1802500.00", "1802500.00")),
                       parties={"梅苑地产": []}, dates=("2024-01-31", "2024-04-30")),
            "项目 #9": Sees("certificates", 2, sums={"计价金额": "5000010.00", "收款金额": "4000000.00"},
                          totals=((11, "计价金额", "5000000.00", "5000000.00"), (11, "收款金额", "4000000.00", "4000000.00")),
                          parties={"兰苑地产": [], "菊苑地产": []}, dates=("2024-07-31", "2024-08-31")),
        },
        brings={"parties": 3, "contracts": 3, "certificates": 4, "receipts": 3},
        adds_up="8005010.00",
    ),
    Animal(
        "a_line_with_a_unit_of_its_own_without_captions_below_it",
        (
            Page(
                "项目",
                [
                    ["计价回款情况"],
                    ["项目：梅苑", None, "甲方：梅苑地产", None, "单位：万元"],
                    _CAPTIONS,
                    ["1", "2024.1.31", 100, "2024.3.1", 80],
                    ["项目：兰苑", None, "甲方：兰苑地产", None, "单位：元"],
                    ["3", "2024.7.31", 5000000, "2024.9.1", 4000000],
                ],
            ),
        ),
        {
            "项目": Sees("certificates", 2, 1, unit="万元", open={6: "第 5 行写明以下金额单位为元"},
                       sums={"计价金额": "1000000.00", "收款金额": "800000.00"},
                       open_sums={"计价金额": "50000000000.00"},
                       parties={"梅苑地产": [], "兰苑地产": []}, dates=("2024-01-31", "2024-01-31")),
        },
        brings={"parties": 1, "contracts": 1, "certificates": 1, "receipts": 1},
        adds_up="1000000.00",
    ),
    Animal(
        "captions_that_repeat_belong_to_what_is_named_beside_them",
        (
            Page(
                "T",
                [
                    ["计价收款表（元） 建设单位：枫林公司 工程：枫林路"],
                    ["日期", "计价", "金额", "日期", "收款", "金额", "余额"],
                    ["2025.1.31", "1期", 1000, "2025.3.1", "第1笔", 800, 200],
                    ["2025.2.28", "2期", 2000, "2025.4.1", "第2笔", 1500.5, 699.5],
                ],
            ),
        ),
        {
            "T": Sees("certificates", 2, sums={"计价金额": "3000.00", "收款金额": "2300.50", "余额": "899.50"},
                      parties={"枫林公司": []}, dates=("2025-01-31", "2025-02-28")),
        },
        brings={"parties": 1, "contracts": 1, "certificates": 2, "receipts": 2, "allocations": 3},
        adds_up="3000.00",
    ),
    Animal(
        "groups_named_before_captions_that_repeat",
        (
            Page(
                "计价收款",
                [
                    ["建设单位：枫林公司  工程：枫林路  单位：元"],
                    ["收款", "日期", "金额", "计量", "日期", "金额"],
                    ["电汇", "2025.3.1", 800, "第1期", "2025.1.31", 1000],
                    ["承兑", "2025.4.1", 1500.5, "第2期", "2025.2.28", 2000],
                ],
            ),
        ),
        {
            "计价收款": Sees("certificates", 2, sums={"计量金额": "3000.00", "收款金额": "2300.50"},
                         parties={"枫林公司": []}, dates=("2025-01-31", "2025-02-28")),
        },
        brings={"parties": 1, "contracts": 1, "certificates": 2, "receipts": 2},
        adds_up="3000.00",
    ),
    Animal(
        "receivables_in_english",
        (
            Page(
                "AR",
                [
                    ["Accounts receivable as of 31 Dec 2025 (RMB)"],
                    ["Client", "Project", "Invoice No.", "Invoice date", "Due date", "Amount", "Paid", "Outstanding"],
                    ["Sun Ltd", "Sun Tower", "INV-1", "2025-03-01", "2025-04-01", "1,000,000.50", "400,000.00", "600,000.50"],
                    ["Subtotal", "", "", "", "", "1,000,000.50", "400,000.00", "600,000.50"],
                    ["Moon Ltd", "Moon Bridge", "INV-2", "15/05/2025", "14/06/2025", "250,000.00", "0.00", "250,000.00"],
                    ["Total", "", "", "", "", "1,250,000.50", "400,000.00", "850,000.50"],
                ],
            ),
        ),
        {
            "AR": Sees("opening", 2, sums={"Amount": "1250000.50", "Paid": "400000.00", "Outstanding": "850000.50"},
                       totals=((4, "Outstanding", "600000.50", "600000.50"), (6, "Outstanding", "850000.50", "850000.50")),
                       parties={"Sun Ltd": [], "Moon Ltd": []}, dates=("2025-03-01", "2025-05-15")),
        },
        brings={"parties": 2, "contracts": 2, "opening": 2},
        adds_up="850000.50",
    ),
    Animal(
        "contracts_and_receipts_in_english",
        (
            Page(
                "Contracts",
                [
                    ["Contract No.", "Project", "Employer", "Contract date", "Contract sum (万元)"],
                    ["C-1", "Sun Tower", "Sun Ltd", "2024-01-05", 1200.5],
                    ["Grand total", "", "", "", 1200.5],
                ],
            ),
            Page(
                "Receipts",
                [
                    ["Contract No.", "Payer", "Date received", "Amount received", "Remarks"],
                    ["C-1", "Sun Ltd", "5 Mar 2025", "30,000.25", "by bank"],
                ],
            ),
        ),
        {
            "Contracts": Sees("contracts", 1, unit="万元", sums={"Contractsum(万元)": "12005000.00"},
                              totals=((3, "Contractsum(万元)", "12005000.00", "12005000.00"),),
                              parties={"Sun Ltd": []}, dates=("2024-01-05", "2024-01-05")),
            "Receipts": Sees("receipts", 1, sums={"Amountreceived": "30000.25"}, parties={"Sun Ltd": []},
                             dates=("2025-03-05", "2025-03-05")),
        },
        brings={"parties": 1, "contracts": 1, "receipts": 1},
        adds_up="12005000.00",
    ),
    Animal(
        "days_of_one_number_below_the_month_of_the_name",
        (
            Page("2025.1", [["1月份回款"], ["日", "付款单位", "回款额（元）"], [5, "橙子公司", 1000], [31, "橙子公司", 300]]),
            Page("2025.2", [["2月份回款"], ["日", "付款单位", "回款额（元）"], [28, "橙子公司", 1000], [30, "橙子公司", 77], [None, "小计", 1077]]),
        ),
        {
            "2025.1": Sees("receipts", 2, sums={"回款额（元）": "1300.00"}, parties={"橙子公司": []}, dates=("2025-01-05", "2025-01-31")),
            "2025.2": Sees("receipts", 2, 1, open={4: "没有 2025年2月30日 这一天"}, sums={"回款额（元）": "1000.00"},
                           open_sums={"回款额（元）": "77.00"}, totals=((5, "回款额（元）", "1077.00", "1000.00"),),
                           parties={"橙子公司": []}, dates=("2025-02-28", "2025-02-28")),
        },
        brings={"parties": 1, "receipts": 3},
        adds_up="0.00",
    ),
    Animal(
        "items_of_a_bill_are_no_certificates",
        (
            Page(
                "进度",
                [
                    ["2025年5月工程进度款申报表"],
                    ["工程名称：星海湾1#楼", "", "", "建设单位：星海置业有限公司", "", "", "合同编号：XH-01"],
                    ["序号", "清单项目", "单位", "综合单价", "本期完成量", "本期完成金额", "累计完成金额"],
                    [1, "C30混凝土", "m3", 520.5, 200, 104100, 312300],
                    [2, "钢筋", "t", 5200, 20.5, 106600, 262600],
                    ["", "合计", "", "", "", 210700, 574900],
                ],
            ),
        ),
        {"进度": Sees("", 3, sums={"本期完成金额": "210700.00"})},
    ),
    Animal(
        "what_became_of_bills",
        (
            Page(
                "票据",
                [
                    ["应收票据备查簿（元）"],
                    ["票据号码", "前手（交票单位）", "票面金额", "到期日", "收票日", "贴现日", "背书转让", "兑付情况"],
                    ["5301", "晨光地产", 500000, "2025.7.5", "2025.1.8", None, None, "已兑付"],
                    ["5302", "晨光地产", 300000.5, "2025.12.1", "2025.6.3", "2025.7.1", None, "已贴现"],
                    ["5303", "晨光地产", 200000, "2026.12.30", "2026.6.3", None, "2026.7.1付钢材款", "已背书"],
                    ["5304", "晨光地产", 100000, "2026.3.1", "2025.9.3", None, None, "到期拒付"],
                    ["5305", "晨光地产", 50000, "2026.12.31", "2026.9.3", None, None, "未到期"],
                    ["5306", "晨光地产", 7000, "2026.12.31", "2026.9.3", None, None, "已背书"],
                    ["合计", None, 1157000.5],
                ],
            ),
        ),
        {
            "票据": Sees("receipts", 6, sums={"票面金额": "1157000.50"}, totals=((9, "票面金额", "1157000.50", "1157000.50"),),
                       parties={"晨光地产": []}, dates=("2025-01-08", "2026-09-03"),
                       notes={6: "该笔回款于 2026-03-01 冲回", 8: "先按在手票据带入"}),
        },
        brings={"parties": 1, "receipts": 7},
        adds_up="0.00",
    ),
    Animal(
        "ages_in_bands_of_days",
        (
            Page(
                "账龄",
                [
                    ["应收账款账龄分析", None, "单位：万元", None, None, None, "基准日：2025.12.31"],
                    ["单位名称", "期末余额", "30天内", "31-90天", "91-180天", "181-365天", "1年以上"],
                    ["碧海公司", 100.5, 50.5, None, None, 50, "—"],
                    ["蓝海公司", 300, None, None, 100, None, 200],
                    ["合计", 400.5, 50.5, 0, 100, 50, 200],
                ],
            ),
        ),
        {
            "账龄": Sees("opening", 2, unit="万元",
                       sums={"期末余额": "4005000.00", "30天内": "505000.00", "31-90天": "0.00", "91-180天": "1000000.00", "181-365天": "500000.00", "1年以上": "2000000.00"},
                       totals=((5, "期末余额", "4005000.00", "4005000.00"),),
                       parties={"碧海公司": [], "蓝海公司": []}, dates=("2024-12-30", "2025-12-31")),
        },
        brings={"parties": 2, "contracts": 2, "opening": 4},
        adds_up="4005000.00",
    ),
)  # fmt: skip
