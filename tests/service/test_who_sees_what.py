"""What no page may learn: who is rung or in an aside, a sensitive service's name, another's visit."""

import msgspec

from signaling.protocol import messages as m
from signaling.protocol.scalars import Language
from signaling.protocol.views import (
    Board,
    CustomerView,
    LinkView,
    RungView,
    StaffView,
    WaitingView,
)
from signaling.protocol.words import Availability
from tests.service.town import TOWN
from tests.service.world import NOON, MonthlyHash, Person, World, call


def names_of(account: str) -> tuple[str, ...]:
    """Everything by which a page could know this person of staff."""
    name = next(each.name for each in TOWN.accounts if each.id == account)
    return (account, name, MonthlyHash().of(account, NOON))


def everything_sent(person: Person) -> str:
    """Of the visit: what is in the catalogue is everybody's."""
    views = [message for message in person.post.messages if isinstance(message, m.View | m.Relayed)]
    return msgspec.json.encode(views).decode()


def learned_nothing_of(person: Person, account: str) -> bool:
    return not any(name in everything_sent(person) for name in names_of(account))


async def test_a_waiting_resident_learns_nothing_of_who_is_rung(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    assert isinstance(expert.view, RungView)
    await world.advance(30)
    await expert.do(m.Decline(visit=visit, offer=expert.sees(RungView).offer))
    assert len(resident.views()) > 2
    assert learned_nothing_of(resident, "rakennus1")


async def test_a_warm_link_says_not_whose_it_is(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    await resident.do(call())
    assert [link.seat for link in resident.sees(WaitingView).links] == [None]
    assert [link.seat for link in expert.sees(RungView).links] == ["reposaari.screen"]


async def test_a_customer_learns_nothing_of_who_is_asked_until_brought_in(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    await screen.apply()
    await screen.reload()
    await screen.apply()
    await asked.reload()
    assert len(screen.views()) > 1
    assert learned_nothing_of(screen, "vero1")
    await clerk.do(m.Release(visit=visit, person="vero1"))
    assert learned_nothing_of(screen, "vero1")
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    await clerk.do(m.BringIn(visit=visit, person="vero1"))
    assert not learned_nothing_of(screen, "vero1")


def open_grants(links: tuple[LinkView, ...], seat: str | None) -> bool:
    return any(link.send or link.receive for link in links if link.seat == seat)


async def test_no_view_ever_opens_a_link_between_the_customer_and_the_asked(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    views_of_asked = list(asked.views())
    await screen.apply()
    await screen.reload()
    await screen.apply()
    views_of_asked += asked.views()
    await asked.reload()
    await screen.disconnect()
    await world.advance(12)
    await screen.connect()
    await screen.apply()
    await world.restart()
    await screen.connect()
    await asked.connect()
    await clerk.connect()
    await screen.apply()
    assert asked.sees(StaffView).private_reported
    for view in (*screen.views(), *views_of_asked, *asked.views()):
        known = None if isinstance(view, CustomerView) else "tiski1.customer"
        assert not open_grants(view.links, known), view


async def test_the_private_talk_waits_for_every_page_of_the_customer(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await screen.apply()
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    assert not clerk.sees(StaffView).private_reported
    stale = screen.sees(CustomerView).version - 1
    await screen.send(m.Applied(visit=visit, version=0))
    await asked.send(m.Applied(visit=visit, version=stale + 10))
    await clerk.apply()
    assert not clerk.sees(StaffView).private_reported
    await screen.reload()
    await asked.apply()
    assert not clerk.sees(StaffView).private_reported
    await screen.apply()
    assert clerk.sees(StaffView).private_reported


async def test_a_page_that_has_not_reported_counts_so_after_a_restart_too(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    await screen.apply()
    await world.restart()
    await screen.connect()
    await clerk.connect()
    assert clerk.sees(StaffView).private_reported
    await screen.reload()
    await world.restart()
    await screen.connect()
    await clerk.connect()
    assert not clerk.sees(StaffView).private_reported


async def test_a_customer_page_that_comes_back_has_to_report_again(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await screen.disconnect()
    await world.advance(11)
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    assert clerk.sees(StaffView).private_reported
    await screen.connect()
    assert not clerk.sees(StaffView).private_reported
    await screen.apply()
    assert clerk.sees(StaffView).private_reported


async def test_a_customer_page_that_is_gone_does_not_hold_up_the_private_talk(world: World) -> None:
    screen, clerk, asked = await world.customer_screen(), await world.clerk(), await world.expert("vero1")
    visit = await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    await clerk.do(m.AskFirst(visit=visit, person="vero1", service=None))
    await asked.do(m.Answer(visit=visit, offer=asked.sees(RungView).offer))
    await screen.disconnect()
    await world.advance(9)
    assert not clerk.sees(StaffView).private_reported
    await world.advance(2)
    assert clerk.sees(StaffView).private_reported


async def test_a_sensitive_service_has_its_name_only_for_those_who_serve_it(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    worker, other = await world.expert("sosiaali1"), await world.expert("vero1")
    await resident.do(call("ohjaamo"))
    await world.advance(1)
    assert [entry.service_name.fi for entry in worker.board.line] == ["Ohjaamo"]
    for person in (clerk, other):
        assert [entry.service_name.fi for entry in person.board.line] == ["Luottamuksellinen asia"]
    visit = worker.sees(RungView).visit
    await worker.do(m.Answer(visit=visit, offer=worker.sees(RungView).offer))
    await world.advance(1)
    assert [(entry.service_name.fi, entry.with_names) for entry in clerk.board.under_way] == [
        ("Luottamuksellinen asia", ("asiantuntija",))
    ]
    assert [entry.with_names for entry in worker.board.under_way] == [("Saimi Sosiaalinen",)]


async def test_a_clerk_rung_for_a_sensitive_matter_is_not_told_which(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    await resident.do(call("ohjaamo"))
    await world.advance(95)
    rung = clerk.sees(RungView)
    assert rung.service is None
    assert rung.service_name is not None
    assert rung.service_name.fi == "Luottamuksellinen asia"


async def test_staff_know_each_other_by_account_and_the_customer_by_none(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    staff = expert.sees(StaffView)
    assert (staff.you, staff.host) == ("rakennus1", "rakennus1")
    assert {person.id for person in staff.people} == {"customer", "rakennus1"}
    assert "rakennus1" not in everything_sent(resident)


async def test_the_board_of_somebody_not_on_shift_is_empty(world: World) -> None:
    resident, idle = await world.terminal(), await world.expert("rakennus2", on_shift=False)
    clerk = await world.clerk(on_shift=False)
    await resident.do(call())
    await world.advance(1)
    assert idle.board == Board(line=(), under_way=(), places=(), on_shift=False)
    assert [(entry.place, entry.yours) for entry in clerk.board.line] == [("Reposaari", False)]
    health = {place.place: (place.connected, place.in_visit) for place in clerk.board.places}
    assert health == {"reposaari": (True, True), "ahlainen": (False, False)}


async def test_the_directory_says_who_is_free(world: World) -> None:
    clerk, resident = await world.clerk(), await world.terminal()
    free, rung = await world.expert("vero1"), await world.expert("rakennus1")
    await resident.do(call())
    await world.advance(1)
    states = {colleague.person: colleague.state for colleague in clerk.directory.people}
    assert (states["vero1"], states["rakennus1"], states["vero2"]) == (
        Availability.FREE,
        Availability.RUNG,
        Availability.OFF,
    )
    assert "palvelu1" not in states
    assert {need.service: need.free for need in clerk.directory.needs}["verotus"] == 1
    await rung.do(m.Answer(visit=rung.sees(RungView).visit, offer=rung.sees(RungView).offer))
    await free.disconnect()
    await world.advance(13)
    states = {colleague.person: colleague.state for colleague in clerk.directory.people}
    assert (states["vero1"], states["rakennus1"]) == (Availability.OFF, Availability.BUSY)


async def test_while_a_matter_is_served_its_experts_stand_first(world: World) -> None:
    clerk, _ = await world.clerk(), await world.expert("rakennus1")
    await world.expert("vero2")
    await clerk.do(m.StartVisit(service="verotus", language=Language.FI))
    await world.advance(1)
    assert [colleague.person for colleague in clerk.directory.people][:2] == ["vero2", "rakennus1"]
    assert clerk.directory.needs[0].service == "verotus"


async def test_boards_go_out_four_times_a_second_at_most_and_only_when_they_change(world: World) -> None:
    clerk, resident = await world.clerk(), await world.terminal()
    await world.advance(30)
    visit = await resident.do(call())
    await world.advance(1)
    before = len(clerk.post.messages)
    await world.expert("vero1")
    await world.advance(30)
    assert not [message for message in clerk.post.messages[before:] if isinstance(message, m.BoardMessage)]
    await resident.do(m.Cancel(visit=visit))
    await resident.do(m.Wiped(visit=visit))
    for _ in range(20):
        visit = await resident.do(call())
        await world.advance(0.02)
        await resident.do(m.Cancel(visit=visit))
        await resident.do(m.Wiped(visit=visit))
        await world.advance(0.03)
    await world.advance(0.3)
    boards = [message for message in clerk.post.messages[before:] if isinstance(message, m.BoardMessage)]
    assert 1 <= len(boards) <= 5


async def test_views_speak_the_language_of_the_page(world: World) -> None:
    resident, expert = await world.terminal(language=Language.SV), await world.expert("rakennus1")
    visit = await resident.do(call(language=Language.SV))
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    assert [p.name for p in expert.sees(StaffView).people if p.id == "customer"] == ["Asiakas"]
    await expert.send(m.SetLanguage(language=Language.EN))
    assert [p.name for p in expert.sees(StaffView).people if p.id == "customer"] == ["Customer"]
    refused = await resident.ask(call())
    assert isinstance(refused, m.Refused)
    assert refused.sentence == "På den här platsen pågår redan ett besök."


async def test_every_page_gets_the_cards_of_its_place(world: World) -> None:
    resident, clerk, screen = (
        await world.terminal("ahlainen"),
        await world.clerk(),
        await world.customer_screen(),
    )
    assert resident.catalogue.place_name.fi == "Ahlainen"
    assert "ohjaamo" not in {card.service for card in resident.catalogue.cards}
    assert "ohjaamo" in {card.service for card in clerk.catalogue.cards}
    assert screen.catalogue.place_name.fi == "Tiski 1"
