"""Which pages are connected, and which of them has its seat. The newest page of a seat has it; an older one waits."""

from msgspec import Struct

from signaling.protocol.messages import Hello
from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import VisitView
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, Identity, Outbox, PlaceIdentity

SILENT_AFTER = 12.0
"""Seconds without any message after which a page is not rung and counts as not connected; it pings every 5 s."""


def owner_of(identity: Identity) -> str:
    """Who sits at the seat, as one string: all pages of one owner compete for one seat."""
    match identity:
        case PlaceIdentity(place=place):
            return f"place:{place}"
        case CustomerScreenIdentity(desk=desk):
            return f"customer:{desk}"
        case AccountIdentity(account=account):
            return account_owner(account)


def account_owner(account: str) -> str:
    return f"account:{account}"


class Devices(Struct, frozen=True, kw_only=True):
    sound: bool
    camera: bool
    sharing: bool = False
    signing: bool = False


class Page:
    """A connected page: the `Session` that the transport holds."""

    __slots__ = (
        "connected", "devices", "holds_seat", "identity", "kind", "language", "last_seen", "outbox", "owner", "page",
        "sent", "shown", "waiting",
    )  # fmt: skip

    def __init__(self, hello: Hello, identity: Identity, outbox: Outbox, now: float) -> None:
        self.identity = identity
        self.owner = owner_of(identity)
        self.kind: PageKind = hello.kind
        self.page = hello.page
        self.language: Language = hello.language
        self.outbox = outbox
        self.last_seen = now
        self.connected = True
        self.holds_seat = False
        # A customer screen may be refused sound by its browser: it says itself when it has it.
        self.devices = Devices(sound=hello.kind is not PageKind.CUSTOMER_SCREEN, camera=True)
        self.shown: VisitView | None = None
        self.sent: dict[str, object] = {}
        self.waiting = 0

    def live(self, now: float) -> bool:
        """Connected and heard of lately."""
        return self.connected and now - self.last_seen < SILENT_AFTER

    @property
    def in_visit(self) -> bool:
        return self.shown is not None


class Presence:
    """Every page, by its owner. Before anything is known of an owner, it was last there at `started_at`."""

    def __init__(self, started_at: float) -> None:
        self._started_at = started_at
        self._holders: dict[str, Page] = {}
        self._pages: dict[str, list[Page]] = {}
        self._gone_at: dict[str, float] = {}

    def connect(self, page: Page) -> Page | None:
        """The page has the seat of its owner from now on. Returns the page that had it, if that is another loading."""
        before = self._holders.get(page.owner)
        if before is not None and before.page == page.page:
            page.devices = before.devices
        self._pages.setdefault(page.owner, []).append(page)
        return self.take(page)

    def take(self, page: Page) -> Page | None:
        """As `connect`, for a page that is connected already."""
        before = self._holders.get(page.owner)
        self._holders[page.owner] = page
        page.holds_seat = True
        if before is None or before is page:
            return None
        before.holds_seat = False
        return before

    def disconnect(self, page: Page, now: float) -> None:
        """Its seat stays with nobody: an older page never returns by itself."""
        if not page.connected:
            return
        was_live = page.live(now)
        page.connected = False
        pages = self._pages.get(page.owner, [])
        pages.remove(page)
        if not pages:
            self._pages.pop(page.owner, None)
        if self._holders.get(page.owner) is page:
            del self._holders[page.owner]
            self._gone_at[page.owner] = now if was_live else page.last_seen

    def holder(self, owner: str) -> Page | None:
        """The connected page that has the owner's seat."""
        return self._holders.get(owner)

    def live(self, owner: str, now: float) -> bool:
        page = self._holders.get(owner)
        return page is not None and page.live(now)

    def last_there(self, owner: str, now: float) -> float:
        """When the owner's page was last known to be there: `now` while it is."""
        page = self._holders.get(owner)
        if page is not None:
            return now if page.live(now) else page.last_seen
        return self._gone_at.get(owner, self._started_at)

    def pages(self) -> list[Page]:
        """Every connected page, also those that have lost their seat."""
        return [page for pages in self._pages.values() for page in pages]

    def holders(self) -> list[Page]:
        return list(self._holders.values())

    def count(self) -> int:
        return sum(map(len, self._pages.values()))
