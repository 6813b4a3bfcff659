"""What became of a photo, as it stands in a journal."""

from dataclasses import replace

from lowlight_desktop.photo.sentence import said_by
from lowlight_desktop.studio.export import Exported
from lowlight_desktop.studio.job import Job
from lowlight_desktop.studio.journal import Journal
from lowlight_desktop.studio.journal_entry import State
from lowlight_desktop.studio.outcome import Failed, Skipped
from lowlight_desktop.studio.workers import Over


def note(journal: Journal, over: Over) -> None:
    """Write down how a job with an entry has ended; one that was given up waits again.

    A result that is there is told in any case. What else became of a photo counts only if nobody
    has cancelled it, or wished for another try, meanwhile.

    Raises:
        WriteError: If the disk refuses.
    """
    assert isinstance(over.job, Job)
    entry = over.job.entry
    assert entry is not None
    match over.outcome:
        case Failed(_, error):
            journal.failed(entry.id, said_by(error), tries=entry.tries)
        case Skipped(is_same=False):
            journal.skipped(entry.id, entry.tries)
        case Exported() | Skipped() as outcome if over.written is not None:
            seconds = outcome.seconds if isinstance(outcome, Exported) else entry.seconds
            written = replace(over.written, output=over.written.output.absolute())
            if (entry.state, entry.written) != (State.DONE, written):
                journal.done(entry.id, written, seconds)
        case _:
            journal.release([entry.id], entry.tries)
