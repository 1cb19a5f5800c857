// Amounts are whole numbers of the book's smallest unit; never a float that somebody calculates with.
import { useSuspenseQuery } from "@tanstack/react-query";
import { settingsQuery } from "../api/queries";
import { useChoices, type Language } from "./choices";

export interface Coin {
  currency: string;
  decimals: number;
}

const made = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, { currency, decimals }: Coin, bare: boolean): Intl.NumberFormat {
  const key = `${language} ${currency} ${decimals} ${bare}`;
  let format = made.get(key);
  if (!format) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const locale = `${language}-u-nu-latn`;
    try {
      format = new Intl.NumberFormat(
        locale,
        bare ? digits : { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits },
      );
    } catch {
      format = new Intl.NumberFormat(locale, digits); // a currency of the house's own
    }
    made.set(key, format);
  }
  return format;
}

export function moneyText(language: Language, coin: Coin, units: number, bare = false): string {
  // The string keeps every digit of amounts that a float would not.
  const whole = BigInt(Math.trunc(units));
  const scale = 10n ** BigInt(coin.decimals);
  const sign = whole < 0n ? "-" : "";
  const absolute = whole < 0n ? -whole : whole;
  const fraction = coin.decimals ? `.${(absolute % scale).toString().padStart(coin.decimals, "0")}` : "";
  const text = `${sign}${absolute / scale}${fraction}`;
  return formatter(language, coin, bare).format(text as unknown as number);
}

/** What somebody typed, in units; undefined: not an amount. What parts thousands stands where thousands are: "1,50" may be meant as
 * one and a half, and is not taken for a hundred and fifty. */
export function parseMoney(text: string, decimals: number): number | undefined {
  const plain = text.trim().replace(/[０-９，．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const [, whole = "", fraction = ""] = /^(\d+|\d{1,3}(?:[\s,'_]\d{3})+)(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === "" || fraction.length > decimals) return undefined;
  const units = Number(whole.replace(/\D/g, "") + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(units) && units <= 1e15 ? units : undefined;
}

/** The same back into a field. */
export function typedMoney(units: number, decimals: number): string {
  if (decimals === 0) return String(units);
  const text = String(Math.abs(units)).padStart(decimals + 1, "0");
  return `${units < 0 ? "-" : ""}${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

/** Money of this book in the language chosen. */
export function useMoney(): ((units: number, bare?: boolean) => string) & { coin: Coin } {
  const { language } = useChoices();
  const { data } = useSuspenseQuery(settingsQuery);
  const coin = { currency: data.currency, decimals: data.decimals };
  return Object.assign((units: number, bare = false) => moneyText(language, coin, units, bare), { coin });
}
