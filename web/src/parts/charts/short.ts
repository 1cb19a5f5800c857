import { choices } from "../../format/choices";
import type { Coin } from "../../format/money";

/** An amount for an axis: 1.2M, 120萬. Read off, not reckoned with. */
export function shortMoney(units: number, { decimals }: Coin): string {
  return new Intl.NumberFormat(`${choices().language}-u-nu-latn`, { notation: "compact", maximumFractionDigits: 1 }).format(
    units / 10 ** decimals,
  );
}
