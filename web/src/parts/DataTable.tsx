import type { ReactNode } from "react";
import style from "./DataTable.module.css";
import { Way } from "./Way";

export interface Column {
  key: string;
  title: string;
  number?: boolean;
  /** Text of several words. */
  wide?: boolean;
  /** Stays in one line. */
  tight?: boolean;
}

export interface TableRow {
  key: string | number;
  cells: readonly ReactNode[];
  /** Where the row's first cell leads: to what it is made of. */
  href?: string;
}

export interface TableProps {
  label: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
  foot?: readonly ReactNode[];
}

/** A table that scrolls in itself where it is too wide, by keyboard too. */
export function DataTable({ label, columns, rows, foot }: TableProps) {
  return (
    <div className={style.around} role="region" aria-label={label} tabIndex={0}>
      <table className={style.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" data-number={column.number || undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => (
                <td key={columns[index]?.key ?? index} data-number={columns[index]?.number || undefined} data-wide={columns[index]?.wide || undefined} data-tight={columns[index]?.tight || undefined}>
                  {index === 0 && row.href ? (
                    <Way className={style.go} href={row.href}>
                      {cell}
                    </Way>
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {foot.map((cell, index) => (
                <td key={columns[index]?.key ?? index} data-number={columns[index]?.number || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
