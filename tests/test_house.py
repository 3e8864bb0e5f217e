"""The laws of the house, read from its own files."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

HOUSE = Path(__file__).resolve().parent.parent
ENGINE = HOUSE / "engine"

STAGES = (
    "diagnostics",
    "frameworks",
    "rules",
    "cases",
    "assurance",
    "rounds",
    "reports",
    "workbench",
    "testing",
    "cli",
)
"""The stages, in the order of the data's way through them: each may import those before it."""

FOUNDATIONS = ("data", "files", "version")
"""Modules that belong to no stage, import none, and may be imported by all."""

OF_ONE_INSPECTORATE = (
    # who inspects, and who is inspected
    r"[Pp]robation",
    r"HMIP?",
    r"HMPPS",
    r"NPS",
    r"CRC",
    r"Merseyside",
    # its highest grade, which no other word resembles
    r"[Oo]utstanding",
    # its samples, and what it asks of each case
    r"[Rr]o[Ss][Hh]",
    r"OASys",
    r"case-supervision",
    r"court-reports",
    r"victim-work",
    r"unpaid[ -]work",
    r"[Tt]hrough[ -][Tt]he[ -][Gg]ate",
    # the codes of its standards and questions, 2.1 or 2.1.1b; "2.1.0" is somebody's version
    r"(?<!\.)[1-4]\.[1-4](\.[1-9][a-z]?)?(?!\.\d)",
    # the years of its versions
    r"20(18-19|19-20)",
)
"""Whole words that stand nowhere in the engine, examples and comments included."""

OF_SOME_FRAMEWORKS = (
    r"[Rr]equires[ _][Ii]mprovement",
    r"[Ii]nadequate",
    r"[Kk]ey[ _-][Qq]uestions?",
    r"KeyQuestions?",
    r"[Ss]ervice[ _-][Uu]sers?",
    r"[Rr]esponsible[ _-][Oo]fficers?",
)
"""Whole words that a docstring may use in an example of the language, and code may not."""

MAY_USE_FLOATS: dict[str, str] = {}
"""Modules of engine/ that may, and what they show with them; nothing decides by a float."""

HEAVY = {
    "duckdb",
    "hypothesis",
    "jsonschema",
    "lark",
    "narwhals",
    "numpy",
    "polars",
    "pyspark",
    "python_calamine",
    "rich",
    "xlsxwriter",
    "yaml",
    "z3",
}
"""What takes long to load, and what `assay --help` does without."""

MADE_HERE = {
    "__pycache__",
    "build",
    "dist",
    "htmlcov",
}
"""Folders that no person wrote, beside those whose name begins with a dot."""


def within(folder: Path) -> str:
    return folder.relative_to(HOUSE).as_posix()


def written_by_people(top: Path) -> list[Path]:
    """Every file below, but for what the tools make."""
    entries = sorted(top.iterdir())
    files = [e for e in entries if e.is_file() and not e.name.startswith(".coverage")]
    for folder in entries:
        hidden = folder.name.startswith(".") and folder.name != ".ci"
        if folder.is_dir() and not hidden and folder.name not in MADE_HERE:
            files += written_by_people(folder)
    return files


def modules() -> list[Path]:
    return [p for p in written_by_people(ENGINE) if p.suffix == ".py"]


def seen(paths: Iterable[Path], look: Callable[[str], list[tuple[int, str]]]) -> list[str]:
    """What there is to see in the files, a line each: place and words."""
    found = []
    for path in paths:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:  # a picture or a spreadsheet
            continue
        found += [f"{within(path)}:{line}: {words}" for line, words in look(text)]
    return found


def stage_of(module: str) -> str | None:
    """The stage of `engine.stage.module`; none for `engine` itself."""
    _, _, rest = module.partition(".")
    return rest.partition(".")[0] or None


def imported(tree: ast.AST) -> list[tuple[int, str]]:
    """Every module of engine/ that a source names, wherever it does, with the line."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [(node.lineno, name.name) for name in names]
            case ast.ImportFrom(module="engine", level=0, names=names):
                found += [(node.lineno, f"engine.{name.name}") for name in names]
            case ast.ImportFrom(module=str(module), level=0):
                found.append((node.lineno, module))
            case ast.ImportFrom(level=level) if level > 0:
                found.append((node.lineno, "engine.(a relative import)"))
            case ast.Constant(value=str(text)) if re.fullmatch(r"engine(\.\w+)+", text):
                found.append((node.lineno, text))  # for importlib
    return [(line, name) for line, name in found if name.split(".")[0] == "engine"]


def may_import(source: str, module: str) -> bool:
    """Whether a stage (or one of the foundations) may import this module."""
    target = stage_of(module)
    if target in FOUNDATIONS:
        return True
    if source not in STAGES or target not in STAGES:
        return False
    return STAGES.index(target) <= STAGES.index(source)


def out_of_order(source: str, code: str) -> list[tuple[int, str]]:
    """The imports in a stage's code that it may not have."""
    return [(n, m) for n, m in imported(ast.parse(code)) if not may_import(source, m)]


def matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """Each match with its line."""
    lines = enumerate(text.splitlines(), start=1)
    return [(n, m[0]) for n, line in lines for m in pattern.finditer(line)]


def words(which: Iterable[str], text: str) -> list[tuple[int, str]]:
    """Each of these words, as a whole word, with its line."""
    return matches(re.compile(rf"(?<![^\W_])({'|'.join(which)})(?![^\W_])"), text)


def without_docstrings(code: str) -> str:
    """The code, with an empty line for each line of a docstring."""
    lines = code.splitlines()
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Expr(value=ast.Constant(value=str()), lineno=first, end_lineno=int(last)):
                lines[first - 1 : last] = [""] * (last - first + 1)
    return "\n".join(lines)


def floats(code: str) -> list[tuple[int, str]]:
    """Every float that is written out, or made by its name, with its line."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Constant(value=float()) | ast.Call(func=ast.Name(id="float")):
                found.append((node.lineno, ast.unparse(node)))
    return found


def places_of_one_machine(text: str) -> list[tuple[int, str]]:
    """Paths and hosts that mean something on one machine only."""
    folders = r"(?<![\w.~}*-])/(work|root|farm|(home|Users)/[a-z]+)(?![\w-])"
    hosts = r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(org|com)"
    return matches(re.compile(f"{folders}|{hosts}"), text)


# The stages


def test_every_folder_of_the_engine_is_a_stage():
    folders = {p.name for p in ENGINE.iterdir() if p.is_dir() and list(p.glob("*.py"))}
    assert folders <= set(STAGES)


def test_every_module_beside_the_stages_is_a_foundation():
    modules = {p.stem for p in ENGINE.glob("*.py")} - {"__init__"}
    assert modules == set(FOUNDATIONS)


def test_no_stage_imports_a_stage_below_it():
    # engine/__init__.py hands on what a notebook wants, from every stage.
    wrong = []
    for path in set(modules()) - {ENGINE / "__init__.py"}:
        stage = path.relative_to(ENGINE).with_suffix("").parts[0]
        wrong += seen([path], partial(out_of_order, stage))
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("rules", "import engine.cases.read"),
        ("rules", "from engine.cases import read"),
        ("rules", "from engine import cases"),
        ("rules", "from engine import load_framework"),
        ("rules", "from .parse import parsed"),
        ("rules", "from . import parse"),
        ("rules", "def f():\n    from engine.cases import read"),
        ("rules", "if TYPE_CHECKING:\n    from engine.cases import read"),
        ("rules", "importlib.import_module('engine.cases.read')"),
        ("data", "from engine.diagnostics import Finding"),
    ],
)
def test_an_import_from_below_is_noticed(source, code):
    assert out_of_order(source, code)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("rules", "from engine.rules.tree import Rule"),
        ("rules", "from engine.frameworks.model import Item"),
        ("rules", "from engine import data"),
        ("rules", "from engine.version import VERSION"),
        ("rules", "import json"),
        ("cli", "importlib.import_module('engine.cases.read')"),
    ],
)
def test_an_import_from_above_is_fine(source, code):
    assert out_of_order(source, code) == []


# What the engine may not know


def test_the_engine_knows_no_inspectorate():
    assert seen(written_by_people(ENGINE), partial(words, OF_ONE_INSPECTORATE)) == []


def test_the_engine_knows_no_frameworks_words():
    def in_code(code: str) -> list[tuple[int, str]]:
        return words(OF_SOME_FRAMEWORKS, without_docstrings(code))

    others = set(written_by_people(ENGINE)) - set(modules())
    assert seen(modules(), in_code) == []
    assert seen(sorted(others), partial(words, OF_SOME_FRAMEWORKS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "if provider_type == 'NPS':",
        "is_outstanding = True",
        "framework.probation",
        '"""Such as 2.1."""',
        "item('3.2.1b')",
        "# as probation has it",
        "standards/2018-19",
    ],
)
def test_a_word_of_one_inspectorate_is_noticed(text):
    assert words(OF_ONE_INSPECTORATE, text)


@pytest.mark.parametrize("text", ["sarif-2.1.0", "'2.1.0'", "understanding", "3.11", "0.5"])
def test_other_words_are_fine(text):
    assert words(OF_ONE_INSPECTORATE, text) == []


def test_a_frameworks_word_is_noticed_in_code_and_not_in_a_docstring():
    code = '"""Say\n\na key question."""\nx = "key question"  # a key_question\n'
    found = words(OF_SOME_FRAMEWORKS, without_docstrings(code))
    assert found == [(4, "key question"), (4, "key_question")]


# Exactness


def test_nothing_in_the_engine_counts_in_floats():
    exact = [p for p in modules() if within(p) not in MAY_USE_FLOATS]
    assert seen(exact, floats) == []


@pytest.mark.parametrize("code", ["x = 0.5", "x = 1e3", "x = float(y)", "f(x=-1.0)"])
def test_a_float_is_noticed(code):
    assert floats(code)


def test_asking_whether_a_cell_is_a_float_is_fine():
    assert floats("def f(x: float) -> bool: return isinstance(x, float)") == []


# Anybody's machine


def test_no_file_names_a_place_on_one_machine():
    assert seen(written_by_people(HOUSE), places_of_one_machine) == []


@pytest.mark.parametrize(
    "text",
    ["/" + "root/x", "cd /" + "work", "'/" + "work/main'", "https://py" + "pi.org/simple"],
)
def test_a_place_on_one_machine_is_noticed(text):
    assert places_of_one_machine(text)


@pytest.mark.parametrize(
    "text", ["caseload/workload", "frameworks/work", "/workload", "~/home"]
)
def test_other_paths_are_fine(text):
    assert places_of_one_machine(text) == []


def test_the_lock_pins_and_hashes_everything():
    lock = (HOUSE / "requirements.lock").read_text("utf-8")
    requirements = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^ *#.*\n?", "", lock).strip())
    wrong = [r for r in requirements if not re.search(r"==\S+[^\n]*(\\\n +--hash=\S+ ?)+", r)]
    assert wrong == []


def test_the_lock_has_every_dependency_of_the_project():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (HOUSE / "requirements.lock").read_text("utf-8")
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [w.partition(">")[0] for w in wanted]
    assert [n for n in names if f"\n{n}==" not in lock] == []


# A quick start


def python(*arguments: str | Path, cwd: Path = HOUSE, **environment: str) -> str:
    """What Python printed; a failure shows what it complained of."""
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


PROGRAM = """
import sys
from engine.cli import main
sys.argv = ["assay", "{}"]
try:
    main()
finally:
    print("loaded:", *sys.modules)
"""


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_a_command_that_only_prints_words_loads_nothing_heavy(argument):
    _, _, loaded = python("-c", PROGRAM.format(argument)).partition("loaded:")
    assert {name.partition(".")[0] for name in loaded.split()} & HEAVY == set()


def test_the_checkout_runs_without_being_installed():
    assert VERSION in python("cli.py", "--version")


# The package


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package as it is installed, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (path,) = folder.glob("*.whl")
    return path


KINDS = ("examples", "schemas", "standards")
"""What comes with the package."""


@pytest.mark.slow
def test_a_wheel_holds_the_engine_and_its_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    data = "engine/_data/"
    assert {n.partition("/")[0] for n in names} == {
        "engine",
        f"assay_engine-{VERSION}.dist-info",
    }
    assert {n.split("/")[2] for n in names if n.startswith(data)} == {*KINDS}
    for kind in KINDS:
        beside = {p.relative_to(HOUSE).as_posix() for p in written_by_people(HOUSE / kind)}
        assert {n.removeprefix(data) for n in names if n.startswith(data + kind)} == beside


@pytest.mark.slow
def test_a_wheel_brings_the_plugin_and_asks_for_no_pytest(wheel):
    archive, info = zipfile.ZipFile(wheel), f"assay_engine-{VERSION}.dist-info"
    points = archive.read(f"{info}/entry_points.txt").decode()
    assert "[pytest11]\nassay = engine.testing.plugin" in points
    metadata = archive.read(f"{info}/METADATA").decode()
    needed = re.findall(r"^Requires-Dist: ([\w-]+)(?!.*extra ==)", metadata, re.MULTILINE)
    assert "lark" in needed
    assert {"pytest", "hypothesis"} & set(needed) == set()


@pytest.mark.slow
def test_a_wheel_finds_its_data_wherever_it_is_installed(wheel, tmp_path):
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(installed)
    elsewhere.mkdir()
    program = "from engine.data import folder; print(folder('standards'), folder('schemas'))"
    found = python("-c", program, cwd=elsewhere, PYTHONPATH=str(installed))
    data = installed / "engine" / "_data"
    assert found.split() == [str(data / "standards"), str(data / "schemas")]
