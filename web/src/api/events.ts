// News from the server: what another desk does appears here without asking. Also says whether the server is there.
import { useEffect, useState, useSyncExternalStore } from "react";
import { address, get } from "./client";
import { Problem } from "./problem";
import { queries } from "./queries";
import { sessionTurn, setEnded, useEnded } from "./session";
import type { ClientPage } from "./types";

interface News {
  last_entry?: number;
  everything?: boolean;
  clients?: number[];
  /** Lists or settings changed. */
  house?: boolean;
}

let reached = true;
const told = new Set<() => void>();

/** Called by whoever learns it first. */
export function setReached(now: boolean): void {
  if (reached === now) return;
  reached = now;
  for (const tell of told) tell();
}

export function useReached(): boolean {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    () => reached,
  );
}

function concerns(kept: unknown, news: News): boolean {
  const client = (kept as ClientPage | undefined)?.client?.client;
  return news.everything === true || client === undefined || (news.clients ?? []).includes(client);
}

const ofTheHouse = (news: News) => news.everything === true || news.house === true;

let waiting: ReturnType<typeof setTimeout> | undefined;

function readAgain(news: News): void {
  void queries.invalidateQueries({
    predicate: (query) => {
      const [name] = query.queryKey;
      if (name === "client") return concerns(query.state.data, news);
      if (name === "settings" || name === "catalog" || name === "price") return ofTheHouse(news);
      return false;
    },
  });
  // Sums cost more, and a busy house has many entries a second.
  waiting ??= setTimeout(() => {
    waiting = undefined;
    void queries.invalidateQueries({
      predicate: ({ queryKey: [name] }) => !["client", "settings", "catalog", "price", "session", "me"].includes(String(name)),
    });
  }, 250);
}

export function everythingAgain(): void {
  void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== "session" });
}

/** The news were refused, not lost: the session has ended, or the server is not well for a while. */
async function whyRefused(): Promise<void> {
  const turn = sessionTurn();
  try {
    await get("/session");
  } catch (fault) {
    if (fault instanceof Problem && fault.code === "unauthenticated") setEnded(true, turn);
    else setReached(false);
  }
}

const LISTEN_AGAIN_MS = 3000;

/** Calls back when it was refused, and nothing more will come. */
function listen(missed: boolean, onRefused: () => void): () => void {
  const source = new EventSource(address("/events"));
  source.addEventListener("entries", (event) => readAgain(JSON.parse((event as MessageEvent<string>).data) as News));
  source.onopen = () => {
    setReached(true);
    if (missed) everythingAgain();
    missed = false;
  };
  source.onerror = () => {
    missed = true;
    if (source.readyState === EventSource.CLOSED) onRefused();
    else setReached(false);
  };
  const away = () => setReached(false);
  const back = () => {
    if (source.readyState === EventSource.OPEN) setReached(true);
  };
  addEventListener("offline", away);
  addEventListener("online", back);
  return () => {
    source.close();
    removeEventListener("offline", away);
    removeEventListener("online", back);
  };
}

/** Listens as long as the component lives and the session lasts. */
export function useNews(): void {
  const ended = useEnded();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (ended) return;
    let later: ReturnType<typeof setTimeout> | undefined;
    const stop = listen(turn > 0, () => {
      later = setTimeout(() => setTurn(turn + 1), LISTEN_AGAIN_MS);
      void whyRefused();
    });
    return () => {
      clearTimeout(later);
      stop();
    };
  }, [ended, turn]);
}
