import "../styles/terminal-screens.css";
import { readAddress, readBuild } from "../address";
import { Devices } from "../devices";
import { Signalling } from "../signal";
import { Cues } from "../sound";
import { isSupported, tellUnsupported } from "../supported";
import { Talk } from "../talk";
import { Customer } from "../views/customer/customer";

if (isSupported()) {
  const address = readAddress(location);
  const signal = new Signalling({
    kind: "customer_screen",
    build: await readBuild(),
    language: "fi",
    claim: null,
    desk: address.desk ?? "1",
  });
  const devices = new Devices({ raw: address.raw, storage: null });
  const talk = new Talk(signal, devices);
  new Customer({ signal, devices, talk, cues: new Cues() }).run();
} else {
  tellUnsupported(document.body);
}
