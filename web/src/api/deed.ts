// Deeds: what changes the book. Each has a key, made when its form is opened and kept until there is a definite answer, so that
// a double click, a lost connection or a reload never does anything twice: the same key is sent again, and the server says what
// became of it.
import { useCallback, useEffect, useRef, useState } from "react";
import { base, post } from "./client";
import { setReached } from "./events";
import { Problem } from "./problem";
import { queries } from "./queries";
import type { Operation, Result } from "./types";

/** Ordered by time, as the book's index of keys likes it. randomUUID is not there without TLS. */
export function newKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(16).padStart(12, "0")}-${tail}`;
}

interface Kept {
  key: string;
  operation: Operation;
}

const place = `carnet.unanswered${base}`; // one server may hold many books

/** What was sent and not answered yet; outlives a reload. */
export function unanswered(): Kept[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "[]") as Kept[];
  } catch {
    return [];
  }
}

function keep(list: Kept[]): void {
  try {
    if (list.length > 0) localStorage.setItem(place, JSON.stringify(list));
    else localStorage.removeItem(place);
  } catch {
    // No storage: the deed lives as long as this page.
  }
}

const remember = (kept: Kept) => keep([...unanswered().filter((one) => one.key !== kept.key), kept]);
const forget = (key: string) => keep(unanswered().filter((one) => one.key !== key));

/** A refusal settles it; but of somebody who is not signed in any more it says nothing of what was sent before. */
const settles = (fault: Problem, again: boolean) => fault.definite && !(again && fault.code === "unauthenticated");

async function send(kept: Kept, again: boolean): Promise<Result> {
  remember(kept);
  try {
    const result = (await post("/operations", { ...kept.operation, key: kept.key } as never)) as Result;
    forget(kept.key);
    setReached(true);
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== "session" });
    return result;
  } catch (fault) {
    if (fault instanceof Problem && settles(fault, again)) forget(kept.key);
    if (fault instanceof Problem && fault.code === "unreachable") setReached(false);
    throw fault;
  }
}

/** Finds out what became of deeds that a reload interrupted. */
export async function settleUnanswered(tell: (kept: Kept, result: Result | Problem) => void): Promise<void> {
  for (const kept of unanswered()) {
    try {
      tell(kept, await send(kept, true));
    } catch (fault) {
      if (fault instanceof Problem && settles(fault, true)) tell(kept, fault);
    }
  }
}

export type DeedState = "ready" | "sending" | "unknown" | "done";

export interface Deed {
  key: string;
  state: DeedState;
  problem: Problem | undefined;
  result: Result | undefined;
  /** Sends it, once; while it is under way or its outcome unknown, further calls do nothing. */
  act: (operation: Operation) => Promise<Result | undefined>;
  /** For the next one: a new key. */
  renew: () => void;
  /** Takes a refusal off the screen, because the form changed. */
  clear: () => void;
}

const RETRY_MS = 2000;

/** With a key that was kept with what was typed, or a new one. */
export function useDeed(kept?: string): Deed {
  const key = useRef(kept ?? newKey());
  const sent = useRef<Kept | undefined>(undefined);
  const [state, setState] = useState<DeedState>("ready");
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<Result>();

  const attempt = useCallback(async (kept: Kept, again: boolean): Promise<Result | undefined> => {
    try {
      const answer = await send(kept, again);
      sent.current = undefined;
      setProblem(undefined);
      setResult(answer);
      setState("done");
      return answer;
    } catch (fault) {
      const why = fault instanceof Problem ? fault : new Problem("unavailable", 0, String(fault), false);
      setProblem(why);
      const settled = settles(why, again);
      if (settled) sent.current = undefined;
      setState(settled ? "ready" : "unknown");
      return undefined;
    }
  }, []);

  const act = useCallback(
    async (operation: Operation) => {
      if (sent.current) return undefined;
      sent.current = { key: key.current, operation };
      setState("sending");
      return attempt(sent.current, false);
    },
    [attempt],
  );

  // Not known whether it was done: the very same again, until there is an answer.
  useEffect(() => {
    if (state !== "unknown") return;
    const timer = setInterval(() => {
      if (sent.current) void attempt(sent.current, true);
    }, RETRY_MS);
    return () => clearInterval(timer);
  }, [state, attempt]);

  const renew = useCallback(() => {
    key.current = newKey();
    sent.current = undefined;
    setState("ready");
    setProblem(undefined);
    setResult(undefined);
  }, []);

  const clear = useCallback(() => setProblem((now) => (now?.definite ? undefined : now)), []);

  return { key: key.current, state, problem, result, act, renew, clear };
}

/** Calls back once when it is done, also when that was found out by asking again. */
export function useDone(deed: Deed, then: (result: Result) => void): void {
  const latest = useRef(then);
  latest.current = then;
  const { result, state } = deed;
  useEffect(() => {
    if (state === "done" && result) latest.current(result);
  }, [state, result]);
}

/** What a deed would do, without doing it. */
export function quote(operation: Operation): Promise<Result> {
  return post("/operations", { ...operation, quote: true } as never) as Promise<Result>;
}
