// The windows of a browser have one session: whoever signs in in one of them is at work in all of them.
import { useEffect } from "react";
import { base } from "./client";
import { everythingAgain } from "./events";
import { setEnded } from "./session";

const place = `carnet.who${base}`;

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
