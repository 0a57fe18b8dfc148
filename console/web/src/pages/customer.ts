import "../styles/terminal-screens.css";
import "../styles/equal-size.css";
import "../styles/shared-screen.css";
import "../styles/terminal-narrow.css";
import "../styles/forced-colours.css";
import { begin } from "../begin";
import { Customer } from "../views/customer/customer";

const parts = await begin("customer_screen", "fi", null);
if (parts) new Customer(parts).run();
