// A deed in a dialog: its fields, its effect as the server quotes it, and the button that does it.
import { Button } from "@mantine/core";
import { useEffect, type FormEvent, type ReactNode } from "react";
import { useDone, type Deed } from "../api/deed";
import type { Operation, Result } from "../api/types";
import { useQuote } from "../api/useQuote";
import { useWords } from "../i18n/words";
import { DeedNote } from "./DeedNote";
import { Effect, type EffectLine } from "./Effect";
import { Sheet } from "./Sheet";

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

export function ActSheet({ title, operation, effect, verb, danger, deed, onClose, onDone, children }: Props) {
  const t = useWords("shell");
  const quoted = useQuote(operation, deed.state === "ready");
  useDone(deed, (result) => {
    onDone(result);
    onClose();
  });
  const { clear } = deed;
  const waits = deed.state === "sending" || deed.state === "unknown"; // a second try must not get a key of its own
  const asked = JSON.stringify(operation);
  useEffect(clear, [asked, clear]); // a refusal was of what the form said then
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (operation && !quoted.problem?.definite) void deed.act(operation);
  };
  return (
    <Sheet title={title} onClose={() => !waits && onClose()}>
      <form className="page" onSubmit={submit}>
        <fieldset className="page plainset" disabled={deed.state !== "ready"}>
          {children}
        </fieldset>
        <Effect title={t("effect")} lines={quoted.result ? effect(quoted.result) : []} problem={quoted.problem} />
        {!quoted.problem && <DeedNote deed={deed} />}
        <div className="actions">
          <Button
            type="submit"
            size="md"
            color={danger ? "stamp" : undefined}
            loading={deed.state === "sending"}
            disabled={!operation || deed.state !== "ready" || quoted.problem?.definite === true}
          >
            {verb}
          </Button>
          <Button variant="subtle" color="gray" size="md" disabled={waits} onClick={onClose}>
            {t("cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
