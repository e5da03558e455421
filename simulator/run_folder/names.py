"""Names of run folders: safe on every file system, whatever the scenario is called."""

import re
import unicodedata

LENGTH_MAX = 40
HASH_LENGTH = 8
_NOTHING_LEFT = "scenario"


def folder_name(title: str, digest: str) -> str:
    """Return the name of the folder of a run: what the scenario is called, and the first digits of the run's hash.

    Only small letters, digits and hyphens are left. Letters with accents lose them; a title in another script leaves
    nothing, and the hash alone tells runs apart.

    >>> folder_name("Cyber Monday: Größe/2", "0123456789abcdef"), folder_name("../..", "0123456789abcdef")
    ('cyber-monday-groe-2-01234567', 'scenario-01234567')
    """
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", letters)
    return f"{'-'.join(words)[:LENGTH_MAX].rstrip('-') or _NOTHING_LEFT}-{digest[:HASH_LENGTH]}"
