"""The demo brand 山茶集: what it sells, where, and to which kinds of people."""

from dataclasses import dataclass

BRAND = "山茶集"
SEED = 20_260_101


@dataclass(frozen=True)
class Store:
    """A shop with its place (WGS 84)."""

    code: str
    name: str
    region: str
    address: str
    longitude: float
    latitude: float
    weight: float


@dataclass(frozen=True)
class Product:
    """Something on the shelf; price in fen."""

    product_id: str
    name: str
    category: str
    price_minor: int
    weight: float = 1.0


@dataclass(frozen=True)
class Persona:
    """A kind of buyer: what they like, how often they come, and whether they bring others."""

    name: str
    share: float
    tastes: dict[str, float]
    visits_per_month: float
    buys_per_visit: float
    items_per_order: float
    weekend_pull: float
    shares_per_visit: float


STORES = (
    Store("SH-JA", "上海静安店", "华东", "上海市静安区南京西路", 121.4480, 31.2286, 3.0),
    Store("SH-XH", "上海徐汇店", "华东", "上海市徐汇区衡山路", 121.4376, 31.1956, 2.4),
    Store("SH-PD", "上海陆家嘴店", "华东", "上海市浦东新区世纪大道", 121.5065, 31.2397, 2.2),
    Store("HZ-XH", "杭州湖滨店", "华东", "杭州市上城区湖滨路", 120.1645, 30.2563, 1.8),
    Store("SZ-GY", "苏州观前店", "华东", "苏州市姑苏区观前街", 120.6263, 31.3113, 1.2),
    Store("NJ-XJ", "南京新街口店", "华东", "南京市秦淮区中山南路", 118.7841, 32.0415, 1.3),
    Store("BJ-SL", "北京三里屯店", "华北", "北京市朝阳区工体北路", 116.4551, 39.9371, 2.0),
    Store("BJ-XD", "北京西单店", "华北", "北京市西城区西单北大街", 116.3740, 39.9110, 1.4),
    Store("CD-TK", "成都太古里店", "西南", "成都市锦江区中纱帽街", 104.0838, 30.6553, 1.7),
    Store("CQ-JF", "重庆解放碑店", "西南", "重庆市渝中区民权路", 106.5770, 29.5580, 1.1),
    Store("GZ-TH", "广州天河店", "华南", "广州市天河区天河路", 113.3291, 23.1365, 1.6),
    Store("SZ-NS", "深圳万象店", "华南", "深圳市南山区深南大道", 113.9440, 22.5405, 1.5),
)

PRODUCTS = (
    Product("S001", "山茶花瓣饼干", "零食", 2890, 2.2),
    Product("S002", "海盐焦糖坚果", "零食", 3590, 1.8),
    Product("S003", "冻干草莓脆", "零食", 1990, 2.0),
    Product("S004", "手工牛轧糖礼盒", "零食", 6800, 1.0),
    Product("S005", "桂花乌龙茶", "零食", 5900, 1.1),
    Product("S006", "黑芝麻核桃酥", "零食", 3200, 1.3),
    Product("B001", "山茶花修护面霜", "美妆", 26900, 1.1),
    Product("B002", "山茶籽护发精油", "美妆", 15900, 1.2),
    Product("B003", "哑光口红 茶红", "美妆", 12900, 1.4),
    Product("B004", "氨基酸洁面", "美妆", 8900, 1.6),
    Product("B005", "晚安面膜 五片", "美妆", 6900, 1.9),
    Product("H001", "香薰蜡烛 雨后山茶", "家居", 13900, 1.1),
    Product("H002", "手冲陶壶", "家居", 22900, 0.6),
    Product("H003", "棉麻抱枕", "家居", 9900, 0.9),
    Product("H004", "茶色玻璃杯 两只", "家居", 7900, 1.2),
    Product("K001", "儿童山茶润肤乳", "亲子", 7800, 1.2),
    Product("K002", "亲子烘焙材料包", "亲子", 8800, 1.1),
    Product("K003", "木质拼图 山与茶", "亲子", 11900, 0.9),
    Product("I001", "茶小山毛绒公仔", "IP 周边", 9900, 1.5),
    Product("I002", "茶小山盲盒 第三季", "IP 周边", 5900, 2.4),
    Product("I003", "茶小山帆布袋", "IP 周边", 6900, 1.3),
    Product("I004", "限定徽章套装", "IP 周边", 4900, 1.4),
)

PERSONAS = (
    Persona("爱漂亮", 0.26, {"美妆": 7, "家居": 1.5, "零食": 1}, 2.6, 0.16, 1.5, 1.1, 0.05),
    Persona("囤货", 0.18, {"零食": 5, "亲子": 2, "美妆": 2}, 1.2, 0.42, 4.2, 1.3, 0.02),
    Persona("IP 爱好者", 0.16, {"IP 周边": 8, "零食": 1.5}, 3.4, 0.14, 1.4, 1.0, 0.12),
    Persona("零食", 0.24, {"零食": 8, "IP 周边": 1}, 3.0, 0.22, 2.2, 1.0, 0.04),
    Persona("周末遛娃", 0.16, {"亲子": 6, "零食": 3, "家居": 1}, 1.6, 0.28, 2.4, 3.2, 0.06),
)

# Channel, share of people who arrive by it, and the source (write key) their events come through.
CHANNELS = (
    ("mini_program", 0.38, "小程序"),
    ("wecom", 0.22, "小程序"),
    ("service_account", 0.16, "H5 商城"),
    ("web", 0.12, "H5 商城"),
    ("store", 0.12, "门店收银"),
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰雪梅晨阳宇轩欣怡子涵梓萱浩然雨桐思远嘉琪诗雅俊熙可心一诺"

# Days on which the whole brand is busy: (month, day) → how many times as many orders.
FESTIVALS = {
    (1, 1): 1.8,
    (2, 14): 2.4,
    (3, 8): 3.0,
    (5, 1): 1.7,
    (5, 20): 2.2,
    (6, 1): 1.9,
    (6, 16): 2.2,
    (6, 17): 2.6,
    (6, 18): 4.5,
    (8, 19): 1.9,
    (9, 25): 1.8,
    (10, 1): 1.6,
    (11, 1): 2.6,
    (11, 10): 3.0,
    (11, 11): 6.0,
    (12, 12): 2.8,
    (12, 24): 1.7,
    (12, 31): 1.6,
}
