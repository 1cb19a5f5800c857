// Whom to speak to, and what to offer.
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { components } from "./schema";

export type Alert = components["schemas"]["AlertRow"];
export type Renewal = components["schemas"]["Renewal"];
export type AlertName = Alert["alert"];

export const alertNames: readonly AlertName[] = ["past_due", "suspended", "overdue", "expiring", "low", "used_up", "dormant"];

export const alertsQuery = (alert?: AlertName) =>
  queryOptions({
    queryKey: ["alerts", alert ?? ""],
    queryFn: () => get("/alerts", { query: { ...(alert && { alert }), limit: 200 } }),
  });
