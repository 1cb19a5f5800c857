// A deed in a dialog: its fields and the button that does it. While it is on its way the dialog stays as it is, and closes by itself:
// whoever could close it and begin anew would do it a second time, under another key.
import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useDone, type Deed } from "../api/deed";
import type { Result } from "../api/types";
import { useWords } from "../i18n/words";
import { DeedNote } from "./DeedNote";
import { Sheet } from "./Sheet";

interface Props {
  title: string;
  size?: string;
  verb: string;
  danger?: boolean;
  deed: Deed;
  /** What is entered cannot be done. */
  unfit?: boolean;
  /** What stands above the buttons instead of why the deed was refused. */
  note?: ReactNode;
  onSend: () => void;
  onClose: () => void;
  /** Also when only asking again told that it was done. The dialog is closed afterwards. */
  onDone: (result: Result) => void;
  children?: ReactNode;
}

export function DeedSheet({ title, size, verb, danger, deed, unfit = false, note, onSend, onClose, onDone, children }: Props) {
  const t = useWords("shell");
  const waits = deed.state === "sending" || deed.state === "unknown";
  useDone(deed, (result) => {
    onDone(result);
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!unfit) onSend();
  };
  return (
    <Sheet title={title} size={size} busy={waits} onClose={onClose}>
      <form className="page" onSubmit={submit}>
        <fieldset className="page plainset" disabled={deed.state !== "ready"}>
          {children}
        </fieldset>
        {note ?? <DeedNote deed={deed} />}
        <div className="actions">
          <Button type="submit" size="md" color={danger ? "stamp" : undefined} loading={deed.state === "sending"} disabled={unfit || deed.state !== "ready"}>
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
