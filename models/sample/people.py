"""Who the sample book is about: our own company, three owners with their people, and what is being built for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import company, parties, projects
from models.parties import AccountDraft, AliasDraft, PartyDraft
from models.projects import ProjectDraft
from models.rules.calendar import add_months

US = "江北建工集团有限公司"
LAKESIDE = "江北市临湖置业有限公司"
CITY = "江北市城市建设投资集团有限公司"
ROADS = "云岭县公路建设管理处"
TREASURY = "云岭县财政国库支付中心"

COMPANY = company.CompanyDraft(
    name=US,
    department="清收清欠办公室",
    credit_code="91320100MA1WX3K726",
    address="江北市建设路 18 号建工大厦 9 层",
    phone="025-5880 1166",
    fax="025-5880 1167",
    prepared_by="李会君",
    checked_by="周商务",
    approved_by="赵建业",
    prefix="JB",
    accounts=(
        AccountDraft("32001 59463 60525 01288", "中国建设银行江北支行", US, "基本户"),
        AccountDraft("10120 00104 00188 66", "中国农业银行江北新区支行", US, "农民工工资专户"),
    ),
)
PARTIES = (
    PartyDraft(
        name=LAKESIDE, nature="private", credit_code="91320100MA1N4T2Q6Q", legal_representative="沈国栋",
        contact="钱敏", phone="138 1400 2231", address="江北市临湖大道 66 号临湖中心 3 幢 12 层", region="江北",
        email="qianmin@linhu.example", remark="2023 年起资金紧张，付款须区域总经理审批。",
        aliases=(AliasDraft("临湖置业"), AliasDraft("江北临湖")),
        accounts=(AccountDraft("4301 0161 0910 0322 715", "中国工商银行临湖支行", LAKESIDE),),
    ),
    PartyDraft(
        name=CITY, nature="state_owned", credit_code="91320100745361904Q", legal_representative="吴卫东",
        contact="孙立群", phone="025-5871 2000", address="江北市市民中心 2 号楼", region="江北",
        aliases=(AliasDraft("江北城投"),),
        accounts=(AccountDraft("5501 8812 0000 4467", "江苏银行江北分行", CITY),),
    ),
    PartyDraft(
        name=ROADS, nature="institution", credit_code="12530824MB0Q35871Y", legal_representative="罗正平",
        contact="王𬭛", phone="0879-712 6630", address="云岭县城关镇振兴路 9 号", region="云岭",
        agent="王𬭛", remark="工程款须县级财政资金到位后支付。",
    ),
    PartyDraft(name=TREASURY, nature="government", contact="段晓梅", phone="0879-712 3300", region="云岭"),
)  # fmt: skip
PROJECTS = (
    ("P-01", "临湖花园", LAKESIDE, "江北", "江北市临湖大道", "陈国强", 84),
    ("P-02", "江北新城基础设施", CITY, "江北", "江北新区中央大道", "刘思远", 46),
    ("P-03", "云岭高速公路", ROADS, "云岭", "云岭县城关镇至界河镇", "何志刚", 36),
)


def keep_people(session: Session, today: date) -> None:
    """Keep our company, the parties and the projects."""
    company.record(session, COMPANY)
    for draft in PARTIES:
        parties.record(session, draft)
    for number, name, owner, region, address, manager, months in PROJECTS:
        projects.record(
            session,
            ProjectDraft(
                number=number, name=name, owner=party(session, owner), region=region, address=address,
                manager=manager, started_on=add_months(today, -months).replace(day=1),
            ),
        )  # fmt: skip


def party(session: Session, name: str) -> str:
    """The id of a party of the sample."""
    found = parties.named(session, name)
    assert found is not None
    return found.id
