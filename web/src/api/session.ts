// Whether the session this page was opened with has ended meanwhile: too old, or ended from elsewhere.
import { useSyncExternalStore } from "react";

let ended = false;
let turn = 0;
const told = new Set<() => void>();

/** Grows when somebody signs in again. */
export const sessionTurn = () => turn;

/** Called by whoever learns it first, of the turn in which they asked: an answer that is late is about a session long gone. */
export function setEnded(now: boolean, asked = turn): void {
  if (ended === now || asked !== turn) return;
  ended = now;
  if (!now) turn++;
  for (const tell of told) tell();
}

export function useEnded(): boolean {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    () => ended,
  );
}
