import { html, render } from "lit-html";
import "../styles/staff-visit.css";
import "../styles/expert.css";
import { expertPage } from "../views/expert/page";
import { begin } from "../views/staff/begin";
import { StaffSession } from "../views/staff/session";
import { title } from "../views/staff/title";

const parts = await begin("expert", draw);
const session = new StaffSession(parts);

function draw(): void {
  const { state } = session;
  render(html`${expertPage(state, session)}${session.announcer.render()}`, document.body);
  document.title = title(state);
}

draw();
parts.signal.start();
