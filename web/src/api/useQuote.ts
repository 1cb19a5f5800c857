import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { quote } from "./deed";
import type { Problem } from "./problem";
import type { Operation, Result } from "./types";

interface Quoted {
  result: Result | undefined;
  problem: Problem | undefined;
  /** What is shown is about what is asked now, and nothing in it forbids the deed. */
  fits: boolean;
}

/** What an operation would do, asked anew whenever it or the book changes. Nothing is asked while there is nothing to ask. While
 * `asking` is off, as it is being done, the last answer stands: what is on its way keeps its figures on the screen. */
export function useQuote(operation: Operation | undefined, asking = true): Quoted {
  const bare = operation && { ...operation, note: undefined }; // why it is done does not change what it does
  const asked = useQuery({
    queryKey: ["quote", bare],
    queryFn: () => quote(bare as Operation),
    enabled: asking && operation !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 10_000,
  });
  if (!operation) return { result: undefined, problem: undefined, fits: false };
  if (!asking) return { result: asked.data, problem: undefined, fits: false };
  const problem = (asked.error as Problem | null) ?? undefined;
  return {
    result: problem ? undefined : asked.data,
    problem,
    fits: !asked.isPlaceholderData && !asked.isPending && !problem?.definite,
  };
}
