// What somebody chose for themselves: language and calendar. Kept on this machine.
import { createContext, use, useSyncExternalStore } from "react";

export const languages = ["en", "zh-TW", "th"] as const;
export type Language = (typeof languages)[number];
export const calendars = ["gregory", "buddhist", "roc"] as const;
export type Calendar = (typeof calendars)[number];

export interface Choices {
  language: Language;
  calendar: Calendar;
}

const place = "carnet.choices";
const told = new Set<() => void>();

export function languageOf(wanted: string | null | undefined): Language | undefined {
  const low = (wanted ?? "").toLowerCase();
  if (low.startsWith("zh")) return "zh-TW";
  if (low.startsWith("th")) return "th";
  return low.startsWith("en") ? "en" : undefined;
}

function usual(): Choices {
  const language = navigator.languages.map(languageOf).find(Boolean) ?? "en";
  return { language, calendar: "gregory" };
}

function read(): Choices {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Choices>;
    const start = usual();
    return {
      language: languages.find((one) => one === kept.language) ?? start.language,
      calendar: calendars.find((one) => one === kept.calendar) ?? start.calendar,
    };
  } catch {
    return usual();
  }
}

let now = read();

export function choices(): Choices {
  return now;
}

export function choose(part: Partial<Choices>, lasting = true): void {
  now = { ...now, ...part };
  document.documentElement.lang = now.language;
  try {
    if (lasting) localStorage.setItem(place, JSON.stringify(now));
  } catch {
    // No storage: until the page is closed.
  }
  for (const tell of told) tell();
}

/** In what language a part of the page is, if it is not the reader's: a receipt is the client's to read. */
export const Tongue = createContext<Language | undefined>(undefined);

export function useChoices(): Choices {
  const chosen = useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    () => now,
  );
  const language = use(Tongue);
  return language ? { ...chosen, language } : chosen;
}
