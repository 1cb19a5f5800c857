// What a price means, as the rulebook has it (3.6): in whole units, rounded half up (2.3). Offers that exist are told by the server
// in the same words; this is for those that are only thought of, while a slider moves.

/** Sessions, bonus ones among them, at list price and direct cost of one. */
export interface GuidedLine {
  sessions: number;
  listPrice: number;
  cost: number;
}

export interface Limits {
  /** Discounts to list price that are usual, and the least margin, in basis points. */
  bandFrom: number;
  bandTo: number;
  floor: number;
}

export type Band = "within" | "below" | "above";

export interface Guidance {
  sessions: number;
  price: number;
  listPrice: number;
  perSession: number;
  saving: number;
  discountBp: number;
  cost: number;
  margin: number;
  /** undefined: a price of 0 has none. */
  marginBp: number | undefined;
  /** So many single visits cost as much as the whole; 0: never. */
  breakEven: number;
  band: Band;
  belowFloor: boolean;
  /** The prices at the two ends of the band, the dearer first. */
  bandPrices: readonly [number, number];
  /** The least price that keeps the floor; undefined: none does. */
  floorPrice: number | undefined;
}

const WHOLE = 10_000;

/** round(a × b ÷ c), half up, mirrored below zero. */
export function part(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b);
  const whole = BigInt(c);
  const rounded = (2n * (product < 0n ? -product : product) + whole) / (2n * whole);
  return Number(product < 0n ? -rounded : rounded);
}

const ratioBp = (share: number, whole: number) => part(WHOLE, share, whole);

export const discounted = (listPrice: number, discountBp: number) => part(listPrice, WHOLE - discountBp, WHOLE);

function breakEven(lines: readonly GuidedLine[], price: number): number {
  let paid = 0;
  let visits = 0;
  for (const line of lines)
    for (let k = 0; k < line.sessions; k++) {
      if (paid >= price) return visits;
      paid += line.listPrice;
      visits++;
    }
  return paid < price ? 0 : visits;
}

function floorPrice(cost: number, floor: number): number | undefined {
  if (floor >= WHOLE) return undefined;
  let price = part(cost, WHOLE, WHOLE - floor);
  while (price > 0 && ratioBp(price - cost, price) < floor) price++;
  return price;
}

export function guidanceOf(lines: readonly GuidedLine[], price: number, limits: Limits): Guidance {
  const sum = (value: (line: GuidedLine) => number) => lines.reduce((total, line) => total + value(line), 0);
  const sessions = sum((line) => line.sessions);
  const listPrice = sum((line) => line.sessions * line.listPrice);
  const cost = sum((line) => line.sessions * line.cost);
  const saving = listPrice - price;
  const discountBp = listPrice > 0 ? ratioBp(saving, listPrice) : 0;
  const marginBp = price > 0 ? ratioBp(price - cost, price) : undefined;
  return {
    sessions,
    price,
    listPrice,
    perSession: sessions > 0 ? part(price, 1, sessions) : 0,
    saving,
    discountBp,
    cost,
    margin: price - cost,
    marginBp,
    breakEven: breakEven(lines, price),
    band: discountBp < limits.bandFrom ? "below" : discountBp > limits.bandTo ? "above" : "within",
    belowFloor: marginBp === undefined || marginBp < limits.floor,
    bandPrices: [discounted(listPrice, limits.bandFrom), discounted(listPrice, limits.bandTo)],
    floorPrice: floorPrice(cost, limits.floor),
  };
}
