"""What must be true of every PDF the program makes, judged by poppler and qpdf."""

from __future__ import annotations

import dataclasses
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest
from pypdf import PdfReader

from models.money import Money
from reports import fonts, table
from reports.fonts import SERIF, SERIF_BOLD, font, unicode_map, width
from reports.lines import balanced, wrap
from reports.paper import Form, Paper
from reports.statement_figures import ContractLine
from reports.statement_paper import draw
from reports.style import LEFT, Say
from reports.table import Cells, Column, Table
from tests.reports import read_back
from tests.reports.fabricated import a_statement, one_page
from tests.tools import need

RARE = "王𬭛堃䶮喆㛃"


def a_paper(**changes: object) -> Paper:
    return Paper(Form(Say("zh"), "表", "中×建设集团有限公司", **changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "statement.pdf"
    draw(a_statement(), path)
    return path


def test_every_font_is_embedded_cut_down_and_readable(statement: Path) -> None:
    found = read_back.fonts(statement)
    assert len(found) >= 2
    assert all(font["emb"] == font["sub"] == font["uni"] == "yes" for font in found), found
    assert not [font for font in found if "Helvetica" in font["name"]]


def test_rare_names_are_read_back_exactly(tmp_path: Path) -> None:
    paper = a_paper()
    paper.paragraph([(RARE, SERIF), (RARE, SERIF_BOLD)])
    drawn = paper.paint(tmp_path / "rare.pdf")
    assert drawn.missing == frozenset()
    assert RARE + RARE in read_back.text(tmp_path / "rare.pdf")


def test_the_words_of_a_statement_are_read_back_as_they_were_written(statement: Path) -> None:
    words = read_back.text(statement)
    data = a_statement()
    for told in ("往来款项对账函", "王𬭛", data.party, data.groups[0].words, data.check.code, "过次页", "承前页"):  # type: ignore[union-attr]
        assert told in words.replace(" ", "") or told in words, told


def test_a_character_no_typeface_has_is_shown_as_a_mark_and_reported(tmp_path: Path) -> None:
    paper = a_paper()
    paper.paragraph([("签章☑", SERIF)])
    table.put(paper, Table((Column("项目", weight=1),), [["收款✔"]]))
    drawn = paper.paint(tmp_path / "missing.pdf")
    assert drawn.missing == {"☑", "✔"}
    assert "签章〓" in read_back.text(tmp_path / "missing.pdf")


def test_the_same_data_gives_the_same_bytes() -> None:
    one, other = BytesIO(), BytesIO()
    draw(a_statement(60), one)
    draw(one_page(), BytesIO())
    draw(a_statement(60), other)
    assert one.getvalue() == other.getvalue()


def test_the_file_is_sound(statement: Path) -> None:
    run = subprocess.run([need("qpdf"), "--check", str(statement)], capture_output=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_page_says_which_it_is_and_carries_the_check_code(statement: Path) -> None:
    pages = read_back.pages(statement)
    for number, lines in enumerate(pages, 1):
        page = "\n".join(lines)
        assert f"第 {number} 页 共 {len(pages)} 页" in page
        assert a_statement().check.code in page  # type: ignore[union-attr]


def test_a_draft_is_marked_on_every_page_and_has_no_check_code(tmp_path: Path) -> None:
    draw(a_statement(90, 1, issued=False), tmp_path / "draft.pdf")
    for lines in read_back.pages(tmp_path / "draft.pdf"):
        page = "\n".join(lines)
        assert "草稿，未签发" in page
        assert "核验码" not in page


def test_ten_figures_are_equally_wide_so_that_amounts_stand_in_columns() -> None:
    for name in (SERIF, SERIF_BOLD):
        assert len({font(name).widths[figure] for figure in "0123456789"}) == 1


def test_characters_beyond_the_basic_plane_are_mapped_in_pairs() -> None:
    told = unicode_map("F", [0, 0x41, 0x2CB1B, *range(0x4E00, 0x4E00 + 150)])
    assert "<02> <D872DF1B>" in told
    assert told.count("beginbfchar") == 2


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    words = (
        "为核对双方往来，现将我方（江北项目部）账面记录列示如下：数据出自我方账簿，如与贵方记录相符，请在《回执》处签章。"
        * 3
    )
    for room in range(60, 200, 7):
        lines = ["".join(run for run, _ in line.runs) for line in wrap([(words, SERIF)], room, 9)]
        assert "".join(lines) == words
        for line in lines:
            assert line[0] not in "，。：；）》、"
            assert line[-1] not in "（《"
            assert width(line, SERIF, 9) <= room + 0.01


def test_a_word_longer_than_the_line_is_broken() -> None:
    lines = wrap([("JB-2026-0001-ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3, SERIF)], 60, 9)
    assert len(lines) > 3
    assert all(line.width <= 60 for line in lines)


def test_no_title_ends_in_a_word_alone() -> None:
    words = "关于临湖花园二期工程款逾期未付、拟于期满次日起暂停施工的通知"
    for room in range(380, 460, 10):
        first, last = balanced(words, SERIF_BOLD, room, 17)
        assert first + last == words
        assert len(last) * 3 > len(first) * 2, (room, last)


@pytest.mark.parametrize("figure", ["9", "9,999.00", "9,999,999.00"])
def test_a_caption_is_broken_between_its_words_only(figure: str) -> None:
    captions = ("Days overdue", "Due on", "Amount outstanding", "Paid", "Still owed", "Interest")
    columns = (Column("Contract and document", weight=1, least=120), *(Column(one, "right") for one in captions))
    fit = table._measure(a_paper(), Table(columns, [["JB-2024-003", *[figure] * len(captions)]]))
    assert [" ".join(lines) for lines in fit.head] == ["Contract and document", *captions]


def _carrying(amounts: list[Money], **more: object) -> Table:
    def carried(rows: int) -> tuple[Cells, Cells]:
        told = Money.total(amounts[:rows]).grouped
        return ["过次页", told], ["承前页", told]

    rows = [[f"第 {number} 笔", amount.grouped] for number, amount in enumerate(amounts, 1)]
    columns = (Column("摘要", weight=1), Column("金额", "right"))
    return Table(columns, rows, [["合计", Money.total(amounts).grouped]], carried, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1, 2, 3, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 80, 81, 82, 83, 84, 200])
def test_subtotals_carried_over_a_page_add_up_and_no_total_stands_alone(count: int, tmp_path: Path) -> None:
    paper = a_paper()
    table.put(paper, _carrying([Money(100 * number + 7) for number in range(1, count + 1)]))
    paper.paint(tmp_path / "long.pdf")
    running = Money()
    pages = read_back.pages(tmp_path / "long.pdf")
    for number, lines in enumerate(pages):
        rows = [line for line in lines if "笔" in line]
        assert rows, "a page without a single row"
        if number:
            assert [read_back.amounts(line) for line in lines if "承前页" in line] == [[running]]
        running += Money.total(amount for line in rows for amount in read_back.amounts(line))
        closing = "合计" if number == len(pages) - 1 else "过次页"
        assert [read_back.amounts(line) for line in lines if closing in line] == [[running]]
    assert count == 1 or len([line for line in pages[-1] if "笔" in line]) >= 2


def test_the_heading_of_a_table_is_repeated_on_every_page(tmp_path: Path) -> None:
    paper = a_paper()
    table.put(paper, _carrying([Money(1)] * 150, again="附 1（续）"))
    paper.paint(tmp_path / "long.pdf")
    for number, lines in enumerate(read_back.pages(tmp_path / "long.pdf")):
        page = "\n".join(lines)
        assert "摘要" in page
        assert ("附 1（续）" in page) == (number > 0)


def test_amounts_too_wide_for_the_page_are_set_smaller_but_never_broken(tmp_path: Path) -> None:
    huge = Money.of("99999999999999.99")
    columns = (Column("合同", weight=1), *(Column("累计确权", "right") for _ in range(7)))
    paper = a_paper()
    table.put(paper, Table(columns, [["二期土建工程施工总承包", *[huge.grouped] * 7]]))
    paper.paint(tmp_path / "wide.pdf")
    assert read_back.text(tmp_path / "wide.pdf").count(huge.grouped) == 7


def test_a_summary_of_many_figures_is_split_rather_than_set_too_small_to_read(tmp_path: Path) -> None:
    data = a_statement(movements=4, currencies=1, demand=False)
    line = ContractLine(
        "JB-2024-003", "临湖花园三期 10#–12# 楼土建工程", Money.of("170676508.70"), Money.of("7372127.62"),
        Money.of("135320000"), Money.of("27984381.08"), Money.of("9573495.56"), 93, Money.of("5807583.78"),
        Money.of("1890495.26"), Money.of("10712806.48"),
    )  # fmt: skip
    group = dataclasses.replace(data.groups[0], contracts=(line,) * 3, total=line)
    plain = dataclasses.replace(line, deducted=Money(), undated=Money())
    for shown, tables in ((group, 2), (dataclasses.replace(group, contracts=(plain,) * 3, total=plain), 1)):
        draw(dataclasses.replace(data, groups=(shown,)), tmp_path / "statement.pdf")
        first = PdfReader(tmp_path / "statement.pdf").pages[0]
        sizes: list[float] = []
        first.extract_text(visitor_text=lambda *told: sizes.append(told[4]) if "," in told[0] else None)  # noqa: B023
        assert min(sizes) >= 7
        assert first.extract_text().count("应收余额") == tables, "the words below say what is left of it"


def test_a_heading_is_not_left_at_the_foot_of_a_page() -> None:
    paper = a_paper()
    paper.gap(paper.room - 30)
    paper.paragraph([("正文", SERIF)])
    paper.heading("附 1")
    assert len(paper.pages) == 2


def test_a_piece_is_never_painted_below_the_foot() -> None:
    paper = a_paper()
    painted: list[float] = []
    for _ in range(200):
        paper.put(17, partial(lambda pen, y, at: at.append(y), at=painted))
    paper.paint(BytesIO())
    assert max(painted) + 17 <= paper.form.size[1] - 40
    assert paper.wide == pytest.approx(paper.form.size[0] - 2 * LEFT)


def test_papers_drawn_at_once_share_one_typeface_however_early_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_made", {})
    begin = Barrier(4)

    def asked(_turn: int) -> fonts.Font:
        begin.wait()
        return font(SERIF)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(asked, range(4)))) == 1
