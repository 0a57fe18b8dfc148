"""The city's catalogue, places and accounts as they are today: one frozen picture, replaced at midnight or when it changes."""

from datetime import date

from signaling.routing.find import Catalogue
from signaling.routing.model import City


class Book:
    """Looked up synchronously by everything that renders or decides."""

    def __init__(self, city: City, today: date) -> None:
        self.today = today
        self.catalogue = Catalogue(city)
        self.accounts = self.catalogue.accounts
        self.places = self.catalogue.places
        self.services = self.catalogue.services
        self.units = self.catalogue.units
        self._serves = {
            account: frozenset(self.catalogue.serves(account, today)) for account in self.accounts
        }
        self._served_by = {
            account: tuple(service for service in self.services if service in mine)
            for account, mine in self._serves.items()
        }
        sensitive = frozenset(service.id for service in self.services.values() if service.sensitive)
        self._sensitive_served_by = {
            account: tuple(service for service in served if service in sensitive)
            for account, served in self._served_by.items()
        }
        self._offered_at: dict[str, tuple[str, ...]] = {}

    def same(self, city: City, today: date) -> bool:
        return self.today == today and self.catalogue.city == city

    def serves(self, account: str, service: str | None) -> bool:
        """Whether that account serves it today; False for an unknown account or no service."""
        return service in self._serves.get(account, frozenset())

    def served_by(self, account: str) -> tuple[str, ...]:
        """What that account serves today, in the catalogue's order."""
        return self._served_by.get(account, ())

    def sensitive_served_by(self, account: str) -> tuple[str, ...]:
        """Of what that account serves, what is kept from others: who serves the same of it is told the same names."""
        return self._sensitive_served_by.get(account, ())

    def offered_at(self, place: str) -> tuple[str, ...]:
        """What residents may choose there today. Raises `KeyError`: no such place."""
        if place not in self._offered_at:
            offered = self.catalogue.offered_at(place, self.today)
            self._offered_at[place] = tuple(service.id for service in offered)
        return self._offered_at[place]

    def sensitive(self, service: str | None) -> bool:
        known = self.services.get(service) if service is not None else None
        return known is not None and known.sensitive

    def conceals(self, service: str | None, reader: str | None) -> bool:
        """Whether this service's name is kept from this account."""
        return self.sensitive(service) and not (reader is not None and self.serves(reader, service))
