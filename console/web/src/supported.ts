/** Browsers that these pages are made for: Chromium of the last two years. Others get a clear sentence. */

import { html, render } from "lit-html";

export function isSupported(): boolean {
  return (
    typeof RTCRtpTransceiver !== "undefined" &&
    "setCodecPreferences" in RTCRtpTransceiver.prototype &&
    "onscrollend" in window &&
    navigator.mediaDevices !== undefined
  );
}

/** Says in the three languages what is needed, in place of a page. */
export function tellUnsupported(page: HTMLElement): void {
  const secure = isSecureContext;
  render(
    html`<main role="alert">
      <p>${secure ? "Avaa tämä sivu Chrome- tai Edge-selaimella." : "Avaa tämä sivu suojatulla https-osoitteella."}</p>
      <p lang="sv">
        ${secure ? "Öppna den här sidan med Chrome eller Edge." : "Öppna den här sidan med en skyddad https-adress."}
      </p>
      <p lang="en">${secure ? "Please open this page with Chrome or Edge." : "Please open this page at its https address."}</p>
    </main>`,
    page,
  );
}
