// What somebody chose for themselves: language, calendar, light or dark. Kept on this machine by their name, since several work at one;
// and once more as it was last, for whoever comes to the door.
import { createContext, use, useSyncExternalStore } from "react";

export const languages = ["en", "zh-TW", "th"] as const;
export type Language = (typeof languages)[number];
export const calendars = ["gregory", "buddhist", "roc"] as const;
export type Calendar = (typeof calendars)[number];
export const schemes = ["auto", "light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

export interface Choices {
  language: Language;
  calendar: Calendar;
  scheme: Scheme;
}

const place = "carnet.choices";
const told = new Set<() => void>();

export function languageOf(wanted: string | null | undefined): Language | undefined {
  const low = (wanted ?? "").toLowerCase();
  if (low.startsWith("zh")) return "zh-TW";
  if (low.startsWith("th")) return "th";
  return low.startsWith("en") ? "en" : undefined;
}

/** As kept, with whose it was. */
interface Kept extends Partial<Choices> {
  by?: string;
}

function read(where: string): Kept | undefined {
  try {
    return (JSON.parse(localStorage.getItem(where) ?? "null") as Kept | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(where: string | undefined): void {
  try {
    if (where) localStorage.setItem(where, JSON.stringify({ ...now, by: theirs ?? read(where)?.by }));
  } catch {
    // No storage: until the page is closed.
  }
}

/** What is missing, or was never a choice, is as the machine has it. */
function whole(part: Partial<Choices> = {}): Choices {
  return {
    language: languages.find((one) => one === part.language) ?? navigator.languages.map(languageOf).find(Boolean) ?? "en",
    calendar: calendars.find((one) => one === part.calendar) ?? "gregory",
    scheme: schemes.find((one) => one === part.scheme) ?? "auto",
  };
}

/** Where light or dark was kept before it was one of the choices: it counts until it has been taken up among them. */
function schemeBefore(): Scheme | undefined {
  try {
    return schemes.find((one) => one === localStorage.getItem("mantine-color-scheme-value"));
  } catch {
    return undefined;
  }
}

let now = whole({ scheme: schemeBefore(), ...read(place) });
/** Where the choices of whoever is at work are kept; undefined: nobody is. */
let theirs: string | undefined;
let atDoor: Partial<Choices> = {};

export function choices(): Choices {
  return now;
}

/** Calls back whenever something was chosen; the answer ends that. */
export function onChoice(tell: () => void): () => void {
  told.add(tell);
  return () => told.delete(tell);
}

function take(next: Choices): void {
  now = next;
  document.documentElement.lang = now.language;
  for (const tell of told) tell();
}

export function choose(part: Partial<Choices>, lasting = true): void {
  take({ ...now, ...part });
  if (!lasting) return;
  keep(place);
  keep(theirs);
}

/** Chosen at the door: by whoever is about to come in, and not by whoever was here before. */
export function chooseAtDoor(part: Partial<Choices>): void {
  atDoor = { ...atDoor, ...part };
  take({ ...now, ...part });
  keep(place);
}

/** Somebody is at work in a book: what they chose is taken up, and what they have just chosen at the door. Who never chose anything has
 * what was there if nobody else is known to have chosen it, and the browser's language otherwise. */
export function choicesOf(book: string, name: string): void {
  theirs = `${place}${book}.${name}`;
  const { by = theirs } = read(place) ?? {};
  const before = read(theirs) ?? (by === theirs ? now : {});
  const next = whole({ ...before, ...atDoor });
  atDoor = {};
  if (JSON.stringify(next) !== JSON.stringify(now)) take(next);
  keep(place);
  keep(theirs);
}

/** In what language a part of the page is, if it is not the reader's: a receipt is the client's to read. */
export const Tongue = createContext<Language | undefined>(undefined);

export function useChoices(): Choices {
  const chosen = useSyncExternalStore(onChoice, choices);
  const language = use(Tongue);
  return language ? { ...chosen, language } : chosen;
}
