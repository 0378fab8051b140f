from pathlib import Path

import pytest

from bot.directory import KINDS, FaultyFile, read_table

HEADER = ",".join(KINDS["absences"].columns)
COLUMNS = KINDS["absences"].columns


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "absences.csv"


def refused(file: Path) -> list[tuple[int, str]]:
    with pytest.raises(FaultyFile) as found:
        read_table(file, COLUMNS)
    return [(fault.line, fault.problem) for fault in found.value.faults]


def test_a_byte_order_mark_columns_in_any_order_and_space_around_cells_are_fine(file: Path) -> None:
    file.write_text(
        "\ufeffplanned, person,from,expected_back,returned_on\r\n no , Zoë ,2026-11-02,,\r\n", "utf-8"
    )
    (row,) = read_table(file, COLUMNS).rows
    assert row.line == 2
    assert row.cells == {
        "planned": "no",
        "person": "Zoë",
        "from": "2026-11-02",
        "expected_back": "",
        "returned_on": "",
    }


def test_rows_remember_their_line_over_empty_ones_and_cells_of_several_lines(file: Path) -> None:
    file.write_text(f'{HEADER}\na,,,,\n\n,,,,\n"b\nb",,,,\nc,,,,\n', "utf-8")
    assert [row.line for row in read_table(file, COLUMNS).rows] == [2, 5, 7]


def test_a_row_with_a_cell_too_many_is_named_and_the_others_are_read(file: Path) -> None:
    file.write_text(f"{HEADER}\na,,,,\nb,,,,,\n", "utf-8")
    found = read_table(file, COLUMNS)
    assert [row.line for row in found.rows] == [2]
    assert [fault.line for fault in found.faults] == [3]


def test_an_empty_file_needs_a_header(file: Path) -> None:
    file.write_text("", "utf-8")
    assert refused(file) == [(1, f"the file must begin with a header: {HEADER}")]


def test_a_file_without_a_header_is_refused(file: Path) -> None:
    file.write_text("manager,2026-11-02,,,no\n", "utf-8")
    assert [line for line, _ in refused(file)] == [1]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (HEADER.replace("planned", "plan"), "the column planned is missing"),
        (f"{HEADER},sickness", "a column is there that is not known"),
        (f"{HEADER},planned", "a column is there twice"),
    ],
)
def test_a_header_that_differs_says_how(file: Path, header: str, says: str) -> None:
    file.write_text(f"{header}\n", "utf-8")
    assert any(problem.startswith(says) for _, problem in refused(file))


def test_text_that_is_not_utf_8_is_refused_with_its_line(file: Path) -> None:
    file.write_bytes(f"{HEADER}\na,,,,\n".encode() + "Zoë,,,,\n".encode("latin-1"))
    assert [line for line, _ in refused(file)] == [3]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{HEADER}\na,,,,\n".encode("utf-16"), "the file is UTF-16 text, not UTF-8"),
        (f"{HEADER}\na,,,,\n".encode("utf-16-le"), "the file is UTF-16 text, not UTF-8"),
        (b"PK\x03\x04\x14\x00", "the file is a workbook, not a CSV file"),
        (HEADER.replace(",", ";").encode(), "the cells are separated by semicolons, not by commas"),
        (HEADER.replace(",", '";"').join('""').encode(), "the cells are separated by semicolons"),
        (HEADER.replace(",", "\t").encode(), "the cells are separated by tabs, not by commas"),
        (f"sep=,\r\n{HEADER}".encode(), "the line with sep= is for Excel alone. Take it out."),
        (f"sep=;\r\n{HEADER}".encode(), "the line with sep= is for Excel alone. Take it out."),
    ],
)
def test_what_a_spreadsheet_program_saved_instead_is_named(file: Path, content: bytes, says: str) -> None:
    file.write_bytes(content)
    ((line, problem),) = refused(file)
    assert line == 1
    assert problem.startswith(says)
    assert problem.endswith("out.") or "CSV UTF-8 (comma delimited)" in problem


def test_an_optional_column_may_be_there_or_not(file: Path) -> None:
    file.write_text(f"{HEADER}\na,,,,\n", "utf-8")
    assert "seen_on" not in read_table(file, COLUMNS, ("seen_on",)).rows[0].cells
    file.write_text(f"{HEADER},seen_on\na,,,,,b\n", "utf-8")
    assert read_table(file, COLUMNS, ("seen_on",)).rows[0].cells["seen_on"] == "b"


def test_a_quote_that_is_never_closed_is_refused_with_its_line(file: Path) -> None:
    file.write_text(f'{HEADER}\na,,,,\n"b,,,,\nc,,,,\n', "utf-8")
    assert [line for line, _ in refused(file)] == [3]
