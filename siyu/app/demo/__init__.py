"""A living brand to look at: deterministic people, products, stores and a year of what they did."""
