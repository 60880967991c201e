// Bundles the scripts that need packages from npm into wwwroot/built, which is not committed. The project file calls this.
import { build } from "esbuild";

await build({
  entryPoints: ["rubric-editor.js"],
  outdir: process.argv[2] ?? "../wwwroot/built",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});
