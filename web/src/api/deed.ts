// Deeds: what changes the book. Each has a key, made when its form is opened and kept until there is a definite answer, so that
// a double click, a lost connection or a reload never does anything twice: the same key is sent again, and the server says what
// became of it. A deed is sent again only for whoever did it, and only by one: the form that did it, while it is there, and
// settleUnanswered otherwise.
import { useCallback, useEffect, useRef, useState } from "react";
import { post } from "./client";
import { setReached } from "./events";
import { keptList } from "./kept";
import { Problem } from "./problem";
import { atWork, queries } from "./queries";
import type { Operation, Result } from "./types";

/** Ordered by time, as the book's index of keys likes it. randomUUID is not there without TLS. */
export function newKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(16).padStart(12, "0")}-${tail}`;
}

interface Kept {
  who: string;
  key: string;
  operation: Operation;
  /** When it was sent last. */
  at?: number;
}

/** What was sent and not answered yet, by anybody. */
const unanswered = keptList<Kept>("unanswered");

const remember = (kept: Kept) => unanswered.write([...unanswered.read().filter((one) => one.key !== kept.key), { ...kept, at: Date.now() }]);
const forget = (key: string) => unanswered.write(unanswered.read().filter((one) => one.key !== key));

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

/** How long after an attempt the next one comes. */
export const RETRY_MS = 2000;

/** Keys of deeds whose form is there and finds out itself. In another window it has tried again lately. */
const held = new Set<string>();
const isHeld = ({ key, at = 0 }: Kept) => held.has(key) || Math.abs(Date.now() - at) < 2 * RETRY_MS;
let settling = false;

/** Finds out what became of deeds of whoever is at work that no form waits for any more: a reload, or another page, came between. */
export async function settleUnanswered(tell: (kept: Kept, outcome: Result | Problem) => void): Promise<void> {
  if (settling) return;
  settling = true;
  for (const kept of unanswered.read().filter((one) => one.who === atWork() && !isHeld(one))) {
    const outcome = await send(kept, true).catch((fault: unknown) => fault);
    const settled = outcome instanceof Problem ? settles(outcome, true) : !(outcome instanceof Error);
    if (settled && !held.has(kept.key)) tell(kept, outcome as Result | Problem); // a form that came meanwhile says it itself
  }
  settling = false;
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

/** With a key that was kept with what was typed, or a new one. What was sent with that key already, and not answered, goes on. */
export function useDeed(kept?: string): Deed {
  const [first] = useState(() => kept ?? newKey());
  const [before] = useState(() => unanswered.read().find((one) => one.key === first && one.who === atWork()));
  const key = useRef(first);
  const sent = useRef(before);
  const [state, setState] = useState<DeedState>(before ? "unknown" : "ready");
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<Result>();

  const attempt = useCallback(async (kept: Kept, again: boolean): Promise<Result | undefined> => {
    try {
      const answer = await send(kept, again);
      if (sent.current !== kept) return undefined; // an earlier attempt was answered later
      sent.current = undefined;
      held.delete(kept.key);
      setProblem(undefined);
      setResult(answer);
      setState("done");
      return answer;
    } catch (fault) {
      if (sent.current !== kept) return undefined;
      const why = fault instanceof Problem ? fault : new Problem("unavailable", 0, String(fault), false);
      setProblem(why);
      const settled = settles(why, again);
      if (settled) {
        sent.current = undefined;
        held.delete(kept.key);
      }
      setState(settled ? "ready" : "unknown");
      return undefined;
    }
  }, []);

  const act = useCallback(
    async (operation: Operation) => {
      if (sent.current) return undefined;
      sent.current = { who: atWork(), key: key.current, operation };
      held.add(key.current);
      setState("sending");
      return attempt(sent.current, false);
    },
    [attempt],
  );

  // Not known whether it was done: the very same again, until there is an answer.
  useEffect(() => {
    if (state !== "unknown") return;
    const again = () => {
      if (sent.current?.who === atWork()) void attempt(sent.current, true);
    };
    if (sent.current === before) again();
    const timer = setInterval(again, RETRY_MS);
    return () => clearInterval(timer);
  }, [state, attempt, before]);

  useEffect(() => {
    if (sent.current) held.add(sent.current.key);
    return () => {
      if (sent.current) held.delete(sent.current.key); // whose page is left: settleUnanswered takes over
    };
  }, []);

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
