import { useSuspenseQuery } from "@tanstack/react-query";
import { settingsQuery } from "../../api/queries";
import type { Catalog } from "../../api/types";
import { useNames } from "../../format/names";
import type { GuidedLine, Limits } from "./guidance";

/** A line of an offer that is being thought of. */
export interface Line {
  services: string[];
  sessions: number;
  bonus: boolean;
  value?: number;
  tax?: number;
}

export function useLimits(): Limits {
  const { data } = useSuspenseQuery(settingsQuery);
  const [from, to] = data.discount_band ?? [10, 15];
  const bp = (percent: number | undefined) => Math.round((percent ?? 0) * 100);
  return { bandFrom: bp(from), bandTo: bp(to), floor: bp(data.margin_floor ?? 30) };
}

const dearest = (catalog: Catalog, codes: readonly string[], figure: "price" | "cost") =>
  Math.max(0, ...catalog.services.filter(({ code }) => codes.includes(code)).map((service) => service[figure] ?? 0));

/** Of a set the highest list price counts, and the highest cost. */
export function useGuided(): (lines: readonly Line[]) => GuidedLine[] {
  const { catalog } = useNames();
  return (lines) =>
    lines.map(({ services, sessions }) => ({
      sessions,
      listPrice: dearest(catalog, services, "price"),
      cost: dearest(catalog, services, "cost"),
    }));
}
