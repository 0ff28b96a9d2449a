"""The box that lets only passages of a saved query count: "all passages" or one of the queries."""

from uuid import UUID

from qualcode.model.study import Study
from qualcode.ui.widgets.word_box import WordBox


class QueryBox(WordBox):
    """``chosen`` is the identity of a saved query, None for all passages.

    Call ``refresh(study)`` when the page appears and when a step touches ``SavedQuery``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Passages that count")
        self.setToolTip("Count everywhere, or only what shares text with passages of a saved query")

    def refresh(self, study: Study, chosen: UUID | None) -> None:
        """Offer the queries of a study, and show which is chosen; one that has gone is none."""
        queries = [(row.id, f"only “{row.name}”") for row in study.queries_in_order]
        self.offer([(None, "all passages"), *queries], chosen)
        # Without a saved query there is nothing to choose.
        self.setVisible(bool(queries))
        self.updateGeometry()
