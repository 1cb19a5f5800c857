// A deed in a dialog that says before it is done what it would do, as the server quotes it.
import { useEffect, type ReactNode } from "react";
import type { Deed } from "../api/deed";
import type { Operation, Result } from "../api/types";
import { useQuote } from "../api/useQuote";
import { useWords } from "../i18n/words";
import { DeedNote } from "./DeedNote";
import { DeedSheet } from "./DeedSheet";
import { Effect, type EffectLine } from "./Effect";

interface Props {
  title: string;
  /** Nothing to ask or do yet: undefined. */
  operation: Operation | undefined;
  effect: (result: Result) => EffectLine[];
  verb: string;
  danger?: boolean;
  deed: Deed;
  onClose: () => void;
  onDone: (result: Result) => void;
  children?: ReactNode;
}

export function ActSheet({ operation, effect, deed, children, ...sheet }: Props) {
  const t = useWords("shell");
  const quoted = useQuote(operation, deed.state === "ready");
  const { clear } = deed;
  const asked = JSON.stringify(operation);
  useEffect(clear, [asked, clear]); // a refusal was of what the form said then
  const note = (
    <>
      <Effect title={t("effect")} lines={quoted.result ? effect(quoted.result) : []} problem={quoted.problem} />
      {!quoted.problem && <DeedNote deed={deed} />}
    </>
  );
  return (
    <DeedSheet {...sheet} deed={deed} note={note} unfit={!quoted.fits} onSend={() => operation && void deed.act(operation)}>
      {children}
    </DeedSheet>
  );
}
