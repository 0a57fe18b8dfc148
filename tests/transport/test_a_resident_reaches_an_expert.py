"""From the press of the button to the log, over real sockets and a real store; media is the pages' own affair."""

from tests.transport.live import Town


async def test_a_resident_calls_an_expert_answers_and_both_go_home(demo: Town) -> None:
    expert = await demo.page("expert", "rakennusvalvonta1")
    assert (await expert.command("start_shift", camera=True, microphone=True))["type"] == "done"
    resident = await demo.page("terminal", "reposaari")
    called = await resident.command("call", service="rakennusluvat", language="fi")
    assert called["type"] == "done"
    visit = called["visit"]

    rung = await expert.view("rung")
    assert (rung["visit"], rung["service"], rung["place"]) == (visit, "rakennusluvat", "Reposaari")
    answered = await expert.command("answer", visit=visit, offer=rung["offer"])
    assert answered == {"type": "done", "id": answered["id"], "visit": visit}

    staff = await expert.view("staff")
    talking = await resident.view("customer")
    assert [person["name"] for person in talking["people"]] == ["rakennusvalvonta1"]
    (link,) = talking["links"]
    (other,) = staff["links"]
    assert link["id"] == other["id"]
    assert link["offer"] is not other["offer"]
    assert {"sound", "picture"} <= set(link["receive"]) & set(other["receive"])

    offerer, answerer = (resident, expert) if link["offer"] else (expert, resident)
    body = {"kind": "description", "sdp_type": "offer", "sdp": "v=0\r\n"}
    await offerer.say(type="signal", link=link["id"], attempt=0, body=body)
    assert (await answerer.of_type("signal"))["body"] == body

    assert (await expert.command("end_visit", visit=visit))["type"] == "done"
    await resident.view("after")
    assert (await resident.command("finish", visit=visit, score=5, words="Kiitos!"))["type"] == "done"
    await resident.view("over", end="completed")
    assert (await resident.command("wiped", visit=visit))["type"] == "done"
    assert (await expert.command("give_outcome", visit=visit, matter=1, outcome="solved"))["type"] == "done"

    (events,) = demo.log().values()
    assert events[0] == "visit_opened"
    assert {"offer_made", "matter_closed", "rated", "outcome_given", "visit_ended", "wiped"} <= set(events)
