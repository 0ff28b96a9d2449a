"""Where each transcript was left and how large its letters were, kept between runs of the program."""

from uuid import UUID

from qualcode.ui.session.preferences import Preferences, ReadingPlace
from qualcode.ui.transcript.view import TranscriptView


class ReadingPlaces:
    """The view remembers places while it lives; this brings them from one run to the next, and the zoom."""

    def __init__(self, view: TranscriptView, preferences: Preferences) -> None:
        self._view = view
        self._preferences = preferences
        self._zooms: dict[UUID, int] = {}
        self._shown: UUID | None = None
        for transcript_id, place in preferences.places().items():
            self._zooms[transcript_id] = place.zoom
            view.places[transcript_id] = (place.caret, place.top)
        view.set_zoom(preferences.zoom)
        view.zoom_changed.connect(self._on_zoom)

    def arrive(self, transcript_id: UUID | None) -> None:
        """A transcript is shown: give it its own size of letters, else the one chosen last."""
        if transcript_id is None or transcript_id == self._shown:
            return
        self._shown = transcript_id
        place = self._view.place()
        zoom = self._zooms.get(transcript_id, self._preferences.zoom)
        if zoom != self._view.zoom:
            self._view.set_zoom(zoom)
            self._view.go_back_to(place)

    def _on_zoom(self, percent: int) -> None:
        if self._shown is not None and self._view.transcript_id == self._shown:
            self._zooms[self._shown] = percent
            self._preferences.zoom = percent

    def save(self) -> None:
        """Keep the places for the next time."""
        places = dict(self._view.places)
        if self._view.transcript_id is not None:
            places.pop(self._view.transcript_id, None)
            # The one that is open comes last: those at the front are forgotten first.
            places[self._view.transcript_id] = self._view.place()
        self._preferences.save_places(
            {
                transcript_id: ReadingPlace(
                    caret, top, self._zooms.get(transcript_id, self._preferences.zoom)
                )
                for transcript_id, (caret, top) in places.items()
            }
        )
