/** Lets Node read the pages' sources as they are: it adds the ending that their imports leave to Vite. */

import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.includes("?")) return { url: "data:text/javascript,export default ''", shortCircuit: true };
    if (!specifier.startsWith(".") || /\.[jt]s$/.test(specifier)) return next(specifier, context);
    return next(`${specifier}.ts`, context);
  },
});
