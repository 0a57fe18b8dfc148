import "../styles/staff-visit.css";
import "../styles/equal-size.css";
import "../styles/shared-screen.css";
import "../styles/desk.css";
import "../styles/forced-colours.css";
import { deskPage } from "../views/desk/page";
import { DeskSession } from "../views/desk/session";
import { beginStaff } from "../views/staff/begin";

await beginStaff("desk", (parts) => new DeskSession(parts), (session) => deskPage(session.state, session));
