import { useEffect, useRef, type RefObject } from "react";

/** For a field whose text may be wrong in ways that the browser does not know: while `wrong` says why, its form is not sent. */
export function useValidity(wrong: string | undefined): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.setCustomValidity(wrong ?? ""), [wrong]);
  return field;
}
