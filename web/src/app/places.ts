// Where pages are. A ref may be any text, so it goes into an address and out of it here and nowhere else.
import { useParams } from "wouter";
import { useBrowserLocation, useSearch } from "wouter/use-browser-location";

/** The server takes what has a point in it for a file. */
const segment = (ref: string) => encodeURIComponent(ref).replaceAll(".", "%2E");

/** A client's page, or one below it: "/visit". */
export const clientPlace = (ref: string, below = "") => `/clients/${segment(ref)}${below}`;

/** The client whose page this is. */
export function useClientRef(): string {
  const { ref = "" } = useParams<{ ref: string }>();
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref; // typed by hand, with a % that stands for itself
  }
}

// The router decodes an address once by itself, which would make "a%2Fb" and "a/b" the same; what it does is made good beforehand.
const whole = (address: string) => address.replaceAll("%", "%25");

export function usePlace(): ReturnType<typeof useBrowserLocation> {
  const [path, go] = useBrowserLocation();
  return [whole(path), go];
}

usePlace.searchHook = () => whole(useSearch());
