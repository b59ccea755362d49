"""Our Dockerfile as data, and its layout built without a container engine."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = "/opt/parley"
"""Where the image has the environment."""


@dataclass(frozen=True)
class Instruction:
    """One line of a Dockerfile, continued lines joined."""

    word: str
    rest: str


def stages() -> list[list[Instruction]]:
    """The instructions of each stage."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    found: list[list[Instruction]] = []
    for line in lines:
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            found.append([])
        elif word:
            found[-1].append(Instruction(word, rest))
    return found


def context() -> list[str]:
    """What `.dockerignore` lets into an image."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("!") for line in lines if line.startswith("!")]


def environment() -> dict[str, str]:
    """What the image sets."""
    said = " ".join(each.rest for each in stages()[-1] if each.word == "ENV")
    return dict(part.split("=", 1) for part in shlex.split(said))


def command(word: str) -> list[str]:
    """The words of CMD or HEALTHCHECK."""
    (found,) = (each.rest for each in stages()[-1] if each.word == word)
    words: list[str] = json.loads(found[found.index("[") :])
    return words


def build(folder: Path) -> Path:
    """Do what the stage that builds does, in `folder` in the place of the image's root; where the environment is."""
    source, home = folder / "src", folder / HOME.lstrip("/")
    source.mkdir()
    home.parent.mkdir()
    (folder / "python").symlink_to(sys.executable)
    for each in stages()[0]:
        if each.word == "COPY":
            *names, target = each.rest.split()
            for name in names:
                assert name in context(), name
                _copy(ROOT / name, source / target / (Path(name).name if (ROOT / name).is_file() else ""))
        elif each.word == "RUN":
            line = each.rest.replace(HOME, str(home))
            path = f"{folder}:{os.environ['PATH']}"
            subprocess.run(line, shell=True, check=True, cwd=source, env={**os.environ, "PATH": path})
    shutil.rmtree(source)
    return home


def _copy(original: Path, copy: Path) -> None:
    if original.is_dir():
        shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(original, copy)
