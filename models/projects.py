"""Projects: what is being built, for whom and where; contracts belong to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, FromClause, exists, func, or_, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.drafts import entries, entry, faults
from models.language import N_
from models.parties import Party
from models.pinyin import initials
from models.problems import Problem, stop
from models.store.base import STRICT, Record, indexed
from models.store.commands import COMMERCIAL, ENGINEERING, MARKETING, declare
from models.store.listing import Column, Listing, Question, Sources, column


class Project(Record):
    """A building site or other undertaking under which contracts are kept together."""

    __tablename__ = "projects"
    __table_args__ = (indexed("name"), indexed("number"), STRICT)

    number: Mapped[str]
    name: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"), index=True)
    address: Mapped[str]
    region: Mapped[str]
    manager: Mapped[str]
    started_on: Mapped[date | None]
    remark: Mapped[str]
    initials: Mapped[str]


@dataclass(frozen=True)
class ProjectDraft:
    """What is asked of a project; only the name is needed."""

    id: str = ""
    number: str = entry(N_("Project number"), "", synonyms=("项目编号", "项目编码"))
    name: str = entry(N_("Project name"), "", required=True, key=True, wide=True, synonyms=("项目", "工程名称"))
    owner: str = entry(N_("Owner"), "", pick="parties", synonyms=("业主", "建设单位", "发包人"))
    region: str = entry(N_("Region"), "", synonyms=("地区", "片区"))
    address: str = entry(N_("Site address"), "", wide=True, synonyms=("工程地点", "项目地址"))
    manager: str = entry(N_("Project manager"), "", synonyms=("项目经理",))
    started_on: date | None = entry(N_("Started on"), None, synonyms=("开工日期",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)


RECORD = declare("projects.record", N_("Save a project"), (MARKETING, COMMERCIAL, ENGINEERING))

_HOW = entries(ProjectDraft)
# Contracts know projects, not the other way round: the column is named here without importing them.
_CONTRACTS = table("contracts", sql_column("project_id"))


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Project.__table__.outerjoin(Party.__table__, Party.id == Project.owner_id)
    return joined, {"project": Project, "party": Party}, Project.id.is_not(None)


def _contracts(sources: Sources) -> ColumnElement[int]:
    mine = _CONTRACTS.c.project_id == sources["project"].id
    return select(func.count()).select_from(_CONTRACTS).where(mine).scalar_subquery()


LISTING = Listing(
    name="projects",
    title=N_("Projects"),
    noun="projects",
    columns=(
        column(_HOW["name"], lambda s: s["project"].name, "text", width=28),
        column(_HOW["number"], lambda s: s["project"].number, "text", width=14),
        column(_HOW["owner"], lambda s: s["party"].name, "text", width=24),
        column(_HOW["region"], lambda s: s["project"].region, "text", width=10),
        column(_HOW["manager"], lambda s: s["project"].manager, "text", width=10),
        column(_HOW["started_on"], lambda s: s["project"].started_on, "date", width=12),
        Column("contracts", N_("Contracts"), "number", _contracts, width=8),
        column(_HOW["address"], lambda s: s["project"].address, "text", width=28, shown=False),
        column(_HOW["remark"], lambda s: s["project"].remark, "text", width=28, shown=False),
    ),
    source=_source,
    key=lambda s: s["project"].id,
    scopes={"party": lambda s: s["project"].owner_id},
    words=(
        lambda s: s["project"].name,
        lambda s: s["project"].initials,
        lambda s: s["project"].number,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
    ),
    sort="name",
    empty=N_("The sites and other undertakings your contracts belong to. Add one, or import a workbook."),
)


def draft_of(session: Session, project_id: str) -> ProjectDraft:
    project = session.get_one(Project, project_id)
    return ProjectDraft(
        **{name: getattr(project, name) for name in _SIMPLE}, id=project.id, owner=project.owner_id or ""
    )


def check(draft: ProjectDraft) -> Iterator[Problem]:
    yield from faults(draft)


def record(session: Session, draft: ProjectDraft) -> Project:
    """Keep a new project or the changes of one; raises Invalid when its name is missing, or name or number is taken."""
    stop([*check(draft), *_taken(session, draft)])
    project = session.get_one(Project, draft.id) if draft.id else Project()
    for name in _SIMPLE:
        setattr(project, name, getattr(draft, name))
    project.owner_id = draft.owner or None
    project.initials = initials(draft.name)
    session.add(project)
    session.info["subject"] = draft.name
    session.flush()
    return project


def named(session: Session, name: str) -> Project | None:
    """The project of this name or number."""
    return session.scalars(select(Project).where(or_(Project.name == name, Project.number == name))).first()


def _taken(session: Session, draft: ProjectDraft) -> Iterator[Problem]:
    others = select(Project.id).where(Project.id != draft.id)
    if draft.name and session.scalar(select(exists(others.where(Project.name == draft.name)))):
        yield Problem("name", N_("There is a project “{name}” already. Open it instead."), {"name": draft.name})
    if draft.number and session.scalar(select(exists(others.where(Project.number == draft.number)))):
        yield Problem("number", N_("There is a project {number} already. Open it instead."), {"number": draft.number})


_SIMPLE = tuple("number name address region manager started_on remark".split())
