"""Which units a rule is about."""


def concerns(rule, unit):
    if unit.add_on and (not rule.by_coupon or unit.add_on == rule.id):
        return False
    line = unit.line
    if rule.kind == "fixed_price" and rule.cut is None and line.sku not in rule.prices:
        return False
    if rule.kind == "member_price" and not rule.cuts:
        if not any(line.sku in prices for prices in rule.prices.values()):
            return False
    if rule.kind == "bundle" and not rule.scope.include:
        if not any(in_scope(part.scope, line, excludes=False) for part in rule.parts):
            return False
    return in_scope(rule.scope, line)


def could_get(rule, unit):
    if rule.kind != "buy_get" or (unit.add_on and not rule.by_coupon):
        return False
    return concerns(rule, unit) if rule.get is None else in_scope(rule.get, unit.line)


def prices_each_line_for_itself(rule):
    if rule.exclusion_group is not None:
        return False
    if rule.kind == "member_price":
        return True
    if rule.kind == "fixed_price":
        return rule.units_most is None
    return rule.kind == "line_discount" and rule.units_most is None and rule.at_least_units == 1


def in_scope(scope, line, *, excludes=True):
    def matches(selection):
        return (
            (not selection.skus or line.sku in selection.skus)
            and (not selection.products or line.product in selection.products)
            and (not selection.categories or set(selection.categories) & set(line.category_path))
            and (not selection.brands or line.brand in selection.brands)
            and (not selection.tags or selection.tags & line.tags)
        )

    if excludes and any(matches(selection) for selection in scope.exclude):
        return False
    return not scope.include or any(matches(selection) for selection in scope.include)
