"""Staff calling staff is no visit of a resident's: not on a board and not in a count of visits."""

from signaling.protocol import messages as m
from signaling.protocol.views import RungView, WaitingView
from tests.service.world import World, call


async def test_no_board_and_no_count_of_visits_has_it(world: World) -> None:
    clerk, caller, called = await world.clerk(), await world.expert("rakennus1"), await world.expert("vero1")
    visit = await caller.do(m.Inquire(person="vero1"))
    await world.advance(1)
    for person in (clerk, caller, called):
        assert (person.board.line, person.board.under_way) == ((), ())
    numbers = world.service.metrics
    assert (numbers.open_visits, numbers.open_inquiries) == (0, 1)
    await called.do(m.Answer(visit=visit, offer=called.sees(RungView).offer))
    resident = await world.terminal()
    await resident.do(call())
    await world.advance(1)
    for person in (clerk, caller, called):
        assert [entry.visit for entry in person.board.line] == [resident.sees(WaitingView).visit]
        assert person.board.under_way == ()
    assert (numbers.open_visits, numbers.open_inquiries) == (1, 1)
    await caller.do(m.Leave(visit=visit))
    assert (numbers.open_visits, numbers.open_inquiries) == (1, 0)
