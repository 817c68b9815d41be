"""Who people are, what is known of them, and what they allow.

Owns: tables ``people_*`` (nodes, identifiers and the evidence that binds them, merge log, conflicts,
traits, attributes, tags, consent, belonging, accounts); in the warehouse ``redirects`` and
``person_values``. Calls: organization. Hears: nobody. Publishes: ``people.persons_merged``,
``people.persons_split``, ``people.person_erased``, ``people.consent_changed``, ``people.tag_added``,
``people.tag_removed``.

A person is made of *nodes*: ids that never change. Whatever is written about somebody may be written
under any of their nodes; ``canonical`` says to whom a node leads today.
"""

from .accounts import add_member, ensure_account, members_of, remove_member
from .attributes import Attribute, AttributeType, set_attribute, set_attributes
from .belonging import belong, leave, record_node_value
from .consent import ANY_CHANNEL, ConsentWord, consented, set_consent, set_consents
from .contracts import (
    Evidence,
    Identifier,
    NodeValue,
    Person,
    PersonKind,
    PersonState,
    Profile,
    TagSource,
    Trait,
    TraitVersion,
)
from .erasure import request_erasure
from .errors import (
    AttributeValueUnfit,
    MergeAlreadyUndone,
    MergeRefused,
    NotAnAccount,
    PersonNotFound,
    SamePerson,
    TagNotFound,
)
from .events import (
    ConsentChanged,
    PersonErased,
    PersonsMerged,
    PersonsSplit,
    TagAdded,
    TagRemoved,
)
from .exporting import request_export
from .kept import kept_block
from .merging import merge_persons, split_person, undo_merge
from .mirroring import sync_values
from .persons import canonical, component, find_person, nodes_of, require_person
from .profiles import contacts, profiles
from .redirects import sync_redirects
from .resolver import Resolver, ResolverKey, resolve
from .searching import in_scope, persons_matching, persons_within, those_within
from .shown_contacts import Contact, shown_contacts
from .tags import ensure_tag, tag, tag_many, tag_names, untag, untag_many

__all__ = [
    "ANY_CHANNEL",
    "Attribute",
    "AttributeType",
    "AttributeValueUnfit",
    "ConsentChanged",
    "ConsentWord",
    "Contact",
    "Evidence",
    "Identifier",
    "MergeAlreadyUndone",
    "MergeRefused",
    "NodeValue",
    "NotAnAccount",
    "Person",
    "PersonErased",
    "PersonKind",
    "PersonNotFound",
    "PersonState",
    "PersonsMerged",
    "PersonsSplit",
    "Profile",
    "Resolver",
    "ResolverKey",
    "SamePerson",
    "TagAdded",
    "TagNotFound",
    "TagRemoved",
    "TagSource",
    "Trait",
    "TraitVersion",
    "add_member",
    "belong",
    "canonical",
    "component",
    "consented",
    "contacts",
    "ensure_account",
    "ensure_tag",
    "find_person",
    "in_scope",
    "kept_block",
    "leave",
    "members_of",
    "merge_persons",
    "nodes_of",
    "persons_matching",
    "persons_within",
    "profiles",
    "record_node_value",
    "remove_member",
    "request_erasure",
    "request_export",
    "require_person",
    "resolve",
    "set_attribute",
    "set_attributes",
    "set_consent",
    "set_consents",
    "shown_contacts",
    "split_person",
    "sync_redirects",
    "sync_values",
    "tag",
    "tag_many",
    "tag_names",
    "those_within",
    "undo_merge",
    "untag",
    "untag_many",
]
