import { choices } from "./choices";

const made = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = choices().language + JSON.stringify(options);
  let format = made.get(key);
  if (!format) {
    format = new Intl.NumberFormat(`${choices().language}-u-nu-latn`, options);
    made.set(key, format);
  }
  return format;
}

export const numberText = (value: number) => formatter({}).format(value);
/** Of percent as the interface has them: 12.5 is 12.5 %. */
export const percentText = (value: number, digits = 1) =>
  formatter({ style: "percent", maximumFractionDigits: digits }).format(value / 100);
