"""Projects: the sites that contracts belong to; their list and form."""

from __future__ import annotations

from models import projects
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="projects",
    new=N_("New project"),
    listing=projects.LISTING,
    draft=projects.ProjectDraft,
    draft_of=projects.draft_of,
    save=Verb(projects.RECORD, projects.record),
    form=FormSpec(projects.ProjectDraft, check=projects.check),
)
