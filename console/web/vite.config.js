import { createHash } from "node:crypto";
import { defineConfig } from "vite";

const PAGES = ["terminal", "expert", "desk", "customer"];

/** Writes build.json: one hash over every file of the build, which a page and the server can compare. */
function buildIdentity() {
  return {
    name: "build-identity",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const hash = createHash("sha256");
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(name).update("\0").update(file.type === "chunk" ? file.code : file.source);
        }
        const build = hash.digest("hex").slice(0, 16);
        this.emitFile({ type: "asset", fileName: "build.json", source: `${JSON.stringify({ build })}\n` });
      },
    },
  };
}

export default defineConfig({
  plugins: [buildIdentity()],
  // The pages' policy refuses inline scripts and data: addresses, so nothing is inlined and no polyfill is injected.
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "chrome130",
    reportCompressedSize: false,
    rolldownOptions: { input: PAGES.map((page) => `${page}.html`) },
  },
});
