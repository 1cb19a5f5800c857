import type { ReactNode } from "react";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { numberText, percentText } from "../../format/numbers";
import { useWords, type Key } from "../../i18n/words";
import { ClientName } from "../../parts/ClientName";
import { readingOf, type Reading } from "./columns";
import type { Row } from "./rows";
import { useSentence } from "./useSentence";

const statuses = ["active", "frozen", "owing", "terminated", "transferred", "expired", "used_up", "suspended", "past_due", "cancelled", "ended"];
const models = ["single", "package", "plan", "mixed", "unclear", "too_little"];
const known = ["takings", "performance", "visits", "sold", "redeemed", "due", "bought", "paid", "used", "keep", "offer_single", "offer_package", "offer_plan", "ending", "unused"];

/** What a row of the day names: a method, somebody, a kind of sale, or what was done. */
const namedBy: Partial<Record<string, Reading>> = { takings: "method", performance: "staff", sold: "stream", redeemed: "item" };

/** A figure of a report in words. */
export function useCells(report: string): (column: string, value: unknown, row?: Row) => ReactNode {
  const t = useWords("figures");
  const money = useMoney();
  const names = useNames();
  const sentence = useSentence();
  const month = (value: string) => (value.length === 7 ? dayText(`${value}-01`, "month") : value);
  const readings: Record<Reading, (value: never) => ReactNode> = {
    money: (value: number) => money(value, true),
    count: (value: number) => (typeof value === "number" ? numberText(value) : String(value)),
    percent: (value: number) => percentText(value),
    date: (value: string) => dayText(value),
    month,
    staff: names.staff,
    branch: names.branch,
    item: (value: string | string[]) => (Array.isArray(value) ? value.map(names.item).join(" / ") : names.item(value)),
    // What was sold is an offer, or a service or product charged.
    offer: (value: string) => (names.offer(value) === value ? names.item(value) : names.offer(value)),
    method: names.method,
    stream: (value: string) => t(`words:stream.${value}` as Key<"figures">),
    status: (value: string) => (statuses.includes(value) ? t(`words:status.${value}` as Key<"figures">) : value),
    kind: (value: string) => t(`words:kind.${value}` as Key<"figures">),
    model: (value: string) => (models.includes(value) ? t(`model.${value}` as Key<"figures">) : value),
    risk: (value: string) => t(`${statuses.includes(value) ? "words:status" : "known"}.${value}` as Key<"figures">),
    words: (value: string) => (known.includes(value) ? t(`known.${value}` as Key<"figures">) : value),
    sentence,
    text: (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value)),
    client: (value: string) => <ClientName client={value} />,
  };
  return (column, value, row) => {
    if (value === null || value === undefined || value === "") return "–";
    const named = report === "day" && column === "name" ? namedBy[String(row?.what)] : undefined;
    return (readings[named ?? readingOf(report, column)] as (value: unknown) => ReactNode)(value);
  };
}
