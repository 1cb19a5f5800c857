// Codes of the book become the names its people use.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogQuery } from "../api/queries";
import type { Catalog } from "../api/types";
import { useWords, type Key } from "../i18n/words";

type Row = { code: string; name: string | null };

const lookUp = (rows: readonly Row[]) => {
  const names = new Map(rows.map((row) => [row.code, row.name || row.code]));
  return (code: string | null | undefined) => (code ? (names.get(code) ?? code) : "");
};

export interface Names {
  staff: (code: string | null | undefined) => string;
  item: (code: string | null | undefined) => string;
  offer: (code: string | null | undefined) => string;
  tag: (code: string | null | undefined) => string;
  branch: (code: string | null | undefined) => string;
  method: (code: string | null | undefined) => string;
  catalog: Catalog;
}

export function useNames(): Names {
  const t = useWords("words");
  const { data: catalog } = useSuspenseQuery(catalogQuery);
  return useMemo(() => {
    const staff = lookUp(catalog.staff);
    return {
      catalog,
      staff: (code) => (code === "house" ? t("house") : staff(code)),
      item: lookUp([...catalog.services, ...catalog.products]),
      offer: lookUp(catalog.offers),
      tag: lookUp(catalog.tags),
      branch: lookUp(catalog.branches),
      // A method is whatever the house calls it; the usual ones are translated.
      method: (code) => (code && methods.has(code) ? t(`method.${code}` as Key<"words">) : (code ?? "")),
    };
  }, [catalog, t]);
}

export const usualMethods = ["cash", "card", "transfer", "linepay", "promptpay"] as const;
const methods = new Set<string>([...usualMethods, "credit", "other"]);
