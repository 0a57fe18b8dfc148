"""Features of a place: pages are told what is off in their visit, what is asked for all the same is refused, the rest goes on."""

from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Grant, Language
from signaling.protocol.views import AfterView, CustomerView, RungView, StaffView
from signaling.protocol.words import Feature
from tests.service.town import TOWN
from tests.service.world import Person, World, call


def turn_off(world: World, place: str, *off: Feature) -> None:
    places = tuple(replace(each, off=off) if each.id == place else each for each in TOWN.places)
    world.directory.value = replace(TOWN, places=places)


async def talking(world: World) -> tuple[Person, Person, str]:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    return resident, expert, visit


async def test_both_ends_are_told_and_what_is_off_is_refused_and_changes_nothing(world: World) -> None:
    turn_off(world, "reposaari", *Feature)
    await world.advance(5)
    resident, expert, visit = await talking(world)
    assert resident.sees(CustomerView).off == expert.sees(StaffView).off == tuple(Feature)
    grants = {grant for link in expert.sees(StaffView).links for grant in (*link.send, *link.receive)}
    assert grants == {Grant.SOUND, Grant.PICTURE, Grant.PAPER}
    events, views = await world.events(visit), len(resident.views())
    answer = await expert.ask(m.SetDevices(sound=True, camera=True, sharing=True))
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.FEATURE_OFF
    assert answer.sentence == "Tämä ei ole käytössä tässä palvelupisteessä."
    assert (await world.events(visit), len(resident.views())) == (events, views)

    await resident.do(m.EndVisit(visit=visit))
    assert resident.sees(AfterView).off == tuple(Feature)
    events = await world.events(visit)
    answer = await resident.ask(m.SecondMatter(visit=visit, service="rakennusluvat", language=Language.FI))
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.FEATURE_OFF
    assert await world.events(visit) == events
    await resident.do(m.Finish(visit=visit, score=5, words=""))


async def test_a_page_whose_sharing_was_refused_does_not_share_in_its_next_visit(world: World) -> None:
    turn_off(world, "reposaari", Feature.SCREEN_SHARE)
    await world.advance(5)
    resident, expert, visit = await talking(world)
    assert isinstance(await expert.ask(m.SetDevices(sound=True, camera=True, sharing=True)), m.Refused)
    await resident.do(m.EndVisit(visit=visit))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome="solved"))  # type: ignore[arg-type]
    other = await world.terminal("ahlainen")
    visit = await other.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    (person,) = other.sees(CustomerView).people
    assert [seat.sharing for seat in person.seats] == [False]


async def test_what_was_off_when_the_visit_began_stays_so_and_other_places_have_everything(
    world: World,
) -> None:
    turn_off(world, "reposaari", Feature.TEXT)
    await world.advance(5)
    _, expert, _ = await talking(world)
    world.directory.value = TOWN
    await world.advance(5)
    await expert.do(m.SetDevices(sound=True, camera=False, sharing=False))
    assert expert.sees(StaffView).off == (Feature.TEXT,)
    other, second = await world.terminal("ahlainen"), await world.expert("rakennus2")
    visit = await other.do(call())
    await second.do(m.Answer(visit=visit, offer=second.sees(RungView).offer))
    assert second.sees(StaffView).off == ()
    assert all(Grant.TEXT in link.send for link in second.sees(StaffView).links)


async def test_a_desk_does_without_too(world: World) -> None:
    turn_off(world, "tiski1", Feature.SCREEN_SHARE)
    await world.advance(5)
    clerk = await world.clerk()
    await clerk.do(m.StartVisit(service="en-ole-varma", language=Language.FI))
    assert clerk.sees(StaffView).off == (Feature.SCREEN_SHARE,)
    answer = await clerk.ask(m.SetDevices(sound=True, camera=True, sharing=True))
    assert isinstance(answer, m.Refused)
