"""Which names the photos of a journal hold, so that no result replaces that of another photo."""

from collections import defaultdict
from pathlib import Path

from lowlight_desktop.formats.naming import same_name
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import Entry, State


class HeldNames:
    """Who was given, or has written, which name; follows a journal, of one thread.

    Args:
        journal: Of these photos.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal, self._since = journal, 0
        self._entries: dict[int, Entry] = {}
        self._names = defaultdict[int, set[str]](set)  # by the ids of their holders
        self._holders = defaultdict[str, set[int]](set)

    def follow(self) -> None:
        """Learn what is new in the journal.

        Raises:
            WriteError: If it cannot be read.
        """
        changes = self._journal.changes(self._since)
        self._since = changes.change
        for id_ in changes.gone:
            self._let_go(id_)
        for entry in changes.entries:
            if entry.state is not State.RUNNING:
                self._let_go(entry.id)  # where it might have gone is known now
            if entry.output is not None:
                self.hold(entry, entry.output)
            if entry.written is not None:
                self.hold(entry, entry.written.output)

    def hold(self, entry: Entry, name: Path) -> None:
        """Keep a name for a photo: at least until the journal says that it is not in hand."""
        self._entries[entry.id] = entry
        self._names[entry.id].add(same_name(name))
        self._holders[same_name(name)].add(entry.id)

    def is_free(self, name: Path, entry: Entry) -> bool:
        """Whether no other photo holds a name.

        An earlier wish for the same photo does not count: its result may be the wanted one.
        """
        others = self._holders.get(same_name(name), set[int]()) - {entry.id}
        return not any(_keeps(self._entries[id_], entry) for id_ in others)

    def _let_go(self, id_: int) -> None:
        self._entries.pop(id_, None)
        for name in self._names.pop(id_, ()):
            holders = self._holders[name]
            holders.discard(id_)
            if not holders:
                del self._holders[name]


def _keeps(holder: Entry, entry: Entry) -> bool:
    """Whether a photo's name is closed to another one."""
    if holder.added_at == entry.added_at:
        return True  # even one photo that was wished twice at once shall get two results
    # What was skipped has found somebody else's file under its name.
    return holder.source != entry.source and holder.state is not State.SKIPPED
