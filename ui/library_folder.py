"""Fills the folder of libraries on the first start, and again after an upgrade.

The folder is filled by the pip of the Python outside it, so a mirror or proxy that is configured there is used.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ui.bootstrap import is_ready, is_sound, python_of, read_or_empty
from ui.first_words import say, stop
from ui.system_packages import install_packages


def make_ready(venv: Path, lock: Path) -> bool:
    """True if the folder had to be filled; two starts at once wait for each other."""
    if is_ready(venv, lock):
        return False
    with alone(venv.with_name(venv.name + ".lock")):
        if is_ready(venv, lock):
            return True
        say(
            "正在准备清收通所需的程序库，只在第一次启动或升级后进行，约需一至数分钟……",
            "Fetching the libraries Qingshou needs; this happens once and takes a minute or a few…",
        )
        if not is_sound(venv):
            make_folder(venv)
        fill(venv, lock)
        write_stamps(venv, lock)
        return True


def write_stamps(venv: Path, lock: Path) -> None:
    """The tests' lock holds everything the program's lock holds, so it counts for both."""
    (venv / "python.stamp").write_text(version_of(python_of(venv)), encoding="ascii")
    for filled in {lock, lock.with_name("requirements.txt")}:
        if filled.exists():
            (venv / f"{filled.stem}.stamp").write_text(read_or_empty(filled), encoding="utf-8")


def version_of(python: Path) -> str:
    """Such as ``3.11``; empty if it does not start, as when the Python it was made from is gone."""
    command = [str(python), "-S", "-E", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return (
            subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
            .stdout.decode()
            .strip()
        )
    except (OSError, subprocess.CalledProcessError):
        return ""


def make_folder(venv: Path) -> None:
    """Without pip inside: bare Debian has no ensurepip, and the pip outside serves as well."""
    shutil.rmtree(venv, ignore_errors=True)
    if subprocess.call([base_python(), "-m", "venv", "--without-pip", str(venv)]):
        stop(
            f"无法在程序文件夹内建立 {venv.name}，请确认该文件夹可以写入。",
            f"Could not make {venv.name} in the program's folder; see that the folder can be written to.",
        )


def fill(venv: Path, lock: Path) -> None:
    quiet = [] if sys.stderr is not None and sys.stderr.isatty() else ["-qq"]
    # The lock names everything there is to install. Asked to look further, pip finds newer releases of what one
    # library wants with an extra (``coverage[toml]``) and refuses them, because the lock has no hash of theirs.
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    # A setting made for the user's own Python ("--user") must not reach into this folder.
    settings = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if subprocess.call([*pip_for(venv), "install", *quiet, *options], env=settings):
        stop(
            "程序库没有下载完整。请检查网络，或为 pip 设置可用的镜像后，再次启动即可继续。",
            "The libraries could not be fetched. Check the network or pip's settings, then start again.",
        )


def pip_for(venv: Path) -> list[str]:
    """The command that installs into the folder: with an outer pip if there is one, else with one put inside."""
    if not has_pip(base_python()) and importlib.util.find_spec("ensurepip"):
        subprocess.call([str(python_of(venv)), "-m", "ensurepip"], stdout=subprocess.DEVNULL)
        return [str(python_of(venv)), "-m", "pip"]
    if not has_pip(base_python()):
        install_packages(["python3-pip"])
    return [base_python(), "-m", "pip", "--python", str(python_of(venv))]


def has_pip(python: str) -> bool:
    return subprocess.call([python, "-c", "import pip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def base_python() -> str:
    """The Python outside any folder of libraries, which is there however this one was started."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a file that only one start at a time can hold; the system lets go of it however the start ends."""
    with path.open("a+b") as file:
        hold(file.fileno())
        yield


def hold(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:  # gives up after ten seconds, which is less than a download takes
            with contextlib.suppress(OSError):
                return msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)
