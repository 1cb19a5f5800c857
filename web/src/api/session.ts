// Whether the session this page was opened with has ended meanwhile: too old, or ended from elsewhere.
import { useSyncExternalStore } from "react";

let ended = false;
const told = new Set<() => void>();

/** Called by whoever learns it first. */
export function setEnded(now: boolean): void {
  if (ended === now) return;
  ended = now;
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
