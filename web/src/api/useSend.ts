import { useState } from "react";
import { Problem } from "./problem";
import { queries } from "./queries";

/** Sends what is no entry of the book (people, tokens, links), and reads the lists named again. */
export function useSend(...lists: string[]) {
  const [problem, setProblem] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const send = async <A,>(what: () => Promise<A>): Promise<A | undefined> => {
    if (sending) return undefined;
    setSending(true);
    setProblem(undefined);
    try {
      const answer = await what();
      await queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => lists.includes(String(name)) });
      return answer;
    } catch (fault) {
      setProblem(fault instanceof Problem ? fault : new Error(String(fault)));
      return undefined;
    } finally {
      setSending(false);
    }
  };
  return { send, sending, problem, clear: () => setProblem(undefined) };
}
