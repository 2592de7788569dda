"""Gets what Qt needs from the system itself: installs Debian's packages, or names the line that does.

Knows the standard library only, because it runs before Qt can be imported.
"""

from __future__ import annotations

import ctypes
import os
import sys

from ui.first_words import say, stop

# Qt's wheels bring everything but these: library, Debian package.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def install_system_libraries(with_window: bool) -> None:
    """Checked before Qt is imported, because Qt only says that a file could not be opened."""
    if not sys.platform.startswith("linux"):
        return
    wanted = {**DRAWING, **(WINDOW if with_window else {})}
    install_packages([package for library, package in wanted.items() if not loads(library)])


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install_packages() -> bool:
    import shutil

    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: list[str]) -> None:
    """Install Debian packages if we may, else print the one line that does and stop."""
    if not packages:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if may_install_packages():
        say("正在安装系统组件：" + " ".join(packages), "Installing system packages: " + " ".join(packages))
        if quietly(["apt-get", "update"]) and quietly(line.split()):
            return
    stop(
        "缺少系统组件，请先执行这一行，再启动清收通：\n  sudo " + line,
        "System packages are missing; run this line, then start Qingshou again:\n  sudo " + line,
    )


def quietly(command: list[str]) -> bool:
    """True if it went well; only then nobody wants to read what it said."""
    import subprocess

    settings = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), file=sys.stderr)
    return done.returncode == 0
