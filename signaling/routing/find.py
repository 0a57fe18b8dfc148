"""Finding things in the city by their ids, and the cards that a place is shown."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from signaling.protocol import views
from signaling.protocol.views import LocalText
from signaling.routing import hours, hours_in_words
from signaling.routing.estimate import Waits, estimate
from signaling.routing.model import Account, City, Duty, Service, Unit

DAY_AND_NIGHT = LocalText(fi="ympäri vuorokauden", sv="dygnet runt", en="day and night")


class Catalogue:
    """A city with its parts by id, and who serves what on a day."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.services = {each.id: each for each in city.services}
        self.units = {each.id: each for each in city.units}
        self.places = {each.id: each for each in city.places}
        self.accounts = {each.id: each for each in city.accounts}

    def unit_of(self, service: str, day: date) -> Unit | None:
        """Who answers for the service on this day; None before anybody does."""
        begun = [each for each in self.services[service].units if each.day <= day.isoformat()]
        return self.units[max(begun, key=lambda each: each.day).unit] if begun else None

    def serves(self, account: str, day: date) -> tuple[str, ...]:
        """What somebody serves on this day: an expert those of their services that their unit answers for then, a clerk all
        that they have declared.
        """
        who = self.accounts[account]
        return tuple(each for each in who.services if self._answers(who, each, day))

    def offered_at(self, place: str, day: date) -> tuple[Service, ...]:
        """The services that residents may choose at this place: sensitive ones only where there is a private room."""
        private = self.places[place].private_room
        return tuple(
            each
            for each in self.city.services
            if (private or not each.sensitive) and self.unit_of(each.id, day) is not None
        )

    def _answers(self, who: Account, service: str, day: date) -> bool:
        if service not in self.services:
            return False
        if who.duty is Duty.CLERK:
            return True
        unit = self.unit_of(service, day)
        return unit is not None and unit.id == who.unit


def render_catalogue(
    catalogue: Catalogue,
    place: str,
    local: datetime,
    in_line: Mapping[str, int],
    waits: Waits,
    everything_open: bool,
    on_shift: Collection[str] = (),
    closing_grace: float = 0.0,
) -> views.Catalogue:
    """What the place is shown at `local` (aware, the city's time zone). Raises `KeyError`: no such place.

    `in_line` counts who waits by service. `everything_open`: no hours are kept. `on_shift`: the services that somebody
    serves now. `closing_grace`: seconds for which a service that has closed is rung still.
    """
    offered = catalogue.offered_at(place, local.date())
    return views.Catalogue(
        place_name=catalogue.places[place].name,
        groups=catalogue.city.groups,
        cards=tuple(
            _card(
                each,
                unit,
                local,
                in_line=in_line.get(each.id, 0),
                wait=_wait(
                    each, local, waits, in_line.get(each.id, 0), None if everything_open else closing_grace
                ),
                is_open=everything_open or hours.is_open(each, local),
                on_shift=each.id in on_shift,
            )
            for each in offered
            if (unit := catalogue.unit_of(each.id, local.date())) is not None
        ),
        notices=catalogue.city.notices,
        hours=DAY_AND_NIGHT if everything_open else hours_today(offered, local),
    )


def hours_today(services: Iterable[Service], local: datetime) -> LocalText:
    """From the first opening of the day to the last closing ("klo 8–18"); after that, or on a day without any, when one opens
    next.
    """
    offered = tuple(services)
    today = [times for each in offered for times in hours.ranges_on(each, local.date())]
    minute = local.hour * 60 + local.minute
    if today and minute < max(closes for _, closes in today):
        return hours_in_words.between(min(opens for opens, _ in today), max(closes for _, closes in today))
    coming = [opens for each in offered if (opens := hours.opens_next(each, local)) is not None]
    if not coming:
        return LocalText(fi="Kiinni", sv="Stängt", en="Closed")
    return hours_in_words.opens(min(coming), local)


def _wait(
    service: Service, local: datetime, waits: Waits, in_line: int, closing_grace: float | None
) -> tuple[int, int] | None:
    """What is said of the wait of somebody who calls now. `closing_grace` None: no hours are kept."""
    closes = None if closing_grace is None else hours.closes_at(service, local)
    rung_for = None if closes is None else closes.timestamp() + (closing_grace or 0.0) - local.timestamp()
    return estimate(waits.of(service.id, local.timestamp(), in_line), rung_for)


def _card(
    service: Service,
    unit: Unit,
    local: datetime,
    *,
    in_line: int,
    wait: tuple[int, int] | None,
    is_open: bool,
    on_shift: bool,
) -> views.ServiceCard:
    opens = None if is_open else hours.opens_next(service, local)
    return views.ServiceCard(
        service=service.id,
        kind=service.kind,
        group=service.group,
        name=service.name,
        words=service.words,
        search_words=service.search_words,
        unit=unit.name,
        answered_by=unit.answers,
        papers=service.papers,
        links=service.links,
        languages=service.languages,
        open=is_open,
        opens=None if opens is None else hours_in_words.when(opens, local),
        hours=service.hours_text,
        estimate=wait if is_open else None,
        in_line=in_line,
        on_shift=on_shift,
        unsure=service.unsure,
    )
