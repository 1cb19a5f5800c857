import { useMoney } from "../../format/money";
import { useWords } from "../../i18n/words";
import style from "./Bars.module.css";

export interface Bar {
  key: string;
  label: string;
  amount: number;
  count: number | null;
}

/** A list of amounts with their share of the largest behind them: read as numbers first. */
export function Bars({ title, rows, nothing }: { title: string; rows: Bar[]; nothing: string }) {
  const t = useWords("words");
  const money = useMoney();
  const most = Math.max(1, ...rows.map((row) => Math.abs(row.amount)));
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="dim">{nothing}</p>
      ) : (
        <ul className={`plain ${style.list}`}>
          {rows.map((row) => (
            <li key={row.key} className={style.row}>
              <bdi className={style.label}>{row.label}</bdi>
              <span className={style.figures}>
                {row.count !== null && <span className="dim small">{t("session", { count: row.count })}</span>}
                <span className="num">{money(row.amount)}</span>
              </span>
              <span className={style.track} aria-hidden>
                <span className={style.bar} style={{ width: `${(Math.abs(row.amount) / most) * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
