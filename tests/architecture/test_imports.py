"""Imports point one way, and third-party packages stay in their rooms (contracts in pyproject.toml)."""

from importlinter.cli import lint_imports


def test_every_import_contract_is_kept() -> None:
    assert lint_imports(no_cache=True) == 0
