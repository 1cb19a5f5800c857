// Many small questions, a few at a time.
const AT_ONCE = 3;

const waiting: (() => void)[] = [];
let asking = 0;

/** Asks now, or as soon as fewer are being asked. */
export async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  if (asking < AT_ONCE) asking++;
  else await new Promise<void>((turn) => waiting.push(turn));
  try {
    return await ask();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else asking--;
  }
}
