"""Keys under which people mirror what is known of a person to the warehouse (``person_values``)."""

STATE = "state"
PLACE = "place"


def trait_key(name: str) -> str:
    return f"trait:{name}"


def attribute_key(name: str) -> str:
    return name


def tag_key(tag_id: int) -> str:
    return f"tag:{tag_id}"


def identifier_key(type_: str) -> str:
    return f"identifier:{type_}"


def consent_key(purpose: str, channel: str) -> str:
    return f"consent:{purpose}:{channel}"


def belongs_key(node_id: int) -> str:
    return f"belongs:{node_id}"
