// How a day's performance of somebody came about, for whoever keeps the books: a row for each session, and below by which formula.
import { useSuspenseQuery } from "@tanstack/react-query";
import { explainQuery } from "../../api/queries";
import type { Explained } from "../../api/types";
import { clientPlace } from "../../app/places";
import { dayText } from "../../format/dates";
import { useMoney } from "../../format/money";
import { useNames } from "../../format/names";
import { percentText } from "../../format/numbers";
import { DataTable } from "../../parts/DataTable";
import { occasionOf, paidThen, whoCame } from "../../parts/Explanation";
import { useWords } from "../../i18n/words";
import style from "./Reports.module.css";

function Formulas({ rows }: { rows: readonly Explained[] }) {
  const t = useWords("figures");
  const practice = useWords("practice");
  const money = useMoney();
  return (
    <details className={style.formulas}>
      <summary>{t("byFormula")}</summary>
      <ol>
        {rows.map((row, index) => (
          <li key={index}>
            <span className="dim small">{practice("doneOn", { number: row.session, card: row.ref ?? `#${row.contract}` })}</span>
            <span className="num small" dir="ltr">
              {row.formula} = {money(row.amount, true)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

export function Credited({ day, staff }: { day: string; staff: string }) {
  const t = useWords("figures");
  const practice = useWords("practice");
  const money = useMoney();
  const names = useNames();
  const { rows } = useSuspenseQuery(explainQuery(staff, day)).data;
  const title = t("howItCame", { name: names.staff(staff) });
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="dim">{practice("nothing")}</p>
      ) : (
        <>
          <DataTable
            label={title}
            columns={[
              { key: "client", title: t("column.client") },
              { key: "date", title: t("doneOn"), tight: true },
              { key: "service", title: t("column.service") },
              { key: "what", title: t("column.text"), wide: true },
              { key: "share", title: t("share"), number: true },
              { key: "amount", title: t("column.amount"), number: true },
            ]}
            rows={rows.map((row, index) => ({
              key: index,
              href: clientPlace(whoCame(row).ref),
              cells: [
                <bdi>{whoCame(row).name}</bdi>, dayText(row.done_on), names.item(row.service) || practice("session"),
                t(`occasion.${occasionOf(row, day)}`, { amount: money(paidThen(row)) }), percentText(row.share), money(row.amount, true),
              ],
            }))}
            foot={[t("total"), "", "", "", "", money(rows.reduce((sum, row) => sum + row.amount, 0), true)]}
          />
          <Formulas rows={rows} />
        </>
      )}
    </section>
  );
}
