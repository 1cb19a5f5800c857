// What clients are called: whoever is asked for in the same moment is asked for at once.
import { get } from "./client";
import { inTurn } from "./inTurn";
import type { Found } from "./types";

const SOON_MS = 10;
const REFS_MOST = 100;
/** Of an address; the server takes 4096 with what stands around the refs. */
const LETTERS_MOST = 3000;

interface Asker {
  ref: string;
  tell: (found: Found | undefined) => void;
  fail: (fault: unknown) => void;
}

let waiting: Asker[] = [];

async function askFor(some: readonly Asker[]): Promise<void> {
  try {
    const { clients } = await inTurn(() => get("/clients", { query: { refs: some.map(({ ref }) => ref).join("\n") } }));
    const found = new Map(clients.map((client) => [client.ref, client]));
    for (const { ref, tell } of some) tell(found.get(ref));
  } catch (fault) {
    for (const { fail } of some) fail(fault);
  }
}

function askForAll(): void {
  let some: Asker[] = [];
  let letters = 0;
  for (const asker of waiting) {
    const more = encodeURIComponent(`${asker.ref}\n`).length;
    if (some.length === REFS_MOST || letters + more > LETTERS_MOST) {
      void askFor(some);
      some = [];
      letters = 0;
    }
    some.push(asker);
    letters += more;
  }
  waiting = [];
  void askFor(some);
}

/** Who has this ref; undefined: nobody. */
export function clientCalled(ref: string): Promise<Found | undefined> {
  return new Promise((tell, fail) => {
    if (waiting.length === 0) setTimeout(askForAll, SOON_MS);
    waiting.push({ ref, tell, fail });
  });
}
