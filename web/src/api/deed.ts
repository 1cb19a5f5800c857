// Deeds: what changes the book. Each has a key, made when its form is opened and kept until there is a definite answer, so that
// a double click, a lost connection or a reload never does anything twice: the same key is sent again, and the server says what
// became of it. A deed is sent again only for whoever did it, and only by one: the form that did it, while it is there, and
// settleUnanswered otherwise.
import { useCallback, useEffect, useRef, useState } from "react";
import { post } from "./client";
import { setReached } from "./events";
import { keptList } from "./kept";
import { Problem } from "./problem";
import { atWork, queries, settingsQuery } from "./queries";
import type { Operation, Result } from "./types";
import { signedIn } from "./windows";

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
  /** When it was sent first. */
  since?: number;
  /** When it was sent last. */
  at?: number;
}

/** What was sent and not answered yet, by anybody. */
const unanswered = keptList<Kept>("unanswered");

const remember = (kept: Kept) => unanswered.write([...unanswered.read().filter((one) => one.key !== kept.key), { ...kept, at: Date.now() }]);
const forget = (key: string) => unanswered.write(unanswered.read().filter((one) => one.key !== key));

/** After that, or on another day, nobody expects any more that it is done by itself; and it would be of that day. */
const OLD_MS = 4 * 3_600_000;

/** The day in the book's time zone. */
function dayOf(at: number): string {
  const format = (timeZone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
  try {
    return format(queries.getQueryData(settingsQuery.queryKey)?.timezone || "UTC");
  } catch {
    return format("UTC"); // a zone that this browser does not know
  }
}

const sinceOf = ({ since, at = 0 }: Kept) => since ?? at;
const isOld = (kept: Kept) => Math.abs(Date.now() - sinceOf(kept)) > OLD_MS || dayOf(sinceOf(kept)) !== dayOf(Date.now());

/** A refusal settles it; but of somebody who is not signed in any more it says nothing of what was sent before. */
const settles = (fault: Problem, again: boolean) => fault.definite && !(again && fault.code === "unauthenticated");

/** How long an answer is waited for; then it is asked for again. */
const PATIENCE_MS = 15_000;

const ask = (operation: object) => post("/operations", operation as never, AbortSignal.timeout(PATIENCE_MS)) as Promise<Result>;

/** Is forgotten only where somebody is told: where its form was left meanwhile, settleUnanswered asks again and tells. */
async function send(kept: Kept, again: boolean, isTold: () => boolean): Promise<Result> {
  if ((signedIn() ?? kept.who) !== kept.who) {
    location.reload(); // another person is at work here by now, and would have done it
    return new Promise<Result>(() => undefined);
  }
  remember(kept);
  try {
    const result = await ask({ ...kept.operation, key: kept.key });
    if (isTold()) forget(kept.key);
    setReached(true);
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== "session" });
    return result;
  } catch (fault) {
    if (fault instanceof Problem && settles(fault, again) && isTold()) forget(kept.key);
    if (fault instanceof Problem && fault.code === "unreachable") setReached(false);
    throw fault;
  }
}

/** How long after an attempt the next one comes. */
export const ASK_AGAIN_MS = 2000;

/** Keys of deeds whose form is there and finds out itself. In another window it has tried again lately. */
const held = new Set<string>();
const isHeld = ({ key, at = 0 }: Kept) => held.has(key) || Math.abs(Date.now() - at) < 2 * ASK_AGAIN_MS;
let settling = false;

/** Finds out what became of deeds of whoever is at work that no form waits for any more: a reload, or another page, came between. */
export async function settleUnanswered(tell: (kept: Kept, outcome: Result | Problem) => void): Promise<void> {
  if (settling) return;
  settling = true;
  try {
    for (const kept of unanswered.read().filter((one) => one.who === atWork() && !isOld(one) && !isHeld(one))) {
      const outcome = await send(kept, true, () => true).catch((fault: unknown) => fault);
      const settled = outcome instanceof Problem ? settles(outcome, true) : !(outcome instanceof Error);
      if (settled && !held.has(kept.key)) tell(kept, outcome as Result | Problem); // a form that came meanwhile says it itself
    }
  } finally {
    settling = false;
  }
}

export interface OldDeed {
  key: string;
  operation: Operation;
  day: string;
}

/** What whoever is at work sent long ago, and may not have been done: they say what becomes of it. */
export const oldDeeds = (): OldDeed[] =>
  unanswered.read().flatMap((one) => (one.who === atWork() && isOld(one) ? [{ key: one.key, operation: one.operation, day: dayOf(sinceOf(one)) }] : []));

/** As if it were sent now: settleUnanswered does so. */
export const takeUp = (key: string) => unanswered.write(unanswered.read().map((one) => (one.key === key ? { ...one, since: Date.now(), at: 0 } : one)));

export const dropDeed = forget;

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
  const [before] = useState(() => unanswered.read().find((one) => one.key === first && one.who === atWork() && !isOld(one)));
  const key = useRef(first);
  const sent = useRef(before);
  const pending = useRef(false);
  const [state, setState] = useState<DeedState>(before ? "unknown" : "ready");
  const [problem, setProblem] = useState<Problem>();
  const [result, setResult] = useState<Result>();

  const attempt = useCallback(async (kept: Kept, again: boolean): Promise<Result | undefined> => {
    pending.current = true;
    try {
      const answer = await send(kept, again, () => held.has(kept.key));
      if (sent.current !== kept) return undefined; // it was renewed meanwhile
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
      if (why.code === "key_conflict") key.current = newKey(); // another window did something else with it: pressed again, it is a deed of its own
      setState(settled ? "ready" : "unknown");
      return undefined;
    } finally {
      pending.current = false;
    }
  }, []);

  const act = useCallback(
    async (operation: Operation) => {
      if (sent.current) return undefined;
      sent.current = { who: atWork(), key: key.current, operation, since: Date.now() };
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
      if (!pending.current && sent.current && isOld(sent.current)) {
        held.delete(sent.current.key);
        sent.current = undefined;
        return setState("ready");
      }
      if (!pending.current && sent.current?.who === atWork()) void attempt(sent.current, true);
    };
    if (sent.current === before) again();
    const timer = setInterval(again, ASK_AGAIN_MS);
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
  return ask({ ...operation, quote: true });
}
