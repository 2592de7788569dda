"""Gets ready on the first start: fetches the libraries Qingshou stands on into a folder of its own, once.

Runs on a bare Python with the standard library only, and on Pythons that are too old far enough to say so.
The folder is filled by that Python's own pip, so a mirror or proxy that is configured there is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from ui.first_words import say, stop
from ui.system_packages import install_packages, install_system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)

# Words only people who change the program need, and where each is written.
WORKSHOP = {"test": "tests.everything", "bench": "tests.bench", "build": "ui.build"}


def prepare(word: str) -> None:
    """Return once this process runs on the libraries that ``word`` needs; else start it again on them."""
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        stop(
            f"清收通需要 Python 3.11 或更新的版本，现在运行的是 {found}。",
            f"Qingshou needs Python 3.11 or newer; this is {found}.",
        )
    lock = ROOT / ("requirements-test.txt" if word in WORKSHOP else "requirements.txt")
    made = make_ready(VENV, lock)
    if made or not inside(VENV):
        run_again(python_of(VENV), sys.orig_argv[1:])
    if word in ("", "test"):
        install_system_libraries(with_window=has_x11())


def word_of(arguments: list[str]) -> str:
    """The command among the arguments; empty where none is named and the window is meant."""
    rest = iter(arguments)
    for word in rest:
        if word in ("--book", "--lang"):
            next(rest, "")
        elif word != "--json" and not word.startswith(("--book=", "--lang=")):
            return word
    return ""


def workshop(word: str) -> Callable[[list[str]], int]:
    """The function that does a word of :data:`WORKSHOP`; the program that is handed out has none of them."""
    main: Callable[[list[str]], int] = importlib.import_module(WORKSHOP[word]).main
    return main


def frozen() -> bool:
    """True in the program made by ``main.py build``, which carries its libraries with it."""
    return bool(getattr(sys, "frozen", False))


def has_screen() -> bool:
    """False on a Linux machine where no window can be shown and none was asked for off screen."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def has_x11() -> bool:
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("QT_QPA_PLATFORM")


def open_missing_streams() -> None:
    """A windowed program on Windows has no console: let what is printed there vanish instead of failing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - stays open to the end


def python_of(venv: Path, windows: bool = os.name == "nt") -> Path:
    """The Python of a folder of libraries; without a console where the program was started without one."""
    if not windows:
        return venv / "bin" / "python"
    silent = Path(sys.executable).stem.lower() == "pythonw"
    return venv / "Scripts" / ("pythonw.exe" if silent else "python.exe")


def inside(venv: Path) -> bool:
    return venv.exists() and os.path.samefile(sys.prefix, venv)


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


def is_ready(venv: Path, lock: Path) -> bool:
    """True if the folder was filled from this very lock file and its Python still starts."""
    return read_or_empty(venv / f"{lock.stem}.stamp") == mark(lock) and is_sound(venv)


def is_sound(venv: Path) -> bool:
    """True if the folder was once filled to the end by the Python that it runs now; a half-made one was not."""
    stamped = read_or_empty(venv / "python.stamp")
    return bool(stamped) and stamped == version_of(python_of(venv))


def mark(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def write_stamps(venv: Path, lock: Path) -> None:
    """The tests' lock holds everything the program's lock holds, so it counts for both."""
    (venv / "python.stamp").write_text(version_of(python_of(venv)), encoding="ascii")
    for filled in {lock, lock.with_name("requirements.txt")}:
        if filled.exists():
            (venv / f"{filled.stem}.stamp").write_text(mark(filled), encoding="ascii")


def read_or_empty(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


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
    options = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
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


def run_again(python: Path, arguments: list[str], windows: bool = os.name == "nt") -> NoReturn:
    """Become the same start on the other Python; Windows cannot become, so there it waits for a child's exit code."""
    os.environ.pop("__PYVENV_LAUNCHER__", None)  # macOS would go on looking in the old place
    command = [str(python), *arguments]
    if not windows:
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C reaches the child as well, and it decides
            raise SystemExit(child.wait())
