"""What is handed out may be handed out, and can be made: licences, the installer and its workflow."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
from pathlib import Path

import yaml

from tests import tools
from ui import build
from ui.bootstrap import ROOT

FREE = re.compile(r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|LGPL|MPL|Zlib|Unlicense", re.IGNORECASE)
BOUND = re.compile(r"(?<!L)GPL|Affero", re.IGNORECASE)

# Packages whose metadata are silent or offer several licences, of which we take this one.
KNOWN = {"sqlcipher3": "Zlib", "pyside6-essentials": "LGPL", "pyside6-pdf": "LGPL", "shiboken6": "LGPL"}


def shipped() -> list[str]:
    """The packages of the lock file that this system installs."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==")[0] for line in lines if "==" in line and "sys_platform == 'win32'" not in line]
    return [re.split(r"[\[ ]", pin)[0] for pin in pins]


def licence(package: str) -> str:
    metadata = importlib.metadata.metadata(package)
    classified = [text for text in metadata.get_all("Classifier") or [] if text.startswith("License")]
    stated = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:80]]
    return KNOWN.get(package) or " ".join([*stated, *classified])


def test_everything_shipped_may_be_handed_out_with_a_companys_program() -> None:
    licences = {package: licence(package) for package in shipped()}
    assert len(licences) > 20
    assert {package: text for package, text in licences.items() if BOUND.search(text) or not FREE.search(text)} == {}


def test_a_shared_library_of_unknown_licence_stops_the_build(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    (inside / "sqlalchemy").mkdir(parents=True)
    for name in (
        "libQt6Core.so.6",
        "Qt6Pdf.dll",
        "libreadline.so.8",
        "VCRUNTIME140.dll",
        "sqlalchemy/fast.so",
        "notes.txt",
    ):
        (inside / name).touch()
    assert build.unlicensed(tmp_path) == ["libreadline.so.8"]


def test_the_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    (tmp_path / "folder" / "_internal").mkdir(parents=True)
    (tmp_path / "folder" / "Qingshou.exe").write_bytes(b"MZ")
    named = {"VERSION": "0.1.0", "FOLDER": str(tmp_path / "folder"), "RESULT": str(tmp_path / "installer.exe")}
    command = [tools.need("makensis"), "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in named.items()]
    subprocess.run([*command, "resources/installer.nsi"], cwd=ROOT, check=True)
    assert (tmp_path / "installer.exe").read_bytes().startswith(b"MZ")


def test_the_workflow_checks_builds_and_installs_before_it_hands_out() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "windows.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["installer"]
    assert job["runs-on"] == "windows-latest"
    steps = "\n".join(step.get("run") or step["uses"] for step in job["steps"])
    order = [
        "actions/checkout@",
        "actions/setup-python@",
        "main.py test",
        "main.py build",
        "installer.nsi",
        "upload-artifact@",
    ]
    places = [steps.index(text) for text in order]
    assert places == sorted(places)


def test_every_file_a_step_names_exists() -> None:
    text = (ROOT / ".github" / "workflows" / "windows.yml").read_text(encoding="utf-8")
    named = {match.replace("\\", "/") for match in re.findall(r"\b(?:main\.py|resources\\\S+)", text)}
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()
