// Builds the screens, from the folder it is in: node build.mjs [--quick] FOLDER
//
// Types come from the interface's contract, styles of the theme are computed here and not in the browser (the server's
// Content-Security-Policy allows no style elements), and every file is written a second and third time compressed.
// --quick leaves out the type check and the compression.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import openapi, { astToString } from "openapi-typescript";

const quick = process.argv.includes("--quick");
const folder = process.argv.slice(2).find((word) => !word.startsWith("--")) ?? "../build/web";
const made = `${folder}.new`;
const assets = join(made, "assets");

const named = (name, ending, text) => {
  const file = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 10)}.${ending}`;
  writeFileSync(join(assets, file), text);
  return file;
};

async function writeTypes() {
  const contract = new URL("../src/server/openapi.json", import.meta.url);
  const text = `// Made from src/server/openapi.json by build.mjs: do not edit.\n${astToString(await openapi(contract))}`;
  const file = "src/api/schema.d.ts";
  let before = "";
  try {
    before = readFileSync(file, "utf8");
  } catch {
    // The first build.
  }
  if (before !== text) writeFileSync(file, text);
}

// The theme's variables as CSS, from the same code that would compute them in the browser.
async function themeStyle() {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from "@mantine/core";
        import { theme, variables } from "./src/app/theme";
        const whole = mergeMantineTheme(DEFAULT_THEME, theme);
        const usual = defaultCssVariablesResolver(whole), own = variables(whole);
        const both = (part) => ({ ...usual[part], ...own[part] });
        console.log(convertCssVariables({ variables: both("variables"), light: both("light"), dark: both("dark") }));
        console.log(convertCssVariables({ variables: {}, dark: { "--mantine-color-scheme": "dark" }, light: { "--mantine-color-scheme": "light" } }));`,
      resolveDir: ".",
      loader: "ts",
    },
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
    logLevel: "error",
  });
  return execFileSync("node", ["-"], { input: outputFiles[0].text, encoding: "utf8", maxBuffer: 1 << 24 });
}

async function bundle() {
  const { metafile } = await build({
    entryPoints: { main: "src/main.tsx" },
    outdir: assets,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    minify: true,
    jsx: "automatic",
    metafile: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".svg": "file" },
    logLevel: "warning",
  });
  return metafile;
}

// What the first page needs at once, so that the browser asks for it all together.
function parts(metafile) {
  const short = (path) => path.split("/").pop();
  const outputs = Object.entries(metafile.outputs);
  const [path, entry] = outputs.find(([, output]) => output.entryPoint === "src/main.tsx");
  const wanted = entry.imports.filter((one) => one.kind === "import-statement").map((one) => short(one.path));
  const later = outputs.filter(([other, output]) => output.cssBundle && other !== path).map(([, output]) => short(output.cssBundle));
  return { main: short(path), styles: [short(entry.cssBundle), ...later], preload: [...new Set(wanted)] };
}

// A page that is loaded later brings no style of its own: there is one sheet, and it is small.
function wholeSheet(style, files) {
  const sheet = [];
  for (const file of files) {
    sheet.push(readFileSync(join(assets, file), "utf8"));
    rmSync(join(assets, file));
  }
  return [...sheet, style].join("\n");
}

function writeIndex(metafile, style) {
  const { main, styles, preload } = parts(metafile);
  const page = readFileSync("index.html", "utf8")
    .replace("{scheme}", named("scheme", "js", readFileSync("src/scheme.js")))
    .replace("{icon}", named("icon", "svg", readFileSync("src/icon.svg")))
    .replace("{style}", named("main", "css", wholeSheet(style, styles)))
    .replace("{main}", main)
    .replace("{preload}", preload.map((file) => `<link rel="modulepreload" href="/assets/${file}">`).join("\n"));
  writeFileSync(join(made, "index.html"), page);
  writeFileSync(join(made, "carnet.webmanifest"), readFileSync("src/carnet.webmanifest"));
}

function compress(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const file = join(path, entry.name);
    if (entry.isDirectory()) {
      compress(file);
      continue;
    }
    const bytes = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  }
}

rmSync(made, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
await writeTypes();
if (!quick) execFileSync("node", ["node_modules/typescript/bin/tsc", "--noEmit"], { stdio: "inherit" });
writeIndex(await bundle(), await themeStyle());
if (!quick) compress(made);
rmSync(folder, { recursive: true, force: true });
renameSync(made, folder);
