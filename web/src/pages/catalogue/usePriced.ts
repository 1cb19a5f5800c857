// What a price means, as the server reckons it (rulebook 3.6). While a slider moves it is asked a few times a second, and the last figures
// stay until the new ones come.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { priceQuery, settingsQuery, type Priced } from "../../api/queries";
import type { PriceRow } from "../../api/types";

/** A line of an offer that is being thought of. */
export interface Line {
  services: string[];
  /** undefined while what is typed is no number of sessions. */
  sessions: number | undefined;
  bonus: boolean;
  value?: number;
  tax?: number;
}

/** In percent: the discounts to list price that are usual, and the least margin. */
export interface Limits {
  from: number;
  to: number;
  floor: number;
}

export function useLimits(): Limits {
  const { data } = useSuspenseQuery(settingsQuery);
  const [from = 10, to = 15] = data.discount_band ?? [];
  return { from, to, floor: data.margin_floor ?? 30 };
}

/** As /price wants them: facial=10,laser|peel=3. */
export const servicesOf = (lines: readonly Line[]) => lines.map(({ services, sessions }) => `${services.join("|")}=${sessions}`).join(",");

export interface Told {
  asked: PriceRow;
  listPrice: number;
  /** The prices at the two ends of the band, the dearer first. */
  band: readonly [number, number];
  /** The least price that keeps the floor; undefined: none does. */
  floorPrice: number | undefined;
  /** Last year's clients, of a single service. */
  visits: number | null;
}

const SETTLED_MS = 80;

/** `fresh`: the figures belong to what is asked now. Nothing is asked while there is nothing to ask. */
export function usePriced(asked: Priced | undefined): { told: Told | undefined; problem: unknown; fresh: boolean } {
  const wanted = JSON.stringify(asked ?? null);
  const [settled] = useDebouncedValue(wanted, SETTLED_MS);
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    ...priceQuery((JSON.parse(settled) as Priced | null) ?? {}),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
  });
  const row = (design: PriceRow["design"]) => data?.rows.find((one) => one.design === design);
  const first = row("asked");
  const told = data &&
    first && {
      asked: first,
      listPrice: data.list_price,
      band: [row("band_from")?.price ?? 0, row("band_to")?.price ?? 0] as const,
      floorPrice: row("floor")?.price,
      visits: data.visits,
    };
  return { told: error || !asked ? undefined : told, problem: error, fresh: settled === wanted && !isFetching && !isPlaceholderData };
}
