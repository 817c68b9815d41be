"""Columns of a goods file by their names, in both languages."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "product_code": ("商品编码", "product code", "spu"),
    "title": ("商品名称", "title", "product", "name"),
    "subtitle": ("副标题", "subtitle"),
    "category": ("类目", "category"),
    "brand": ("品牌", "brand"),
    "tags": ("标签", "tags"),
    "status": ("状态", "status"),
    "sku_code": ("规格编码", "sku code", "sku"),
    "options": ("规格", "options"),
    "barcode": ("条码", "barcode"),
    "price": ("售价", "price"),
    "list_price": ("划线价", "list price"),
    "stock": ("库存", "stock"),
    "safety": ("安全库存", "safety stock", "safety"),
    "weight_g": ("重量（克）", "weight (g)", "weight_g"),
    "floor_price": ("底价", "floor price"),
    "pictures": ("图片", "pictures"),
    "description": ("详情", "description"),
}
"""Field → what its column may be called, the name in an export of each language first."""

REQUIRED = ("product_code", "sku_code")

STATUSES: dict[str, tuple[str, ...]] = {
    "draft": ("草稿",),
    "on_sale": ("在售", "上架", "on sale"),
    "off_sale": ("已下架", "下架", "off sale"),
    "archived": ("已归档", "归档"),
}

_FIELDS = {
    name.replace(" ", "_"): field for field, names in COLUMNS.items() for name in (field, *names)
}
_STATUSES = {name: status for status, names in STATUSES.items() for name in (status, *names)}


def fields_of(header: list[str]) -> dict[str, int]:
    """Field → place of its column; columns of other names are passed over, the first of two counts."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = _FIELDS.get(
            name.strip().lower().replace(" ", "_").replace("(", "（").replace(")", "）")
        )
        field = field or _FIELDS.get(name.strip().lower().replace(" ", "_"))
        if field is not None:
            found.setdefault(field, place)
    return found


def status_of(word: str) -> str | None:
    """The status of a word in either language."""
    return _STATUSES.get(word.strip().lower())


def heading(field: str, language: str) -> str:
    """What an export calls a column."""
    chinese, english, *_ = COLUMNS[field]
    return chinese if language == "zh" else english
