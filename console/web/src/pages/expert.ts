import "../styles/staff-visit.css";
import "../styles/equal-size.css";
import "../styles/shared-screen.css";
import "../styles/forced-colours.css";
import "../styles/expert.css";
import { expertPage } from "../views/expert/page";
import { beginStaff } from "../views/staff/begin";
import { StaffSession } from "../views/staff/session";

await beginStaff("expert", (parts) => new StaffSession(parts), (session) => expertPage(session.state, session));
