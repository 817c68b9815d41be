import pytest

from siyu.kernel.blocks import Block, Blocks
from siyu.messaging.content import compile_content
from siyu.messaging.values import name_check

ZONE = "Asia/Shanghai"
TIER = Block(kind="attribute", name="tier", title={"en": "Tier"}, implementation=None)


def compiled(**parts):
    content, problems = compile_content(parts, name_check(Blocks([TIER])))
    assert problems == []
    return content


def mistakes(**parts):
    content, problems = compile_content(parts, name_check(Blocks([TIER])))
    assert content is None
    return [(p.part, p.line, p.column, p.message) for p in problems]


def render(content, part, **values):
    return content.render(
        part,
        values,
        zone=ZONE,
        tracked=lambda n: f"https://s.cn/t/{n}",
        unsubscribe_url="https://s.cn/u/x",
    )


class TestNames:
    def test_every_unknown_name_is_found_with_its_place(self):
        found = mistakes(
            subject="{{ persn.name }}", text="a\n  {{ attributes.teir }} {{ person.shoe }}"
        )
        assert [place[:3] for place in found] == [
            ("subject", 1, 1),
            ("text", 2, 3),
            ("text", 2, 25),
        ]
        assert "attributes has tier" in found[1][3]

    def test_declared_attributes_and_any_trait_are_known(self):
        content = compiled(text="{{ attributes.tier }} {{ traits.anything.at.all }}")
        assert content.missing({"attributes": {"tier": "gold"}}) == ["traits.anything.at.all"]

    def test_the_link_needs_a_link_part(self):
        assert mistakes(text="{{ link }}")[0][3] == "the template has no link part"


class TestEscaping:
    def test_a_name_cannot_become_html(self):
        content = compiled(html='<p title="{{ person.name }}">{{ person.name }}</p>')
        said = render(content, "html", person={"name": '"><script>alert(1)</script>'})
        assert "<script" not in said and said.count("&lt;script&gt;") == 2

    def test_a_name_cannot_leave_its_place_in_an_address(self):
        content = compiled(link="https://s.cn/a?n={{ person.name }}&b=1", text="{{ link }}")
        address = content.links[0].address({"person": {"name": "x&admin=1#/../"}}, ZONE)
        assert address == "https://s.cn/a?n=x%26admin%3D1%23%2F..%2F&b=1"

    def test_a_name_cannot_break_a_subject_into_headers(self):
        content = compiled(subject="Hi {{ person.name }}", text="x")
        said = render(content, "subject", person={"name": "A\r\nBcc: v@x.cn"})
        assert said == "Hi A Bcc: v@x.cn"

    def test_text_is_left_as_it_is(self):
        content = compiled(text="{{ person.name }} & <b>")
        assert render(content, "text", person={"name": "<李>"}) == "<李> & <b>"


class TestLinks:
    def test_links_in_html_and_text_are_tracked_and_the_same_address_is_one_link(self):
        content = compiled(
            link="https://s.cn/new",
            text="看 https://s.cn/new，或 https://s.cn/b?x=1. 再见 {{ link }}",
            html='<a class="b" href="https://s.cn/b?x=1&amp;y=2">b</a><a href="{{ link }}">n</a>',
        )
        assert [link.source for link in content.links] == [
            "https://s.cn/new",
            "https://s.cn/b?x=1",
            "https://s.cn/b?x=1&y=2",
        ]
        assert render(content, "text") == (
            "看 https://s.cn/t/0，或 https://s.cn/t/1. 再见 https://s.cn/t/0"
        )
        assert render(content, "html") == (
            '<a class="b" href="https://s.cn/t/2">b</a><a href="https://s.cn/t/0">n</a>'
        )

    def test_quotes_inside_an_expression_do_not_end_the_attribute(self):
        content = compiled(html='<a href="https://s.cn/?n={{ person.name | default("x") }}">a</a>')
        assert content.links[0].address({}, ZONE) == "https://s.cn/?n=x"

    @pytest.mark.parametrize(
        "address",
        [
            "https://{{ traits.host }}/x",
            "{{ traits.url }}",
            "https://s.cn{{ traits.x }}",
            "https://s.cn@evil.cn/",
            "https://s.cn\\@evil.cn/",
            "https://s.cn:{{ traits.port }}/",
            "javascript:alert(1)",
            "//evil.cn/x",
            "ftp://s.cn/x",
            "https://s.cn:99999/",
            "https:///x",
        ],
    )
    def test_an_address_that_could_lead_elsewhere_is_refused(self, address):
        assert mistakes(link=address, text="{{ link }}")
        assert mistakes(html=f"<a href='{address}'>x</a>") or "href" not in address

    def test_mail_and_phone_addresses_stay_as_they_are(self):
        content = compiled(html='<a href="mailto:a@s.cn">m</a><a href="tel:110">t</a>')
        assert content.links == ()
        assert render(content, "html") == '<a href="mailto:a@s.cn">m</a><a href="tel:110">t</a>'


class TestHtml:
    @pytest.mark.parametrize(
        "html",
        [
            "<script>x</script>",
            "<img src=x onerror=alert(1)>",
            "<iframe src='https://s.cn'></iframe>",
            "<a href='{{ traits.url }}'>x</a>",
            "<img src='{{ traits.url }}'>",
            "<img src='data:text/html,x'>",
            "<p style='color:{{ traits.c }}'>x</p>",
            "<style>p{color:{{ traits.c }}}</style>",
            "<!-- {{ traits.c }} -->",
            "<{{ traits.c }}>",
            "</{{ traits.c }}>",
            "<p title={{ traits.c }}",
            "<a href='https://s.cn",
            "<p {{ traits.c }}=1>",
            "<form action='https://s.cn'></form>",
            "<meta http-equiv=refresh content='0;url=https://evil.cn'>",
        ],
    )
    def test_what_has_no_place_in_a_message_is_refused(self, html):
        assert mistakes(html=html)

    def test_a_mistake_in_html_is_placed_in_the_source_not_in_our_rewriting(self):
        html = '<p>{{ person.name | default("x") }}</p>\n<b>{{ person.city }}</b> <script>'
        assert mistakes(html=html)[0][:3] == ("html", 2, 26)

    def test_an_ordinary_newsletter_passes_untouched_but_for_its_links(self):
        html = (
            "<!doctype html><html><head><style>p{color:red}</style></head><body bgcolor='#fff'>"
            "<table width=600><tr><td style='padding:8px'>你好 &amp; welcome<br/>"
            "<img src='https://s.cn/a.png' alt=''></td></tr></table></body></html>"
        )
        assert render(compiled(html=html), "html") == html
