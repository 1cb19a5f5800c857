// The windows of a browser have one session: whoever signs in in one of them is at work in all of them.
import { useEffect } from "react";
import { base } from "./client";
import { everythingAgain } from "./events";
import { setEnded } from "./session";

const place = `carnet.who${base}`;

/** Who signed in last, in any window of this browser; undefined where that is not known. */
export function signedIn(): string | undefined {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? "{}") as { name?: string } | null)?.name;
  } catch {
    return undefined;
  }
}

/** Tells the other windows who has signed in. */
export function tellWindows(name: string): void {
  try {
    localStorage.setItem(place, JSON.stringify({ name, at: Date.now() }));
  } catch {
    // No storage: they are told by the first thing that is refused them.
  }
}

/** Hears who signed in elsewhere: where it is the same person, work goes on; for another the page begins anew. */
export function useOtherWindows(name: string): void {
  useEffect(() => {
    if (signedIn() !== undefined && signedIn() !== name) tellWindows(name); // the session says it, and is right
    const hear = ({ key, newValue }: StorageEvent) => {
      if (key !== place || !newValue) return;
      if ((JSON.parse(newValue) as { name: string }).name !== name) return location.reload();
      setEnded(false);
      everythingAgain();
    };
    addEventListener("storage", hear);
    return () => removeEventListener("storage", hear);
  }, [name]);
}
