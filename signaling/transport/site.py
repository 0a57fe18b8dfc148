"""The pages that the server writes itself, with the look of the others: start, sign-in, one-time links."""

import re
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Protocol

from msgspec import Struct

from signaling.routing.model import City, Duty, PlaceKind

SITE_CSS = "/site.css"

_SHEET = re.compile(r'<link rel="stylesheet"[^>]* href="([^"]+)"')

_MARK = (
    '<span class="mark"><svg viewBox="0 0 34 30" aria-hidden="true">'
    '<rect class="f" x="4.5" y="3" width="25" height="21" rx="3"/><path class="l" d="M9.5 23a7.5 7.5 0 0 1 15 0z"/>'
    '<rect class="s" y="22.5" width="34" height="5.5" rx="2"/></svg>Etäluukku</span>'
)

ICON = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 30">'
    b'<rect x="4.5" y="3" width="25" height="21" rx="3" fill="#fff" stroke="#0F5563" stroke-width="3"/>'
    b'<path d="M9.5 23a7.5 7.5 0 0 1 15 0z" fill="#F5B83D"/><rect y="22.5" width="34" height="5.5" rx="2" fill="#0F5563"/></svg>'
)
"""The mark, for the browser's tab."""

FIRST = ("rakennusvalvonta1", "tyollisyyspalvelut1", "verohallinto1", "kela1", "jateneuvonta1")
"""The demo's experts whom its story is about; the others follow."""


class Asset(Protocol):
    """One file of the built pages, as it is answered."""

    @property
    def body(self) -> bytes: ...

    @property
    def content_type(self) -> str: ...

    @property
    def headers(self) -> Mapping[str, str]: ...


class PersonsPage(Struct, frozen=True, kw_only=True):
    """A page of the demo: whose, what to know about them, and where."""

    group: str
    name: str
    note: str
    address: str


def persons_pages(city: City) -> tuple[PersonsPage, ...]:
    """A link for each person's page: the terminals, the clerks and the first desk's screen, experts."""
    units = {unit.id: unit.name.fi for unit in city.units}
    places = {place.id: place for place in city.places}
    found = [
        PersonsPage(group="Asukas", name=place.name.fi, note="luukku", address=f"/terminal?place={place.id}")
        for place in city.places
        if place.kind is PlaceKind.TERMINAL
    ]
    experts = [account for account in city.accounts if account.duty is not Duty.CLERK]
    experts.sort(key=lambda account: FIRST.index(account.id) if account.id in FIRST else len(FIRST))
    clerks = [account for account in city.accounts if account.duty is Duty.CLERK]
    for clerk in clerks:
        desk = places.get(clerk.desk or "")
        note = desk.name.fi if desk else "ei omaa tiskiä"
        found.append(
            PersonsPage(group="Palvelupiste", name=clerk.id, note=note, address=f"/desk?as={clerk.id}")
        )
    desk = next((place for place in city.places if place.kind is PlaceKind.DESK), None)
    if desk is not None:
        found.append(
            PersonsPage(
                group="Palvelupiste", name="Asiakasnäyttö", note=desk.name.fi, address="/desk/customer"
            )
        )
    found.extend(
        PersonsPage(
            group="Asiantuntija" if account.id in FIRST else "Muut asiantuntijat",
            name=account.id,
            note=units.get(account.unit, account.unit),
            address=f"/expert?as={account.id}",
        )
        for account in experts
    )
    return tuple(found)


class Site:
    """Renders pages. Everything that comes from outside is escaped; nothing is inline, for the content policy."""

    def __init__(self, assets: Mapping[str, Asset]) -> None:
        self.css = files("signaling.transport").joinpath("site.css").read_bytes()
        staff = assets.get("/desk.html")
        sheets = _SHEET.findall(staff.body.decode()) if staff else []
        self._sheets = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in (*sheets, SITE_CSS))
        picture = next((path for path in assets if re.fullmatch(r"/assets/reposaari-.*\.svg", path)), None)
        self._picture = f'<img src="{picture}" alt="">' if picture else ""

    def demo(self, pages: tuple[PersonsPage, ...]) -> str:
        """The start page of the demo."""
        groups: dict[str, list[PersonsPage]] = {}
        for page in pages:
            groups.setdefault(page.group, []).append(page)
        lists = "".join(
            f'<section class="{"all" if len(of_group) > 9 else "few"}"><h2>{escape(group)}</h2><ul class="rows">'
            + "".join(
                f'<li><a href="{escape(page.address)}" target="_blank" rel="noopener">{escape(page.name)}<span>{escape(page.note)}</span></a></li>'
                for page in of_group
            )
            + "</ul></section>"
            for group, of_group in groups.items()
        )
        return self._page(
            "Etäluukku",
            '<main class="site"><div><h1>Kuka olet?</h1><p class="soft">Tämä on esittelypalvelin, ja ihmiset ovat keksittyjä. '
            "Avaa kukin omaan välilehteensä.</p></div>"
            f'<div class="whom">{lists}</div></main>',
        )

    def start(self) -> str:
        """The start page of a real server."""
        return self._page(
            "Etäluukku",
            '<main class="site"><h1>Etäluukku</h1><p>Porin kaupungin etäpalvelu.</p><ul class="rows">'
            '<li><a href="/expert">Asiantuntija<span>kirjautuminen</span></a></li>'
            '<li><a href="/desk">Palvelupiste<span>kirjautuminen</span></a></li></ul></main>',
        )

    def sign_in(self, *, wrong: str | None = None, username: str = "") -> str:
        """The form of staff; `wrong` says what was the matter with the last try."""
        return self._door(
            "Kirjaudu",
            f'<form method="post" action="/sign-in"><h1>Kirjaudu</h1>{_wrong(wrong)}'
            '<label class="field"><span>Käyttäjätunnus</span><input class="inp" name="username" '
            f'autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64" value="{escape(username)}">'
            '</label><label class="field"><span>Salasana</span><input class="inp" name="password" type="password" '
            'autocomplete="current-password" required maxlength="256"></label>'
            '<button class="btn primary big">Kirjaudu</button>'
            '<p class="soft">Sen jälkeen painat <b>Aloita vuoro</b>. Samalla tarkistetaan kamera, mikrofoni, ääni ja verkko.</p>'
            "</form>",
        )

    def sign_out(self) -> str:
        """The form that ends the session of staff."""
        return self._door(
            "Kirjaudu ulos",
            '<form method="post" action="/sign-out"><h1>Kirjaudu ulos</h1>'
            '<button class="btn primary big">Kirjaudu ulos</button></form>',
        )

    def choose_password(self, username: str, *, wrong: str | None = None) -> str:
        """The form behind a person's one-time link; it is sent to its own address."""
        return self._door(
            "Valitse salasana",
            f'<form method="post"><h1>Valitse salasana</h1>{_wrong(wrong)}'
            f"<p>Käyttäjätunnuksesi on <b>{escape(username)}</b>. Salasanassa on vähintään 12 merkkiä.</p>"
            f'<input type="hidden" autocomplete="username" value="{escape(username)}">'
            '<label class="field"><span>Uusi salasana</span><input class="inp" name="password" type="password" '
            'autocomplete="new-password" required minlength="12" maxlength="256"></label>'
            '<label class="field"><span>Sama uudelleen</span><input class="inp" name="again" type="password" '
            'autocomplete="new-password" required minlength="12" maxlength="256"></label>'
            '<button class="btn primary big">Tallenna ja kirjaudu</button></form>',
        )

    def open_place(self, name: str) -> str:
        """The form behind a place's one-time link."""
        return self._door(
            "Ota laite käyttöön",
            f'<form method="post"><h1>Ota laite käyttöön</h1><p>Tästä laitteesta tulee palvelupiste <b>{escape(name)}</b>.</p>'
            '<button class="btn primary big">Ota käyttöön</button></form>',
        )

    def sorry(self, sentence: str) -> str:
        """A page that says why there is no other."""
        return self._page(
            "Etäluukku",
            f'<main class="site"><h1>{escape(sentence)}</h1><p><a href="/">Etäluukun alkuun</a></p></main>',
        )

    def _door(self, title: str, form: str) -> str:
        return self._page(
            title,
            f'<main class="door"><figure class="hatch"><div class="opening">{self._picture}<div class="shutter"></div></div>'
            f'<figcaption class="sill"><b>Luukku aukeaa, kun aloitat vuoron</b></figcaption></figure>{form}</main>',
        )

    def _page(self, title: str, body: str) -> str:
        return (
            '<!doctype html><html lang="fi" class="staff scroll"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{escape(title)}</title>{self._sheets}</head>"
            f'<body><header class="bar">{_MARK}</header>{body}</body></html>\n'
        )


def _wrong(sentence: str | None) -> str:
    return f'<p class="wrong" role="alert">{escape(sentence)}</p>' if sentence else ""
