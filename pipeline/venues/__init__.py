"""Pure: one short name per venue, and what ids, DOIs, comments and references prove about publication.

A wrong venue is worse than none: a name is brought to its short form only when nothing unknown stands beside it,
and evidence counts only when nothing beside it gives reason for doubt.
"""

from pipeline.venues.evidence import Published, from_acl_id, from_comment, from_doi, from_journal_ref
from pipeline.venues.names import canonical, kind

__all__ = ["Published", "canonical", "from_acl_id", "from_comment", "from_doi", "from_journal_ref", "kind"]
