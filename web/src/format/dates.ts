// Days are YYYY-MM-DD, in the book's time zone; here they become words in the language and calendar chosen.
import { choices, type Choices } from "./choices";

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const made = new Map<string, Intl.DateTimeFormat>();

function formatter({ language, calendar }: Choices, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${calendar} ${name}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(`${language}-u-ca-${calendar}-nu-latn`, { timeZone: "UTC", ...options });
    made.set(key, format);
  }
  return format;
}

const styles = {
  /** 20 May 2026 */
  day: { day: "numeric", month: "short", year: "numeric" },
  /** 20 May */
  short: { day: "numeric", month: "short" },
  /** 20/5, on a stamp */
  stamp: { day: "numeric", month: "numeric" },
  /** Wednesday 20 May 2026 */
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  /** May 2026 */
  month: { month: "long", year: "numeric" },
  /** May */
  monthLong: { month: "long" },
  monthShort: { month: "short" },
  /** Wed */
  weekday: { weekday: "short" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof styles;

export function dayText(day: string | null | undefined, style: DateStyle = "day", chosen: Choices = choices()): string {
  return day ? formatter(chosen, style, styles[style]).format(utc(day)) : "";
}

export function addDays(day: string, days: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

export function addMonths(day: string, months: number): string {
  const date = utc(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

export const monthStart = (day: string) => `${day.slice(0, 7)}-01`;
export const monthEnd = (day: string) => addDays(addMonths(monthStart(day), 1), -1);

/** A moment of the clock, in the reader's own time zone. */
export function momentText(milliseconds: number, chosen: Choices = choices()): string {
  return new Intl.DateTimeFormat(`${chosen.language}-u-ca-${chosen.calendar}-nu-latn`, {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(milliseconds);
}
