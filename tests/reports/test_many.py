"""Many papers at once are the same papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from models.work import finish
from reports import named
from reports.many import draw_all
from reports.report import pdf
from tests.reports.fabricated import one_page


def test_papers_drawn_on_all_processors_are_the_same_and_a_refused_one_stops_no_other(tmp_path: Path) -> None:
    papers = [replace(one_page(), number=f"JB-2026-DZ-{number:03d}") for number in range(6)]
    group = papers[2].groups[0]
    papers[2] = replace(papers[2], groups=(replace(group, classes=()),))
    jobs = [(paper, tmp_path / f"{place}.pdf") for place, paper in enumerate(papers)]
    outcomes = finish(draw_all("statement", jobs, 2))
    assert [outcome.pages for outcome in outcomes] == [1, 1, 0, 1, 1, 1]
    assert outcomes[2].refused
    assert not jobs[2][1].exists()
    assert jobs[5][1].read_bytes() == pdf(named("statement"), papers[5])[0]


def test_stopping_in_between_leaves_whole_files_only(tmp_path: Path) -> None:
    jobs = [(one_page(), tmp_path / f"{place}.pdf") for place in range(8)]
    work = draw_all("statement", jobs, 1)
    next(work)
    work.close()
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in tmp_path.glob("*.pdf"))
