import { createContext, use } from "react";
import type { Who } from "../api/types";

export const WhoContext = createContext<Who | undefined>(undefined);

/** Who signed in; only inside. */
export function useWho(): Who {
  const who = use(WhoContext);
  if (!who) throw new Error("Nobody has signed in here.");
  return who;
}
