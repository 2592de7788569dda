"""Works for the public (学校、医院、道路…) are hardly ever sold or auctioned: the priority right yields nothing there.

民法典 807 leaves out what 根据建设工程的性质不宜折价、拍卖; 建工解释一 35 gives the right under that article only.
Which works these are no article says: courts count schools, hospitals, offices of the state, roads, bridges, tunnels
and other works for the public among them (the articles and cases were read in reprints on 2026-11-27). So a name or an
owner is a sign only: it is told, it stops nothing.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.parties import NATURES, Party
from models.projects import Project

BASIS = N_("Civil Code, article 807 (not where works by their nature are not to be sold or auctioned)")
EXCEPTION = N_("not where works by their nature are not to be sold or auctioned")
"""The same where article 807 is named already."""
WORDS = (
    "学校 小学 中学 大学 学院 幼儿园 医院 卫生院 卫生服务中心 养老院 福利院 图书馆 博物馆 体育馆 公园 人防 办公楼 "
    "公路 高速 道路 大桥 特大桥 桥梁 隧道 铁路 地铁 轨道交通 机场 港口 码头 航道 "
    "水库 堤防 河道 水利 泵站 水闸 污水 供水 雨污 管网 "
    "school hospital highway expressway road bridge tunnel railway metro airport"
).split()
"""Words in the name of a contract or a project that tell works for the public."""
OF_THE_STATE = ("government", "institution")


def sign_of(session: Session, contract: Contract) -> str:
    """What says that these may be works for the public: a word of the names, else what the owner is; else empty."""
    project = session.get(Project, contract.project_id) if contract.project_id else None
    names = f"{contract.name} {project.name if project else ''}".lower()
    word = next((word for word in WORDS if word in names), "")
    owner = session.get_one(Party, contract.owner_id)
    return word or (NATURES[owner.nature] if owner.nature in OF_THE_STATE else "")
