import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.messaging.content import compile_content
from siyu.messaging.language import Expression, TemplateMistake, evaluate, parse

ZONE = "Asia/Shanghai"


def say(source, **values):
    return "".join(
        piece if isinstance(piece, str) else evaluate(piece, values, ZONE)
        for piece in parse(source)
    )


class TestParse:
    @pytest.mark.parametrize(
        ("source", "line", "column", "says"),
        [
            ("Hi {{ person.name", 1, 18, "never closed"),
            ("Hi {{ }}", 1, 7, "expected a name"),
            ("a\nb {{ person. }}", 2, 14, "after the dot"),
            ("{{ person.name | shout }}", 1, 18, "unknown filter shout"),
            ("{{ person.name | truncate }}", 1, 18, "takes 1 to 2"),
            ('{{ person.name | truncate("x") }}', 1, 18, "whole number"),
            ("{{ person.name | default('a' 'b') }}", 1, 30, "expected ,"),
            ('{{ x | date("%Q") }}', 1, 8, "knows %Y"),
            ("{{ __import__('os') }}", 1, 14, "expected | or }}"),
            ("{{ 1 + 1 }}", 1, 4, "expected a name"),
            ("{{ a.b.c.d.e.f.g.h.i.j.k }}", 1, 26, "too deep"),
        ],
    )
    def test_names_the_place_of_a_mistake(self, source, line, column, says):
        from siyu.messaging.language import position_of

        with pytest.raises(TemplateMistake) as caught:
            parse(source)
        assert says in caught.value.message
        assert position_of(source, caught.value.at) == (line, column)

    def test_reads_names_in_any_script_and_in_quotes(self):
        pieces = parse('{{ traits.城市 }}{{ traits["最爱 颜色"] }}')
        assert [piece.path for piece in pieces] == [("traits", "城市"), ("traits", "最爱 颜色")]

    @given(st.text())
    def test_any_text_parses_or_is_refused_and_nothing_else(self, source):
        try:
            pieces = parse(source)
        except TemplateMistake as mistake:
            assert 0 <= mistake.at <= len(source)
        else:
            if not any(isinstance(piece, Expression) for piece in pieces):
                assert "".join(pieces) == source

    @given(st.text(alphabet="{}|.()[]\"'\\ ab1,", max_size=60))
    def test_hostile_text_never_breaks_the_compiler(self, source):
        for part in ("subject", "text", "html", "link"):
            content, problems = compile_content({part: source}, lambda _: None)
            assert (content is None) == bool(problems)


class TestEvaluate:
    @pytest.mark.parametrize(
        ("source", "values", "said"),
        [
            ('{{ person.name | default("顾客") }}', {"person": {"name": "李华"}}, "李华"),
            ('{{ person.name | default("顾客") }}', {"person": {"name": ""}}, "顾客"),
            ('{{ person.name | default("顾客") }}', {}, "顾客"),
            ("{{ person.name.first }}", {"person": {"name": "李华"}}, ""),
            ("{{ traits.spent | money }}", {"traits": {"spent": 1234.5}}, "¥1,234.50"),
            ("{{ traits.spent | money('$') }}", {"traits": {"spent": "12"}}, "$12.00"),
            ("{{ traits.spent | number(1) }}", {"traits": {"spent": 2.25}}, "2.3"),
            ("{{ traits.spent | money }}", {"traits": {"spent": "much"}}, "much"),
            (
                "{{ traits.at | date('%m/%d') }}",
                {"traits": {"at": "2026-11-21T20:00:00Z"}},
                "11/22",
            ),
            ("{{ traits.at | date('%m/%d') }}", {"traits": {"at": "2026-11-22"}}, "11/22"),
            ("{{ traits.at | date }}", {"traits": {"at": "soon"}}, "soon"),
            ("{{ person.name | upper | truncate(3) }}", {"person": {"name": "alice"}}, "AL…"),
            ("{{ traits.n }}", {"traits": {"n": 3.0}}, "3"),
            ("{{ traits.n }}", {"traits": {"n": ["a", "b"]}}, "a, b"),
            ('{{ "{{" }} literal', {}, "{{ literal"),
        ],
    )
    def test_says(self, source, values, said):
        assert say(source, **values) == said

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        )
    )
    def test_no_value_breaks_a_filter(self, value):
        for chain in ("money", "number(2)", "date('%Y')", "upper", "truncate(2)", "default('x')"):
            assert isinstance(say(f"{{{{ v.x | {chain} }}}}", v={"x": value}), str)
