// Whom to speak to, and what to offer.
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { components } from "./schema";

export type Alert = components["schemas"]["AlertRow"];
export type Renewal = components["schemas"]["Renewal"];
export type AlertName = Alert["alert"];

export const alertNames: readonly AlertName[] = ["past_due", "suspended", "overdue", "expiring", "low", "used_up", "dormant"];

/** How many come at first, and how many at most. */
const ALERTS_FIRST = 200;
export const ALERTS_MOST = 1000;

export const alertsQuery = (alert?: AlertName, limit = ALERTS_FIRST) =>
  queryOptions({
    queryKey: ["alerts", alert ?? "", limit],
    queryFn: () => get("/alerts", { query: { ...(alert && { alert }), limit } }),
  });
