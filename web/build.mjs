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
import { build, transform } from "esbuild";
import openapi, { astToString } from "openapi-typescript";
import { barrels } from "./barrels.mjs";

const quick = process.argv.includes("--quick");
const folder = process.argv.slice(2).find((word) => !word.startsWith("--")) ?? "../build/web";
const made = `${folder}.new`;
const assets = join(made, "assets");
const target = ["es2022", "chrome109", "firefox115", "safari16"];

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
        const unused = new RegExp("^--mantine-color-(" + Object.keys(DEFAULT_THEME.colors).filter((name) => !["dark", "gray", "red"].includes(name)).join("|") + ")-");
        const used = (names) => Object.fromEntries(Object.entries(names).filter(([name]) => !unused.test(name)));
        const both = (part) => used({ ...usual[part], ...own[part] });
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
    target,
    charset: "utf8",
    minify: true,
    jsx: "automatic",
    metafile: true,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".svg": "file" },
    plugins: [barrels],
    logLevel: "warning",
  });
  return metafile;
}

const short = (path) => path.split("/").pop();
const outputOf = (metafile, source) => Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source);

/** What a program needs at once, so that the browser asks for it all together. */
function together(metafile, path, found = new Set()) {
  for (const one of metafile.outputs[path].imports)
    if (one.kind === "import-statement" && !found.has(one.path)) together(metafile, one.path, found.add(one.path));
  return [...found];
}

/** Each component of Mantine brings its style in src/app/mantine.css, or the build fails. */
function missStyles(metafile, sheet) {
  const parts = new Map();
  for (const file of Object.keys(metafile.inputs)) {
    const [, component] = /@mantine\/core\/esm\/components\/(\w+)\/.*\.module\.mjs$/.exec(file) ?? [];
    if (component) parts.set(component, `${parts.get(component) ?? ""}${readFileSync(file, "utf8")}`);
  }
  for (const [component, text] of parts)
    if (!text.match(/\bm_[0-9a-f]+/g).some((one) => sheet.includes(one))) throw new Error(`src/app/mantine.css lacks ${component}`);
}

// A page that is loaded later brings no style of its own: there is one sheet, and it is small. What several pages share stands in the
// sheet of each; minified, it stands once.
async function wholeSheet(metafile, style) {
  const entry = outputOf(metafile, "src/main.tsx")[1].cssBundle;
  const all = Object.values(metafile.outputs).map(({ cssBundle }) => cssBundle).filter((one) => one && one !== entry);
  const texts = [entry, ...all].map((path) => {
    const file = join(assets, short(path));
    const text = readFileSync(file, "utf8");
    rmSync(file);
    return text;
  });
  const { code } = await transform([...texts, style].join("\n"), { loader: "css", minify: true, target });
  missStyles(metafile, code);
  return code;
}

function firstScript(metafile) {
  const words = Object.fromEntries(
    ["en", "zh-TW", "th"].map((language) => [language, `/assets/${short(outputOf(metafile, `src/i18n/${language}/desk.ts`)[0])}`]),
  );
  return readFileSync("src/first.js", "utf8").replace('"{words}"', JSON.stringify(words));
}

async function writeIndex(metafile, style) {
  const [main] = outputOf(metafile, "src/main.tsx");
  const { code: first } = await transform(firstScript(metafile), { minify: true, target });
  const page = readFileSync("index.html", "utf8")
    .replace("{first}", named("first", "js", first))
    .replace("{icon}", named("icon", "svg", readFileSync("src/icon.svg")))
    .replace("{style}", named("main", "css", await wholeSheet(metafile, style)))
    .replace("{main}", short(main))
    .replace("{preload}", together(metafile, main).map((path) => `<link rel="modulepreload" href="/assets/${short(path)}">`).join("\n"));
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
await writeIndex(await bundle(), await themeStyle());
if (!quick) compress(made);
rmSync(folder, { recursive: true, force: true });
renameSync(made, folder);
