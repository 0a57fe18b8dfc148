/** How one sender encodes: what is wished for is applied one change after the other, and only the newest of what waits. */

type Wish = Pick<RTCRtpEncodingParameters, "active" | "maxBitrate" | "maxFramerate" | "scaleResolutionDownBy" | "priority" | "networkPriority">;

export class Encoding {
  readonly #sender: RTCRtpSender;
  #wish: Wish = {};
  #applied = "";
  #applying = false;

  constructor(sender: RTCRtpSender) {
    this.#sender = sender;
  }

  /** Never rejects: what a closed or not yet negotiated sender does not take is applied with the next wish. */
  wish(wish: Wish): void {
    this.#wish = { ...this.#wish, ...wish };
    void this.#apply();
  }

  async #apply(): Promise<void> {
    if (this.#applying) return;
    this.#applying = true;
    let wanted = JSON.stringify(this.#wish);
    while (wanted !== this.#applied) {
      const parameters = this.#sender.getParameters();
      const [encoding] = parameters.encodings;
      if (!encoding) break;
      Object.assign(encoding, this.#wish);
      const done = await this.#sender.setParameters(parameters).then(
        () => true,
        () => false,
      );
      if (!done) break;
      this.#applied = wanted;
      wanted = JSON.stringify(this.#wish);
    }
    this.#applying = false;
  }
}
