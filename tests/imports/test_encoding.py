import pytest

from siyu.imports.encoding import detect_encoding

CHINESE = "订单号,会员号,手机号,下单时间,商品名称,数量,单价,金额\n20240101001,M0001,13800138000,2024-01-01 10:00:00,保湿面霜,2,99.00,198.00\n"
TRADITIONAL = (
    "訂單編號,會員編號,商品名稱,數量,單價,門市\nA001,M0001,保濕面霜與化妝水,2,99,台北忠孝店\n"
)
FRENCH = "numéro,prénom,montant\n1,Élodie,12.50\n2,François,3.00\n3,Zoé,8.00\n"


class TestDetectEncoding:
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
    )
    def test_reads_chinese(self, encoding):
        raw = CHINESE.encode(encoding)
        assert raw.decode(detect_encoding(raw)).lstrip("\ufeff") == CHINESE

    def test_reads_traditional_chinese_in_big5(self):
        raw = TRADITIONAL.encode("big5")
        assert raw.decode(detect_encoding(raw)) == TRADITIONAL

    @pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
    def test_reads_western_europe(self, encoding):
        raw = FRENCH.encode(encoding)
        assert raw.decode(detect_encoding(raw)) == FRENCH

    def test_one_stray_byte_does_not_make_utf8_something_else(self):
        raw = CHINESE.encode() * 20 + b"\xff\n"
        assert detect_encoding(raw) == "utf-8"

    @pytest.mark.parametrize("cut", range(1, 12))
    def test_a_sample_may_end_inside_a_character(self, cut):
        assert detect_encoding(CHINESE.encode()[:-cut]) == "utf-8"
        assert detect_encoding((CHINESE * 3).encode("gbk")[:-cut]) == "gb18030"

    def test_a_sparse_chinese_file_is_still_chinese(self):
        raw = ("id,name,city\n" + "1,Anna,London\n" * 50 + "2,李华,上海\n").encode("gbk")
        assert detect_encoding(raw) == "gb18030"
