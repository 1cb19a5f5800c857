// What the screens read, and under which name it is kept. Names begin with what they depend on, so that news of an entry
// (events.ts) knows what to read again.
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import { clientCalled } from "./called";
import { get, type Answer } from "./client";
import { Problem } from "./problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, fault) => count < 2 && !(fault instanceof Problem && fault.definite),
      retryDelay: 800,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => get("/session"),
  staleTime: Infinity,
  retryOnMount: false, // it was asked for before the page was drawn
  retry: (count, fault) => count < 2 && !(fault instanceof Problem && fault.definite),
});

/** Whose session it is, as far as this page knows; "": nobody's. What is kept on this machine is kept by this name. */
export const atWork = () => queries.getQueryData(sessionQuery.queryKey)?.name ?? "";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => get("/settings"),
  staleTime: 300_000,
});

export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  queryFn: () => get("/catalog"),
  staleTime: 300_000,
});

export const clientQuery = (ref: string) =>
  queryOptions({
    queryKey: ["client", ref],
    queryFn: () => get("/clients/{ref}", { path: { ref } }),
  });

interface Named {
  client: number;
  ref: string;
  name?: string | null;
}

/** Only what a client is called. News of a client bring it up to date as they do their page (events.ts). An address may have the number
 * of a client for the ref: their page is found by it. */
export const clientNameQuery = (ref: string) =>
  queryOptions({
    queryKey: ["client", ref, "name"],
    queryFn: async (): Promise<{ client: Named }> => ({ client: (await clientCalled(ref)) ?? (await get("/clients/{ref}", { path: { ref } })).client }),
    staleTime: 300_000,
  });

export const searchQuery = (q: string, limit = 8) =>
  queryOptions({
    queryKey: ["clients", q, limit],
    queryFn: ({ signal }) => get("/clients", { query: { q, limit }, signal }),
    staleTime: 5_000,
  });

/** A report; the row type is the caller's business. */
export const reportQuery = (name: string, query: Record<string, string | undefined> = {}) =>
  queryOptions({
    queryKey: ["report", name, query],
    queryFn: () => get("/reports/{name}", { path: { name }, query: query as never }),
  });

/** How a day's performance of somebody came about, session by session. */
export const explainQuery = (staff: string, date: string) =>
  queryOptions({
    queryKey: ["explain", staff, date],
    queryFn: () => get("/explain", { query: { date, staff } }),
  });

export interface Priced {
  offer?: string;
  services?: string;
  price?: number;
  /** Percent off the list price. */
  discount?: number;
}

/** What a price means; it changes with the lists and settings of the house. */
export const priceQuery = (asked: Priced) =>
  queryOptions({
    queryKey: ["price", asked],
    queryFn: ({ signal }) => get("/price", { query: asked, signal }),
    staleTime: 300_000,
  });

export const linksQuery = (client: string) =>
  queryOptions({
    queryKey: ["links", client],
    queryFn: () => get("/links", { query: { client } }),
  });

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => get("/me"),
  refetchInterval: 60_000,
});

const ENTRIES_MOST = 1000;

/** The entries of one business date, so many at a time. */
export const dayEntriesQuery = (date: string) =>
  infiniteQueryOptions({
    queryKey: ["entries", date],
    queryFn: ({ pageParam: after }) => get("/entries", { query: { date, after, limit: ENTRIES_MOST } }),
    initialPageParam: 0,
    getNextPageParam: ({ entries }) => (entries.length < ENTRIES_MOST ? undefined : entries.at(-1)?.entry),
  });

export const peopleQuery = queryOptions({ queryKey: ["people"], queryFn: () => get("/people") });
export const tokensQuery = queryOptions({ queryKey: ["tokens"], queryFn: () => get("/tokens") });

const AUDIT_MOST = 1000;

/** All of the log; it is told from its beginning. */
async function wholeAudit() {
  const audit: Answer<"/audit", "get">["audit"] = [];
  for (;;) {
    const page = await get("/audit", { query: { after: audit.at(-1)?.number ?? 0, limit: AUDIT_MOST } });
    audit.push(...page.audit);
    if (page.audit.length < AUDIT_MOST) return { audit };
  }
}

export const auditQuery = queryOptions({ queryKey: ["audit"], queryFn: wholeAudit });
