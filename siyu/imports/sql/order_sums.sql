-- grain:  one row
-- params: source String (empty: all sources)
-- reads:  events, redirect
-- Lines are those of every order, refund and adjustment; "sold" are those of a person's completed
-- orders with quantity and price above zero.
WITH
    lines AS
    (
        SELECT
            event,
            order_id,
            if(person = 0, 0, dictGetOrDefault(redirect, 'person', toUInt64(person), person)) AS customer,
            product_price AS price,
            product_quantity AS quantity,
            toDecimal128(price, 4) * toDecimal128(quantity, 4) AS amount
        FROM
        (
            SELECT
                event, order_id, person,
                `product.price` AS prices,
                `product.quantity` AS quantities
            FROM events FINAL
            WHERE event IN ('Order Completed', 'Order Refunded', 'Order Adjusted')
              AND ({source:String} = '' OR source = {source:String})
        )
        ARRAY JOIN prices AS product_price, quantities AS product_quantity
    )
SELECT
    count() AS lines,
    uniqExact(order_id) AS orders,
    sum(amount) AS total,
    sumIf(amount, customer != 0) AS customers_total,
    countIf(sold) AS sold_lines,
    uniqExactIf(customer, sold) AS sold_customers,
    uniqExactIf(order_id, sold) AS sold_orders,
    sumIf(amount, sold) AS sold_total
FROM (SELECT *, event = 'Order Completed' AND customer != 0 AND quantity > 0 AND price > 0 AS sold FROM lines)
