"""The runner of the vectors: a failure is never taken for a pass."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.run import KINDS, VECTORS, find_check, main, run_file

RUN = Path(__file__).parent / "run.py"


def cases(count: int) -> list[dict[str, Any]]:
    lines = (VECTORS / "fql.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:count]]


def write(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the runner says when it refuses its arguments with exit code 2."""
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2
    return capsys.readouterr().err


def test_vectors_that_pass_exit_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write(tmp_path / "fql.jsonl", cases(3)))]) == 0
    assert capsys.readouterr().out.startswith("fql.jsonl: 3 passed, 0 failed\n")


@pytest.mark.parametrize(
    ("part", "altered"),
    [("generated", "x"), ("matches", []), ("ast", {"type": "group"}), ("fql", "type = 'x'")],
)
def test_an_altered_vector_fails(
    part: str, altered: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = cases(2)
    bad[part] = altered
    path = write(tmp_path / "fql.jsonl", [good, bad])
    assert main([str(path)]) == 1
    out = capsys.readouterr().out
    assert "1 passed, 1 failed" in out
    assert f"{bad['id']} ({bad['feature']})" in out


def test_members_in_another_order_fail(tmp_path: Path) -> None:
    [case] = cases(1)
    case["ast"] = dict(reversed(case["ast"].items()))
    assert main([str(write(tmp_path / "fql.jsonl", [case]))]) == 1


def test_an_exception_fails_its_case_and_the_run_goes_on(tmp_path: Path) -> None:
    good, bad = cases(2)
    del bad["fql"]
    results = run_file(write(tmp_path / "fql.jsonl", [bad, good]), "fql")
    assert [result.mismatch is None for result in results] == [False, True]
    assert results[0].mismatch is not None
    assert results[0].mismatch.actual == "KeyError: 'fql'"


def test_a_kind_that_is_not_built_fails_every_case() -> None:
    mismatch = find_check("of_tomorrow")({"expect": {"a": 1}})
    assert mismatch is not None
    assert (mismatch.expected, mismatch.actual) == ('{"a": 1}', "not built")


def test_the_kind_is_the_files_name_or_what_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "other.jsonl", cases(1))
    assert "names no known kind" in refused([str(path)], capsys)
    assert main([str(path), "--kind", "fql"]) == 0
    assert "invalid choice" in refused([str(path), "--kind", "other"], capsys)
    assert set(KINDS) >= {vectors.stem for vectors in VECTORS.glob("*.jsonl")}


@pytest.mark.parametrize("line", ["{", '{"id": NaN', "[1]", "\xff", "[" * 100_000])
def test_a_line_that_is_no_case_is_told_with_file_and_line(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "fql.jsonl", cases(1))
    with path.open("ab") as file:
        file.write(b"\n" + line.encode("latin-1") + b"\n")
    assert f"{path}:3: not" in refused([str(path)], capsys)


def test_a_missing_file_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is not a file" in refused([str(tmp_path / "fql.jsonl")], capsys)


def test_several_files_fail_when_one_does(tmp_path: Path) -> None:
    [good] = cases(1)
    (tmp_path / "bad").mkdir()
    first = write(tmp_path / "fql.jsonl", [good])
    second = write(tmp_path / "bad" / "fql.jsonl", [good | {"generated": "x"}])
    assert main([str(second), str(first)]) == 1


def test_a_reader_that_leaves_does_not_hide_the_result(tmp_path: Path) -> None:
    many = [
        case | {"feature": f"feature {number}", "generated": "x"} for number, case in enumerate(cases(400))
    ]
    path = write(tmp_path / "fql.jsonl", many)
    command = [sys.executable, str(RUN), str(path), "--show", "400"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
