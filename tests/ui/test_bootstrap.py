"""The first start on a bare machine makes its own folder of libraries, and the next ones find it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ui import bootstrap, library_folder, system_packages


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file that asks for nothing, so that a folder is filled without a network."""
    path = tmp_path / "requirements.txt"
    path.write_text("# nothing is needed\n")
    return path


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    return tmp_path / "the folder 清收" / ".venv"


@pytest.fixture(autouse=True)
def parent(venv: Path) -> None:
    venv.parent.mkdir()


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Each time the folder would be filled; pip itself is tried by every first start."""
    fillings: list[Path] = []
    monkeypatch.setattr(library_folder, "fill", lambda venv, lock: fillings.append(lock))
    return fillings


def test_the_first_start_fills_the_folder_and_the_second_leaves_it(venv: Path, lock: Path, filled: list[Path]) -> None:
    assert library_folder.make_ready(venv, lock)
    assert not library_folder.make_ready(venv, lock)
    assert filled == [lock]


def test_the_pip_outside_fills_the_folder(venv: Path, lock: Path) -> None:
    assert library_folder.make_ready(venv, lock)
    assert bootstrap.is_ready(venv, lock)
    assert not list(venv.rglob("pip")), "the folder needs no pip of its own"


def test_what_was_once_set_for_the_users_own_python_does_not_reach_the_folder(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    assert library_folder.make_ready(venv, lock)


def test_a_changed_lock_file_fills_the_same_folder_again(venv: Path, lock: Path, filled: list[Path]) -> None:
    library_folder.make_ready(venv, lock)
    (venv / "kept").touch()
    lock.write_text("# something else is needed\n")
    assert library_folder.make_ready(venv, lock)
    assert (venv / "kept").exists()
    assert len(filled) == 2


def test_a_half_made_folder_is_made_again(venv: Path, lock: Path, filled: list[Path]) -> None:
    library_folder.make_folder(venv)
    (venv / "half").touch()
    assert library_folder.make_ready(venv, lock)
    assert not (venv / "half").exists()


def test_a_folder_whose_python_is_gone_is_made_again(venv: Path, lock: Path, filled: list[Path]) -> None:
    library_folder.make_ready(venv, lock)
    bootstrap.python_of(venv).unlink()
    assert library_folder.make_ready(venv, lock)
    assert library_folder.version_of(bootstrap.python_of(venv)) == "{}.{}".format(*sys.version_info[:2])


def test_a_folder_made_by_another_python_than_it_now_runs_is_made_again(
    venv: Path, lock: Path, filled: list[Path]
) -> None:
    library_folder.make_ready(venv, lock)
    (venv / "python.stamp").write_text("3.10")
    assert library_folder.make_ready(venv, lock)
    assert len(filled) == 2


def test_a_filling_that_broke_off_is_begun_again(venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without_network:
        without_network.setattr(library_folder, "pip_for", lambda venv: [sys.executable, "-c", "raise SystemExit(1)"])
        with pytest.raises(SystemExit):
            library_folder.make_ready(venv, lock)
    assert not bootstrap.is_ready(venv, lock)
    assert library_folder.make_ready(venv, lock)
    assert bootstrap.is_ready(venv, lock)


def test_two_starts_at_once_fill_the_folder_once(venv: Path, lock: Path, filled: list[Path]) -> None:
    starts = [threading.Thread(target=library_folder.make_ready, args=(venv, lock)) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert filled == [lock]


def test_the_tests_lock_counts_for_the_program_too(venv: Path, lock: Path, filled: list[Path]) -> None:
    everything = lock.with_name("requirements-test.txt")
    everything.write_text(lock.read_text())
    library_folder.make_ready(venv, everything)
    assert bootstrap.is_ready(venv, lock)


def test_the_tests_lock_holds_all_that_the_programs_lock_holds() -> None:
    program, everything = (
        set((bootstrap.ROOT / name).read_text().split("\n")) for name in ("requirements.txt", "requirements-test.txt")
    )
    pins = {line for line in program if "==" in line}
    assert pins
    assert pins <= everything


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_a_lock_names_all_that_its_libraries_need(name: str) -> None:
    """It is installed as it stands, so what it forgets would be missing."""
    pins = dict(PIN.findall((bootstrap.ROOT / name).read_text()))
    versions = {canonicalize_name(pinned): version for pinned, version in pins.items()}
    needed = [need for pinned in pins if (found := installed(pinned)) for need in wanted_by(found, pinned)]
    assert len(needed) > 10
    assert [str(need) for need in needed if versions.get(canonicalize_name(need.name)) not in need.specifier] == []


PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


def installed(name: str) -> metadata.Distribution | None:
    """None for what only other systems have."""
    return next(iter(metadata.distributions(name=name)), None)


def wanted_by(found: metadata.Distribution, name: str) -> list[Requirement]:
    """What a library asks for on this system; ``psycopg`` is taken with its extra."""
    extra = {"psycopg": "binary"}.get(name, "")
    needs = [Requirement(text) for text in found.requires or ()]
    return [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]


def test_on_windows_the_folders_python_lies_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "python.exe")
    assert bootstrap.python_of(Path("folder"), windows=True) == Path("folder", "Scripts", "python.exe")
    assert bootstrap.python_of(Path("folder"), windows=False) == Path("folder", "bin", "python")


def test_on_windows_a_start_without_console_stays_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "pythonw.exe")
    assert bootstrap.python_of(Path("folder"), windows=True).name == "pythonw.exe"


def test_on_windows_the_second_start_is_a_child_whose_exit_code_counts() -> None:
    with pytest.raises(SystemExit) as ended:
        bootstrap.run_again(Path(sys.executable), ["-c", "raise SystemExit(3)"], windows=True)
    assert ended.value.code == 3


def test_elsewhere_the_start_becomes_the_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda path, command: became.append(command) or sys.exit(0))
    with pytest.raises(SystemExit):
        bootstrap.run_again(Path("folder/bin/python"), ["main.py", "words", "1"], windows=False)
    assert became == [["folder/bin/python", "main.py", "words", "1"]]


def test_an_old_python_is_told_so_in_both_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (default)")
    with pytest.raises(SystemExit):
        bootstrap.prepare("")
    said = capsys.readouterr().err
    assert "清收通需要 Python 3.11 或更新的版本，现在运行的是 3.9.2。" in said
    assert "Qingshou needs Python 3.11 or newer; this is 3.9.2." in said


def test_the_start_can_be_read_by_pythons_that_are_too_old() -> None:
    import ast

    for name in (
        "main.py",
        "ui/__init__.py",
        "ui/bootstrap.py",
        "ui/library_folder.py",
        "ui/first_words.py",
        "ui/system_packages.py",
    ):
        ast.parse((bootstrap.ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_console_that_lacks_chinese_letters_does_not_stop_the_start() -> None:
    code = "from ui import first_words; first_words.say('清收通', 'Qingshou')"
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], cwd=bootstrap.ROOT, env=surroundings, capture_output=True)
    assert done.stderr.splitlines() == [b"???", b"Qingshou"]


def test_missing_system_libraries_are_named_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system_packages, "may_install_packages", lambda: False)
    with pytest.raises(SystemExit):
        system_packages.install_system_libraries(with_window=True)
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in capsys.readouterr().err


def test_root_on_debian_gets_missing_system_libraries_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "loads", lambda library: library not in ("libxcb-cursor.so.0", "libGL.so.1"))
    monkeypatch.setattr(system_packages, "may_install_packages", lambda: True)
    monkeypatch.setattr(system_packages, "quietly", lambda command: called.append(command) or True)
    system_packages.install_system_libraries(with_window=True)
    assert [command[1] for command in called] == ["update", "install"]
    assert called[1][-2:] == ["libgl1", "libxcb-cursor0"]


def test_drawing_off_screen_asks_for_no_library_of_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "loads", lambda library: asked.append(library) or True)
    system_packages.install_system_libraries(with_window=False)
    assert set(asked) == set(system_packages.DRAWING)


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_is_there_when_linux_names_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for each in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(each, raising=False)
    assert not bootstrap.has_screen()
    monkeypatch.setenv(name, "something")
    assert bootstrap.has_screen()


def test_windows_always_has_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert bootstrap.has_screen()


def test_a_program_without_console_can_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    bootstrap.open_missing_streams()
    with sys.stdout as stream:
        assert print("nobody reads this") is None
        assert stream.writable()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], ""),
        (["--book", "folder"], ""),
        (["--book=folder", "--lang", "en"], ""),
        (["--book", "folder", "--json", "contracts"], "contracts"),
        (["words", "-5"], "words"),
        (["--help"], "--help"),
        (["build", "--help"], "--help"),
        (["test", "--help"], "test"),
    ],
)
def test_the_command_is_found_behind_the_options_every_command_takes(arguments: list[str], word: str) -> None:
    assert bootstrap.word_of(arguments) == word
