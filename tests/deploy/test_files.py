"""The files that others run Parley by name what is there."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from bot.config import Settings
from bot.metrics import Durations, Figures, Stored, exposition
from core.backlog import Backlog
from core.errands import Task
from tests.deploy.dockerfile import ROOT, command, context, environment, stages

pytestmark = pytest.mark.spec("OPS-2")
SETTINGS = {str(field.alias) for field in Settings.model_fields.values()}
NOTHING = Backlog(0, None, datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
EVERYTHING = Figures(
    Stored(NOTHING, NOTHING, 0, timedelta()),
    {(Task.MAKE_ROOM, "done"): 1},
    {"here": 1},
    Durations(),
    {"store": (1, 2)},
    heartbeat_age=0.0,
    unsigned={"stripe": 1},
    untranslated={"de": 1},
    set_back={"complete": 1},
)
PACKAGED = {"core", "storage", "scheduler", "gateways", "bot", "playground"}


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_image_has_each_package_and_no_tool_of_the_tests() -> None:
    copied = {
        name
        for stage in stages()
        for each in stage
        if each.word == "COPY"
        for name in each.rest.split()[:-1]
    }
    ours = {name for name in copied if not name.startswith(("--", "/"))}
    assert ours == set(context())
    assert {name for name in ours if (ROOT / name).is_dir()} == PACKAGED
    assert "requirements/runtime.lock" in ours


def test_the_image_runs_as_nobody_special_and_tells_whether_it_lives() -> None:
    said = {each.word: each.rest for each in stages()[-1]}
    assert said["USER"].isdigit()
    assert int(said["USER"]) > 0
    assert command("CMD") == ["parley", "run"]
    assert "8081/health" in " ".join(command("HEALTHCHECK"))
    assert {name for name in environment() if name.startswith("PARLEY_")} <= SETTINGS


@pytest.mark.parametrize("name", ["compose.yml", "compose.sqlite.yml"])
def test_the_compose_files_lock_the_bot_up_and_set_what_is_there(name: str) -> None:
    bot = loaded(name)["services"]["bot"]
    assert bot["read_only"]
    assert bot["cap_drop"] == ["ALL"]
    assert set(bot.get("environment", {})) <= SETTINGS
    assert "./secrets:/run/secrets:ro" in bot["volumes"]
    named = re.findall(r"[A-Z]+_[A-Z_]+", (ROOT / name).read_text(encoding="utf-8"))
    assert {each for each in named if not each.startswith("POSTGRES_")} <= SETTINGS


def test_the_pods_are_locked_up_and_set_what_is_there() -> None:
    pod = loaded("deploy/kubernetes.yaml")["spec"]["template"]["spec"]
    (bot,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert bot["securityContext"]["readOnlyRootFilesystem"]
    assert {each["name"] for each in bot["env"]} <= SETTINGS
    volumes = {each["name"] for each in pod["volumes"]}
    assert {each["name"] for each in bot["volumeMounts"]} == volumes


def test_the_unit_starts_what_make_setup_installs() -> None:
    unit = (ROOT / "deploy" / "parley.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/parley/.venv/bin/parley run" in unit
    assert set(re.findall(r"(PARLEY_\w+)=", unit)) <= SETTINGS


def test_alerts_and_dashboard_ask_for_figures_that_there_are() -> None:
    rules = [rule["expr"] for group in loaded("deploy/alerts.yml")["groups"] for rule in group["rules"]]
    dashboard = json.loads((ROOT / "deploy" / "dashboard.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    told = exposition(EVERYTHING).decode()
    for expression in (*rules, *asked):
        for name in re.findall(r"parley_\w+", expression):
            assert f"\n{name}" in told, expression


def test_each_alarm_that_is_explained_has_its_rule() -> None:
    explained = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rules = (ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"(?m)^\| `(parley_\w+)", explained))
    assert names
    assert {name for name in names if name not in rules} == set()
