import { Button } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../i18n/words";
import { DataTable, type TableProps, type TableRow } from "./DataTable";

const PAGE = 200;

interface Props<T> extends Omit<TableProps, "rows"> {
  of: readonly T[];
  row: (one: T, index: number) => TableRow;
}

/** A table of many: the first of them, and more on request. */
export function LongTable<T>({ of, row, ...table }: Props<T>) {
  const t = useWords("figures");
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <DataTable {...table} rows={of.slice(0, shown).map(row)} />
      {shown < of.length && (
        <div className="actions unprinted">
          <span className="dim">{t("shownOf", { shown, count: of.length })}</span>
          <Button variant="default" onClick={() => setShown((now) => now + 5 * PAGE)}>
            {t("more")}
          </Button>
        </div>
      )}
    </>
  );
}
