/** What a page's own address says about it: whose page it is in the demo, and which desk it belongs to. */

export interface Address {
  /** `?place=` of a terminal or `?as=` of staff; heard in the demo only. */
  readonly claim: string | null;
  readonly desk: string | null;
  /** `&raw=1` on this machine: sound is sent as the microphone gives it, so that tones can be measured. */
  readonly raw: boolean;
}

const SLUG = /^[a-z0-9-]{1,64}$/;

export function readAddress(location: Location): Address {
  const query = new URLSearchParams(location.search);
  const slug = (name: string): string | null => {
    const value = query.get(name);
    return value !== null && SLUG.test(value) ? value : null;
  };
  return {
    claim: slug("place") ?? slug("as"),
    desk: slug("desk"),
    raw: query.get("raw") === "1" && isLoopback(location.hostname),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "127.0.0.1" || host === "[::1]";
}

/** The identity of the build that this page was loaded from. */
export async function readBuild(): Promise<string> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content;
  if (meta) return meta;
  try {
    const answer = await fetch("/build.json", { cache: "no-store" });
    const { build } = (await answer.json()) as { build?: unknown };
    if (typeof build === "string") return build.slice(0, 64);
  } catch {
    // An unknown build only means that the page cannot be told that it is old.
  }
  return "unknown";
}

/** 128 random bits as 32 hexadecimal digits. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
