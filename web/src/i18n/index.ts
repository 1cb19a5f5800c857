// The words of the screens, by language and area. An area is what one kind of page needs; English says which keys there are, and
// the types (words.ts) hold the code to them.
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { choices, type Language } from "../format/choices";

type Area = Record<string, object>;
type Loader = () => Promise<Area>;

const areas: Record<string, Record<Language, Loader>> = {
  desk: {
    en: () => import("./en/desk"),
    "zh-TW": () => import("./zh-TW/desk"),
    th: () => import("./th/desk"),
  },
  practice: {
    en: () => import("./en/practice"),
    "zh-TW": () => import("./zh-TW/practice"),
    th: () => import("./th/practice"),
  },
  card: {
    en: () => import("./en/card"),
    "zh-TW": () => import("./zh-TW/card"),
    th: () => import("./th/card"),
  },
  owner: {
    en: () => import("./en/owner"),
    "zh-TW": () => import("./zh-TW/owner"),
    th: () => import("./th/owner"),
  },
};

/** The files of each area; a file is a namespace. */
const areaOf: Record<string, string> = {
  shell: "desk", words: "desk", problems: "desk", signIn: "desk", today: "desk", client: "desk", checkout: "desk",
  practice: "practice",
  card: "card",
  figures: "owner", catalogue: "owner", house: "owner", outlook: "owner",
};

const backend: BackendModule = {
  type: "backend",
  init: () => {},
  read: (language, namespace, done) => {
    const loader = areas[areaOf[namespace] ?? "desk"]?.[language as Language];
    if (!loader) return done(null, {});
    loader().then(
      (area) => {
        // All of it at once: what waits for words later would take a page away from whoever types in it.
        for (const [name, words] of Object.entries(area)) i18next.addResourceBundle(language, name, words);
        done(null, area[namespace] ?? {});
      },
      (fault: unknown) => done(fault as Error, null),
    );
  },
};

/** The words of the desk are there before anything is drawn; another page's come with it. */
export async function startWords(): Promise<void> {
  const { language } = choices();
  document.documentElement.lang = language;
  const words = await areas.desk?.[language]();
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      resources: { [language]: { ...words } },
      partialBundledLanguages: true,
      fallbackLng: false,
      ns: ["shell", "words", "problems"],
      defaultNS: "shell",
      interpolation: { escapeValue: false }, // React escapes
      react: { useSuspense: true },
      showSupportNotice: false,
    } as never);
}
