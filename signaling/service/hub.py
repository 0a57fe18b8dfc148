"""Telling the pages: the view of the visit at once, boards at most four times a second, always only the newest."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from signaling.protocol.messages import BoardMessage, CatalogueMessage, DirectoryMessage, View
from signaling.protocol.scalars import PageKind
from signaling.protocol.views import Catalogue as CatalogueView
from signaling.protocol.views import (
    CustomerView,
    GivenUpView,
    OverView,
    RungView,
    StaffView,
    VisitView,
    WaitingView,
    WrapUpView,
)
from signaling.service.boards import Boards
from signaling.service.facts import Facts
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, PlaceIdentity
from signaling.service.presence import Page, Presence
from signaling.service.rendering import Renderer
from signaling.service.unchanged import Unchanged
from signaling.service.visits import Change

BETWEEN_BOARDS = 0.25
"""Seconds between two times that boards are sent, at the least."""

SHARE_OF_TIME = 1 / 40
"""How much of its time the service spends on making boards, at the most: with hundreds on shift they come less often."""

_STAFF = frozenset({PageKind.EXPERT, PageKind.DESK})


class Hub:
    """Renders for each page what its owner may know. A page that has lost its seat is told nothing more."""

    def __init__(self, *, facts: Facts, presence: Presence) -> None:
        self._facts = facts
        self._presence = presence
        self._dirty = False
        self._due = float("-inf")
        self._unchanged = Unchanged()
        self._owing: set[str] = set()
        self._answering = 0

    # --- the view ---------------------------------------------------------------------------------------------------

    def changed(self, change: Change) -> None:
        """A visit has changed: everybody who saw something of it, or does now, gets the whole view."""
        self._owing |= change.owners
        if not self._answering:
            self._show_owing()
        self.mark()

    @contextmanager
    def answer_first(self) -> Iterator[None]:
        """A command is answered in this block: views of what it changed are made at the end of it."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1
            self._show_owing()

    def _show_owing(self) -> None:
        owing, self._owing = self._owing, set()
        self.show_all(owing)

    def show_all(self, owners: Iterable[str]) -> None:
        for owner in owners:
            page = self._presence.holder(owner)
            if page is not None:
                self.show(page)

    def show(self, page: Page, *, always: bool = False) -> None:
        """Send the page its view as it is now; a page that shows nothing is not told so again, save `always`."""
        view = self.view_of(page)
        if view is None and page.shown is None and not always:
            return
        page.shown = view
        page.outbox.put_newest("view", View(view=view))

    def view_of(self, page: Page) -> VisitView | None:
        """The one visit that the page shows: the one it is in, before one that rings, before one that is over."""
        views = [
            view
            for record in self._facts.visits.of_owner(page.owner)
            if (view := Renderer(self._facts, record, page.language).view(page.identity, page.owner))
            is not None
        ]
        return min(reversed(views), key=_rank, default=None)

    def refresh(self) -> None:
        """Views that change with time or with others' visits alone: a place in line, what is shown for a while after."""
        for page in self._presence.holders():
            match page.shown:
                case WaitingView() as shown:
                    view = self.view_of(page)
                    if not isinstance(view, WaitingView) or (view.place_in_line, view.estimate) != (
                        shown.place_in_line,
                        shown.estimate,
                    ):
                        self.show(page)
                case WrapUpView() | OverView() as shown:
                    view = self.view_of(page)
                    if view is None or (type(view), view.visit) != (type(shown), shown.visit):
                        self.show(page)
                case StaffView(refusal=shown) if shown is not None:
                    view = self.view_of(page)
                    if not isinstance(view, StaffView) or view.refusal is None:
                        self.show(page)
                case _:
                    pass

    # --- boards -----------------------------------------------------------------------------------------------------

    def mark(self) -> None:
        """Something that boards show may have changed."""
        self._dirty = True

    def due(self) -> float | None:
        """When boards are to be sent next, None while nothing has changed."""
        return self._due if self._dirty else None

    async def flush(self) -> None:
        """Send each page what has changed of its boards; after each, others' messages have their turn."""
        self._dirty = False
        began = turn = self._facts.now()
        took = 0.0
        self.refresh()
        self._unchanged.next_moment()
        boards = Boards(self._facts, self._presence, self._unchanged)
        catalogues = self._facts.catalogues()
        for page in self._presence.holders():
            if page.holds_seat and page.connected:
                self._send_boards(page, boards, catalogues)
            took += self._facts.now() - turn
            await asyncio.sleep(0)
            await self._facts.visits.let_pass()
            turn = self._facts.now()
        self._due = began + max(BETWEEN_BOARDS, took / SHARE_OF_TIME)

    def send_boards(self, page: Page) -> None:
        """All of them, to a page that has just come or changed its language."""
        page.sent.clear()
        self._send_boards(
            page, Boards(self._facts, self._presence, self._unchanged), self._facts.catalogues()
        )

    def _send_boards(self, page: Page, boards: Boards, catalogues: Callable[[str], CatalogueView]) -> None:
        place = self._place_of(page)
        if place is not None:
            catalogue = catalogues(place)
            if self._is_new(page, "catalogue", catalogue):
                page.outbox.put_newest("catalogue", CatalogueMessage(catalogue=catalogue))
        if page.kind not in _STAFF or not isinstance(page.identity, AccountIdentity):
            return
        account = page.identity.account
        if self._is_new(page, "board", boards.board_says(account, page.kind, page.language)):
            board = boards.board(account, page.kind, page.language)
            page.outbox.put_newest("board", BoardMessage(board=board))
        if self._is_new(page, "directory", boards.directory_says(account, page.kind)):
            directory = boards.directory(account, page.kind)
            page.outbox.put_newest("directory", DirectoryMessage(directory=directory))

    def _place_of(self, page: Page) -> str | None:
        """Whose cards the page shows. Somebody who sits at no desk sees those of a place that offers everything."""
        places = self._facts.book.places
        match page.identity:
            case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
                return place if place in places else None
            case AccountIdentity(account=account):
                known = self._facts.book.accounts.get(account)
                if known is not None and known.desk in places:
                    return known.desk
                return next(
                    (place.id for place in places.values() if place.private_room), next(iter(places), None)
                )

    @staticmethod
    def _is_new(page: Page, key: str, content: object) -> bool:
        if page.sent.get(key) == content:
            return False
        page.sent[key] = content
        return True


def _rank(view: VisitView) -> int:
    match view:
        case StaffView() | CustomerView() | WaitingView():
            return 0
        case RungView():
            return 1
        case GivenUpView() | WrapUpView(owes_outcome=True):
            return 2
        case OverView():
            return 4
        case _:
            return 3
