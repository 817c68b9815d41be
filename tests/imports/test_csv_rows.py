import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.imports.csv_rows import Broken, read_csv, read_line_blocks

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


def rows_of(
    raw: bytes, *, encoding: str = "utf-8", chunk: int = 1 << 20, delimiter: str = ","
) -> list:
    chunks = [raw[at : at + chunk] for at in range(0, len(raw), chunk)]
    return list(read_csv(read_line_blocks(chunks, encoding), delimiter))


class TestReadCsv:
    @given(
        st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=8),
        st.integers(1, 9),
        st.sampled_from(",;\t|"),
    )
    @settings(max_examples=200, deadline=None)
    def test_reads_back_what_was_written_whatever_the_chunks(self, rows, chunk, delimiter):
        file = io.StringIO()
        csv.writer(file, delimiter=delimiter).writerows(rows)
        assert rows_of(file.getvalue().encode(), chunk=chunk, delimiter=delimiter) == rows

    @given(
        st.binary(max_size=300),
        st.integers(1, 40),
        st.sampled_from(["utf-8", "gb18030", "utf-16-le", "big5"]),
    )
    @settings(max_examples=300, deadline=None)
    def test_no_bytes_break_it(self, raw, chunk, encoding):
        for row in rows_of(raw, chunk=chunk, encoding=encoding):
            assert isinstance(row, Broken | list)

    @given(
        st.lists(
            st.sampled_from(["1,2", '"a,b', 'x"y,3', '"a\nb",4', "", "5,6"]),
            min_size=1,
            max_size=12,
        ),
        st.integers(1, 9),
    )
    @settings(max_examples=300, deadline=None)
    def test_chunks_never_change_what_is_read(self, lines, chunk):
        raw = "\n".join(lines).encode()
        assert rows_of(raw, chunk=chunk) == rows_of(raw)

    def test_an_unclosed_quotation_mark_loses_its_own_line_only(self):
        rows = rows_of(b'a,b\n1,"x\n2,3\n4,5')
        assert rows == [["a", "b"], Broken("quote_not_closed", '1,"x'), ["2", "3"], ["4", "5"]]

    def test_an_unclosed_quotation_mark_far_from_the_end_loses_its_own_line_only(self):
        rows = rows_of(b'a,b\n1,"x\n' + b"2,3\n" * 100_000, chunk=4096)
        assert len(rows) == 100_002
        assert [row for row in rows if isinstance(row, Broken)] == [
            Broken("quote_not_closed", '1,"x')
        ]

    def test_an_endless_line_is_one_broken_row_and_stays_out_of_memory(self):
        def chunks():
            yield b"a,b\n"
            for _ in range(64):
                yield b"x" * (1 << 20)
            yield b"\n1,2\n"

        rows = list(read_csv(read_line_blocks(chunks(), "utf-8"), ","))
        assert [row if isinstance(row, list) else row.code for row in rows] == [
            ["a", "b"],
            "line_too_long",
            ["1", "2"],
        ]
        assert len(rows[1].text) <= 2000

    def test_an_overlong_field_is_one_broken_row(self):
        rows = rows_of(b'a,b\n"' + b"x" * 200_000 + b'",1\n1,2\n')
        assert [type(row) for row in rows] == [list, Broken, list]

    def test_every_line_end_counts(self):
        assert rows_of(b"a,b\r\n1,2\r3,4\n5,6", chunk=1) == [
            ["a", "b"],
            ["1", "2"],
            ["3", "4"],
            ["5", "6"],
        ]

    def test_a_quotation_mark_inside_a_cell_is_a_letter(self):
        assert rows_of(b'4,12" ruler\n5,x\n') == [["4", '12" ruler'], ["5", "x"]]
