import "../styles/terminal-screens.css";
import "../styles/equal-size.css";
import "../styles/shared-screen.css";
import "../styles/terminal-narrow.css";
import "../styles/forced-colours.css";
import { begin } from "../begin";
import { Terminal } from "../views/terminal/terminal";

const parts = await begin("terminal", "fi", null);
if (parts) new Terminal(parts).run();
