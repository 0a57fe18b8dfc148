"""The city's catalogue, places and accounts, found by id: one frozen picture, replaced when the directory changes."""

from signaling.routing.model import Account, City, Place, Service, Unit


class Book:
    """Looked up synchronously by everything that renders or decides; `Service` renews it from the `Directory` port."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.accounts: dict[str, Account] = {account.id: account for account in city.accounts}
        self.places: dict[str, Place] = {place.id: place for place in city.places}
        self.services: dict[str, Service] = {service.id: service for service in city.services}
        self.units: dict[str, Unit] = {unit.id: unit for unit in city.units}

    def serves(self, account: str, service: str | None) -> bool:
        """Whether that account may serve it; False for an unknown account or no service."""
        known = self.accounts.get(account)
        return known is not None and service in known.services

    def sensitive(self, service: str | None) -> bool:
        known = self.services.get(service) if service is not None else None
        return known is not None and known.sensitive

    def conceals(self, service: str | None, reader: str | None) -> bool:
        """Whether this service's name is kept from this account."""
        return self.sensitive(service) and not (reader is not None and self.serves(reader, service))
