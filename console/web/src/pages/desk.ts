import { html, render } from "lit-html";
import "../styles/staff-visit.css";
import "../styles/desk.css";
import { deskPage } from "../views/desk/page";
import { DeskSession } from "../views/desk/session";
import { begin } from "../views/staff/begin";
import { title } from "../views/staff/title";

const parts = await begin("desk", draw);
const session = new DeskSession(parts);

function draw(): void {
  const { state } = session;
  render(html`${deskPage(state, session)}${session.announcer.render()}`, document.body);
  document.title = title(state);
}

draw();
parts.signal.start();
