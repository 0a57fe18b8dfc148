"""The cards that places show. Places that offer the same share them, and what has not changed is the same object as before."""

from collections.abc import Callable

from msgspec.structs import replace

from signaling.protocol.views import Catalogue
from signaling.service.book import Book


class Catalogues:
    """Kept from one moment to the next. `render` makes the cards of a place; `made_of` is all that they depend on."""

    def __init__(self) -> None:
        self._book: Book | None = None
        self._of_offer: dict[tuple[str, ...], tuple[object, Catalogue]] = {}
        self._of_place: dict[str, tuple[Catalogue, Catalogue]] = {}

    def at(
        self, book: Book, made_of: object, render: Callable[[str], Catalogue]
    ) -> Callable[[str], Catalogue]:
        """The cards of each place of that book at this moment."""
        if book is not self._book:
            self._book = book
            self._of_offer.clear()
            self._of_place.clear()

        def of(place: str) -> Catalogue:
            offer = self._offer(book.offered_at(place), made_of, lambda: render(place))
            before = self._of_place.get(place)
            if before is not None and before[0] is offer:
                return before[1]
            shown = replace(offer, place_name=book.places[place].name)
            self._of_place[place] = (offer, shown)
            return shown

        return of

    def _offer(
        self, services: tuple[str, ...], made_of: object, render: Callable[[], Catalogue]
    ) -> Catalogue:
        """What every place shows that offers these services, under the name of one of them."""
        before = self._of_offer.get(services)
        if before is not None and before[0] == made_of:
            return before[1]
        offer = render()
        if before is not None and before[1] == replace(offer, place_name=before[1].place_name):
            offer = before[1]
        self._of_offer[services] = (made_of, offer)
        return offer
