import "../styles/terminal-screens.css";
import { readAddress, readBuild } from "../address";
import { Devices } from "../devices";
import { Signalling } from "../signal";
import { Cues } from "../sound";
import { isSupported, tellUnsupported } from "../supported";
import { Talk } from "../talk";
import { Terminal } from "../views/terminal/terminal";

if (isSupported()) {
  const address = readAddress(location);
  const signal = new Signalling({
    kind: "terminal",
    build: await readBuild(),
    language: "fi",
    claim: address.claim,
    desk: null,
  });
  const devices = new Devices({ raw: address.raw, storage: null });
  const talk = new Talk(signal, devices);
  new Terminal({ signal, devices, talk, cues: new Cues() }).run();
} else {
  tellUnsupported(document.body);
}
