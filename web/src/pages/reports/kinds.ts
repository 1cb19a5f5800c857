// The reports, and what each understands besides its days. The server has the last word on all of it.
export type Filter = "from" | "to" | "as_of" | "branch" | "staff" | "service" | "stream" | "client" | "basis";

export interface Kind {
  name: ReportName;
  filters: readonly Filter[];
  by?: readonly string[];
  /** One of `by`, not several. */
  single?: boolean;
  usual?: string;
  /** Nothing to show before this is chosen. */
  needs?: Filter;
}

export const reportNames = [
  "day", "takings", "performance", "structure", "rollforward", "pending", "contracts", "memberships", "branches", "carryover", "statement",
  "fit", "retention", "renewed",
] as const;
export type ReportName = (typeof reportNames)[number];

const days = ["from", "to"] as const;

export const kinds: readonly Kind[] = [
  { name: "day", filters: ["as_of", "branch", "basis"] },
  { name: "takings", filters: [...days, "branch", "stream"], by: ["day", "month", "method", "branch", "stream"], usual: "day,method" },
  {
    name: "performance",
    filters: [...days, "branch", "staff", "service", "stream", "basis"],
    by: ["day", "month", "staff", "branch", "service", "stream"],
    usual: "day,staff",
  },
  { name: "structure", filters: [...days, "branch", "stream"] },
  { name: "rollforward", filters: [...days, "branch", "stream"], by: ["month", "year"], single: true, usual: "month" },
  { name: "pending", filters: ["as_of", "branch", "service", "stream", "client"], by: ["service", "expiry", "stream", "branch"], usual: "service" },
  { name: "contracts", filters: ["as_of", "branch", "stream", "client"] },
  { name: "memberships", filters: ["as_of", "branch", "client"], by: ["membership", "month"], single: true, usual: "membership" },
  { name: "branches", filters: [...days, "stream", "service"] },
  { name: "carryover", filters: ["as_of", "branch", "stream"] },
  { name: "statement", filters: ["as_of", "client"], needs: "client" },
  { name: "fit", filters: ["as_of", "branch", "service"] },
  { name: "retention", filters: ["as_of", "branch"] },
  { name: "renewed", filters: [...days, "branch"] },
];

export const kindCalled = (name: string | undefined) => kinds.find((kind) => kind.name === name);

export const bases = ["cash_delivered", "delivered", "cash"] as const;
