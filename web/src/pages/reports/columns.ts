// How a figure of a report is read: an amount, a count, a day, or the name of something.
import type { Row } from "./rows";

export type Reading =
  | "money" | "count" | "percent" | "date" | "month" | "staff" | "branch" | "item" | "offer" | "method" | "stream" | "status" | "kind"
  | "model" | "words" | "risk" | "sentence" | "text" | "client";

const readings: Record<string, Reading> = {
  amount: "money", price: "money", live_value: "money", delivered: "money", paid: "money", written_off: "money", due: "money",
  liability: "money", receivable: "money", value: "money", value_left: "money", opening: "money", paid_in: "money", refunded: "money",
  breakage: "money", fees: "money", moved: "money", closing: "money", sold: "money", cash: "money", revenue: "money", recurring: "money",
  charged: "money", credit: "money", spent: "money", margin: "money", at_risk: "money", lost: "money",
  team: "money", house: "money", received: "money", paid_back: "money", takings: "money", performance: "money", hoped: "money", committed: "money",
  sessions: "count", sessions_left: "count", left: "count", used: "count", granted: "count", count: "count", cycles: "count", active: "count",
  new: "count", ended: "count", frozen: "count", past_due: "count", suspended: "count", days: "count", visits: "count", clients: "count",
  judged: "count", per_client: "count", rhythm_days: "count", course_size: "count", renewed: "count", offered: "count", taken: "count",
  unused: "count", entry: "count", redeemed: "count", life_months: "count",
  use: "percent", churn: "percent", fee_churn: "percent", again: "percent", kept: "percent", rate: "percent", take_rate: "percent", regular: "percent",
  fits_single: "percent", fits_package: "percent", fits_plan: "percent", sold_single: "percent", sold_package: "percent", sold_plan: "percent",
  date: "date", sold_on: "date", last_use: "date", next_cycle: "date", ends_on: "date", frozen_to: "date", expires_on: "date",
  month: "month", period: "month", expires: "month",
  staff: "staff", branch: "branch", home: "branch", from: "branch", to: "branch", service: "item", product: "item", any_of: "item",
  offer: "offer", plan: "offer", method: "method", stream: "stream", status: "status", client: "client",
  model: "model", verdict: "model", sold_as: "model", what: "words", kind: "words", advice: "words", risk: "risk", text: "sentence", why: "sentence", basis: "sentence",
};

/** Where a word means something else in one report. */
const special: Record<string, Reading> = {
  "renewed.sold": "count",
  "day.name": "text",
};

const inSessions = /^sessions\./;

export function readingOf(report: string, column: string): Reading {
  if (inSessions.test(column)) return "count";
  return special[`${report}.${column}`] ?? readings[column] ?? readings[column.replace(/\..*/, "")] ?? "text"; // revenue.likely as revenue
}

export const isNumber = (reading: Reading) => reading === "money" || reading === "count" || reading === "percent";

/** What nobody reads on the screen, but programs do. */
const unread: Record<string, readonly string[]> = {
  contracts: ["contract", "product", "any_of", "grants", "live_value", "holders", "agreed"],
  carryover: ["contract", "days"],
  statement: ["contract", "kind"],
  memberships: ["membership"],
  pending: ["any_of"],
};

/** The columns of rows in the order in which they first appear, but whose it is first; what is nested counts as columns of its own. */
export function columnsOf(report: string, rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  for (const row of rows.slice(0, 50)) for (const name of Object.keys(row)) seen.add(name);
  const names = [...seen].filter((name) => !unread[report]?.includes(name));
  return names.includes("client") ? ["client", ...names.filter((name) => name !== "client")] : names;
}
