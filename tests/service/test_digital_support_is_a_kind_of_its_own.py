"""Digital support: the card, whoever is rung, the boards and the log say that it is; of a confidential one nobody else learns."""

from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.protocol.views import RungView, StaffView
from signaling.protocol.words import ServiceKind
from signaling.visit.events import MatterOpened
from tests.service.town import TOWN
from tests.service.world import World, call

DIGITAL = ServiceKind.DIGITAL_SUPPORT


def teach_online(world: World, *services: str) -> None:
    """These services of the town are digital support from now on."""
    world.directory.value = replace(
        TOWN,
        services=tuple(
            replace(each, kind=DIGITAL) if each.id in services else each for each in TOWN.services
        ),
    )


async def test_card_offer_visit_boards_and_log_tell_the_kind(world: World) -> None:
    teach_online(world, "verotus")
    await world.advance(5)
    resident, expert = await world.terminal(), await world.expert("vero1")
    kinds = {card.service: card.kind for card in resident.catalogue.cards}
    assert (kinds["verotus"], kinds["rakennusluvat"]) == (DIGITAL, ServiceKind.SERVICE)
    visit = await resident.do(call("verotus"))
    assert expert.sees(RungView).service_kind is DIGITAL
    await world.advance(1)
    assert [entry.service_kind for entry in expert.board.line] == [DIGITAL]
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    assert expert.sees(StaffView).service_kind is DIGITAL
    await world.advance(1)
    assert [row.service_kind for row in expert.board.under_way] == [DIGITAL]
    (opened,) = (event for event in await world.events(visit) if isinstance(event, MatterOpened))
    assert opened.kind is DIGITAL


async def test_a_matter_stays_what_it_was_when_its_service_becomes_another(world: World) -> None:
    teach_online(world, "verotus")
    await world.advance(5)
    resident, expert = await world.terminal(), await world.expert("vero1")
    visit = await resident.do(call("verotus"))
    world.directory.value = TOWN
    await world.advance(5)
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    assert expert.sees(StaffView).service_kind is DIGITAL


async def test_whoever_does_not_serve_a_confidential_one_does_not_learn_its_kind(world: World) -> None:
    teach_online(world, "ohjaamo")
    await world.advance(5)
    resident, worker, other = (
        await world.terminal(),
        await world.expert("sosiaali1"),
        await world.expert("vero1"),
    )
    visit = await resident.do(call("ohjaamo"))
    await world.advance(1)
    assert [entry.service_kind for entry in worker.board.line] == [DIGITAL]
    assert [entry.service_kind for entry in other.board.line] == [ServiceKind.SERVICE]
    await worker.do(m.Answer(visit=visit, offer=worker.sees(RungView).offer))
    await worker.do(m.AddNow(visit=visit, person="vero1", service=None))
    assert other.sees(RungView).service_kind is ServiceKind.SERVICE
    await world.advance(1)
    assert [row.service_kind for row in other.board.under_way] == [ServiceKind.SERVICE]
