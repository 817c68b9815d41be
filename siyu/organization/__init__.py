"""Who works here, where, and what they may do; which programs and sources may call.

Owns the org tree, staff, roles, sessions, API keys, sources with their write keys, the audit log
and the brand's own settings: tables ``organization_*``. Calls nobody. Hears nobody. Publishes
``organization.node_added``, ``organization.node_moved``, ``organization.node_removed``,
``organization.source_changed``. Puts a ``Guard`` into the context; the roof puts a
``PermissionCatalogue`` there. Knows block kind ``node_use``, by which higher floors say what of
theirs hangs on a node.
"""

from .audit import actor_name, write_audit
from .brand import get_brand
from .contracts import Brand, Node, NodeKind, SourceKind, Staff, WriteKey
from .errors import (
    NodeCodeTaken,
    NodeNotFound,
    NodeOutOfOrder,
    OutsideScope,
    SourceNameTaken,
    SourceNotFound,
    StaffNotFound,
)
from .events import NodeAdded, NodeMoved, NodeRemoved, SourceChanged
from .node_uses import NodeUse, node_use_block, rows_on_node
from .permissions import PermissionCatalogue
from .recovery import reset_password
from .scope import WithinNode, allow_everywhere, holds_at, narrowed_ids, require_at, scope_ids
from .sources import add_source, find_write_key, list_write_keys
from .staff import ensure_administrator, require_staff
from .tree import (
    add_node,
    ancestor_ids,
    find_node,
    list_nodes,
    move_node,
    require_node,
    subtree_ids,
)

__all__ = [
    "Brand",
    "Node",
    "NodeAdded",
    "NodeCodeTaken",
    "NodeKind",
    "NodeMoved",
    "NodeNotFound",
    "NodeOutOfOrder",
    "NodeRemoved",
    "NodeUse",
    "OutsideScope",
    "PermissionCatalogue",
    "SourceChanged",
    "SourceKind",
    "SourceNameTaken",
    "SourceNotFound",
    "Staff",
    "StaffNotFound",
    "WithinNode",
    "WriteKey",
    "actor_name",
    "add_node",
    "add_source",
    "allow_everywhere",
    "ancestor_ids",
    "ensure_administrator",
    "find_node",
    "find_write_key",
    "get_brand",
    "holds_at",
    "list_nodes",
    "list_write_keys",
    "move_node",
    "narrowed_ids",
    "node_use_block",
    "require_at",
    "require_node",
    "require_staff",
    "reset_password",
    "rows_on_node",
    "scope_ids",
    "subtree_ids",
    "write_audit",
]
