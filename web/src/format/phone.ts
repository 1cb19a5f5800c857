// Telephone numbers as people write them, compared as the server's search compares them (src/base/phone.h; docs/rules.md §15.53).

/** What is written after them is not compared. */
const MOST = 40;
/** More digits than that say their country. */
const DIALLED_AT_HOME = 10;

/** Countries whose code has two digits (ITU-T E.164); that of the Americas and of Russia has one, all others have three. */
const two = new Set("20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(" "));

const codeLength = (number: string) => (/^[17]/.test(number) ? 1 : two.has(number.slice(0, 2)) ? 2 : 3);

const isDigit = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The digits of a script stand in tens, from its nought on. */
function digitOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  let first = code;
  while (isDigit(first - 1)) first--;
  return (code - first) % 10;
}

export interface Phone {
  /** All of them, of any script; "" where there is none. */
  digits: string;
  /** As dialled within its country, after a 0; "": no country is written. */
  national: string;
}

/** The number with its country's code in front. */
function abroad(digits: string, text: string): string {
  if (/^[ (]*[+＋]/.test(text)) return digits;
  if (digits.startsWith("00")) return digits.slice(2);
  return !digits.startsWith("0") && digits.length > DIALLED_AT_HOME ? digits : "";
}

export function phoneOf(text: string): Phone {
  const digits = (text.match(/\p{Nd}/gu) ?? []).slice(0, MOST).map(digitOf).join("");
  const number = abroad(digits, text);
  // "+886 (0)912" is written, too.
  const home = number.slice(codeLength(number)).replace(/^0+/, "");
  return { digits, national: home && `0${home}` };
}

/** What is compared: the part after the country's code, without a 0 before it. The country is not. */
export function phoneAtHome(text: string): string {
  const { digits, national } = phoneOf(text);
  return (national || digits).replace(/^0/, "");
}
