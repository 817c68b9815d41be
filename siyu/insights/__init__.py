"""How growth goes: goals, today's figures, the water wheel, channels, what waits for somebody.

Owns: table ``insights_goal``.  Calls: organization, people, warehouse.
Hears, publishes: nothing.  Asks: blocks of kind ``attention`` (``kernel.attention``), by which any
module says what of its own waits for somebody.
"""
