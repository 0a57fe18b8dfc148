import { html, render } from "lit-html";

render(html`<p>Etäluukku</p>`, document.body);
