"""The workbench gives what the official packages gave, for every vector of a kind that is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.run import VECTORS, differences, run_file

KINDS = Path(__file__).parent / "kinds"
BUILT = sorted(path for path in VECTORS.glob("*.jsonl") if (KINDS / f"{path.stem}.py").is_file())


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_every_case_gives_what_the_original_gave(path: Path) -> None:
    results = run_file(path, path.stem)
    failed = sum(result.mismatch is not None for result in results)
    assert results
    assert failed == 0, "\n".join([f"{failed} of {len(results)} cases differ", *differences(results, 5)])
