import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { clientNameQuery, queries } from "../api/queries";
import { atCounter } from "../app/access";
import { useWho } from "../app/who";

const NEAR = "400px";
const LOOK_MS = 50;

/** Of names that nobody came near yet. */
const unseen = new Set<() => void>();

/** Whether something has come near the window. */
function useSeen(ref: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !ref.current) return;
    const see = () => setSeen(true);
    const observer = new IntersectionObserver((found) => found.some(({ isIntersecting }) => isIntersecting) && see(), { rootMargin: NEAR });
    observer.observe(ref.current);
    unseen.add(see);
    return () => {
      observer.disconnect();
      unseen.delete(see);
    };
  }, [seen, ref]);
  return seen;
}

/** Before a page is printed: every name on it is there, also of rows that nobody came near. */
export async function everybodyNamed(): Promise<void> {
  for (const see of unseen) see();
  do await new Promise((soon) => setTimeout(soon, LOOK_MS));
  while (queries.isFetching({ queryKey: ["client"] }) > 0);
}

/** What a client is called, where only the ref is known; to whoever may not see names, the ref. It is asked for when it is seen. */
export function ClientName({ client }: { client: string }) {
  const ref = useRef<HTMLElement>(null);
  const may = atCounter(useWho().role);
  const seen = useSeen(ref);
  const { data, isPending, error } = useQuery({ ...clientNameQuery(client), enabled: may && seen });
  return <bdi ref={ref}>{may && isPending && !error ? "…" : data?.client.name || client}</bdi>;
}
