import type { MantineColorSchemeManager } from "@mantine/core";
import { choices, choose, onChoice } from "../format/choices";

let unsubscribe = () => {};

/** Light or dark is kept with what else somebody chose. */
export const schemeManager: MantineColorSchemeManager = {
  get: () => choices().scheme,
  set: (scheme) => {
    if (scheme !== choices().scheme) choose({ scheme });
  },
  subscribe: (tell) => {
    unsubscribe = onChoice(() => tell(choices().scheme));
  },
  unsubscribe: () => unsubscribe(),
  clear: () => choose({ scheme: "auto" }),
};
