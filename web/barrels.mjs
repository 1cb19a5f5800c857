// Takes each name that is imported from a long list of names (Mantine, its hooks, the icons) from the file it is made in. Through the
// list, every page would come with what any page needs.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const lists = {
  "@mantine/core": "node_modules/@mantine/core/esm/index.mjs",
  "@mantine/hooks": "node_modules/@mantine/hooks/esm/index.mjs",
  "lucide-react": "node_modules/lucide-react/dist/esm/lucide-react.mjs",
};

/** "a, b as c, type d" as [["a", "a"], ["b", "c"]]: types are of no file. */
const namesOf = (text) =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name && !name.startsWith("type "))
    .map((name) => {
      const [from, as] = name.split(" as ");
      return [from, as ?? from];
    });

function madeIn(list) {
  const files = new Map();
  for (const [, names, file] of readFileSync(list, "utf8").matchAll(/(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g))
    for (const [from, as] of namesOf(names)) files.set(as, { from, file: resolve(dirname(list), file) });
  return files;
}

function straight(text, files) {
  return text.replace(/^import \{([^}]*)\} from "([^"]+)";?$/gm, (whole, names, list) => {
    if (!lists[list]) return whole;
    files[list] ??= madeIn(lists[list]);
    return namesOf(names)
      .map(([name, as]) => {
        const made = files[list].get(name);
        if (!made) throw new Error(`${list} has no ${name}`);
        return `import { ${made.from} as ${as} } from ${JSON.stringify(made.file)};`;
      })
      .join(" ");
  });
}

/** What is loaded later stands on the whole program. So what it shares with the program is one file; otherwise it would be one for each
 * set of pages that share a part. */
function onProgram(text, path, later) {
  for (const [, wanted] of text.matchAll(/\bimport\("(\.[^"]+)"\)/g)) later.add(resolve(dirname(path), wanted));
  return later.has(path.replace(/\.tsx$/, "")) ? `import ${JSON.stringify(resolve("src/app/App.tsx"))};\n${text}` : text;
}

/** For esbuild. */
export const barrels = {
  name: "barrels",
  setup({ onLoad }) {
    const files = {};
    const later = new Set();
    onLoad({ filter: /(\/web\/src\/.*\.tsx?|\/@mantine\/core\/esm\/.*\.mjs)$/ }, ({ path }) => ({
      contents: onProgram(straight(readFileSync(path, "utf8"), files), path, later),
      loader: path.endsWith(".tsx") ? "tsx" : path.endsWith(".ts") ? "ts" : "js",
    }));
  },
};
