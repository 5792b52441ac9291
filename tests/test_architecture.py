"""Who may import whom: the table of CONTRIBUTING.md as a check."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEPS = {"etl.model", "etl.knowledge", "etl.numerals", "etl.fold"}
DRAWING = {"dashboard.query", "dashboard.charts", "dashboard.maps", "dashboard.download", "dashboard.deck",
           "dashboard.words", "dashboard.outlines", "dashboard.timelines", "etl.table"}

# module or package → what of ours it may import; a package may always import its own modules
MAY_IMPORT = {
    "etl.model": set(),
    "etl.numerals": set(),
    "etl.fold": {"etl.knowledge"},
    "etl.knowledge": {"etl.model"},
    "etl.table": {"etl.model", "etl.knowledge"},
    "etl.read": STEPS,
    "etl.segment": STEPS,
    "etl.extract": STEPS,
    "etl.resolve": STEPS | {"etl.extract"},
    "etl.assemble": STEPS | {"etl.extract", "etl.resolve", "etl.segment"},
    "etl.explain": STEPS | {"etl.extract", "etl.resolve", "etl.assemble", "etl.segment"},
    "etl.explain_text": {"etl.explain", "etl.read"},
    "etl.export": {"etl.table", "etl.knowledge"},
    "etl.written": {"etl.knowledge"},
    "etl.brief_words": set(),
    "etl.brief": {"etl.table", "etl.knowledge", "etl.written", "etl.brief_words"},
    "etl.brief_docx": {"etl.brief"},
    "etl.diff": {"etl.table"},
    "etl.diff_text": {"etl.diff", "etl.written"},
    "etl.store": {"etl.table"},
    "etl.corrections": {"etl.table"},
    "etl.pipeline": {"etl"},
    "etl.engine": {"etl"},
    "etl.__main__": {"etl"},
    "dashboard.query": DRAWING,
    "dashboard.charts": DRAWING,
    "dashboard.drawn": DRAWING,
    "dashboard.maps": DRAWING | {"etl.knowledge"},
    "dashboard.download": DRAWING,
    "dashboard.deck": DRAWING | {"etl.written"},
    "dashboard.words": {"etl.table", "etl.knowledge", "etl.written"},
}
DRAWS_STREAMLIT = ("dashboard.app", "dashboard.shell", "dashboard.head", "dashboard.facets", "dashboard.board",
                   "dashboard.listing", "dashboard.panels",
                   "dashboard.meeting", "dashboard.views")
TOUCHES_FILES = ("etl.read", "etl.knowledge", "etl.store", "etl.corrections", "etl.__main__")


def modules() -> list[tuple[str, Path]]:
    found = []
    for folder in ("etl", "dashboard"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, ``from etl import read`` as ``etl.read``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert all(alias.name != "*" for alias in node.names), f"{path}: star import"
            whole = node.module in ("etl", "dashboard", "dashboard.views") or (
                ROOT / node.module.replace(".", "/")).is_dir()
            yield from (f"{node.module}.{alias.name}" if whole else node.module for alias in node.names)


def covered(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(one + ".") for one in allowed)


def rule(module: str) -> set[str] | None:
    """What the module may import of ours; None where the table leaves it free."""
    for name in sorted(MAY_IMPORT, key=len, reverse=True):
        if module == name or module.startswith(name + "."):
            return MAY_IMPORT[name] | {name}
    return None


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_follow_the_table(module, path):
    ours = {name for name in imports(path) if name.split(".")[0] in ("etl", "dashboard") and name != module}
    allowed = rule(module)
    if module.startswith("etl"):
        assert not [name for name in ours if name.startswith("dashboard")], "etl never imports dashboard"
        assert module == "etl" or allowed is not None, f"{module} is new: give it a row in MAY_IMPORT and CONTRIBUTING.md"
    if allowed is not None:
        assert not sorted(name for name in ours if not covered(name, allowed))
    if module.startswith("dashboard.views."):
        assert not [name for name in ours if name.startswith("dashboard.views.")], "a view never imports another view"
    if not module.startswith(DRAWS_STREAMLIT):
        assert "streamlit" not in {name.split(".")[0] for name in imports(path)}, "Streamlit is for app, facets, views"


@pytest.mark.parametrize(("module", "path"), [(m, p) for m, p in modules() if m.startswith("etl")
                                              and not m.startswith(TOUCHES_FILES)], ids=lambda v: v if isinstance(v, str) else "")
def test_steps_touch_no_files(module, path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    calls |= {node.func.attr for node in ast.walk(tree)
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert not calls & {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def test_no_file_of_the_dashboard_hides_the_standard_library():
    """``streamlit run`` puts dashboard/ first on the import path."""
    names = {path.stem for path in (ROOT / "dashboard").glob("*.py")} - {"__init__"}
    assert not names & sys.stdlib_module_names
