import style from "./Chart.module.css";

export interface Level {
  key: string;
  label: string;
  tone: string;
  /** Where the bar ends, of `most`. */
  size: number;
  text: string;
}

/** Figures side by side, each with a bar of its size. */
export function Levels({ rows, most = Math.max(1, ...rows.map((row) => row.size)) }: { rows: readonly Level[]; most?: number }) {
  return (
    <ul className={`${style.chart} ${style.levels}`}>
      {rows.map((row) => (
        <li key={row.key}>
          <bdi>{row.label}</bdi>
          <span className="num">{row.text}</span>
          <span className={style.track} aria-hidden>
            <span className={style.fill} style={{ width: `${Math.max(0, row.size / most) * 100}%`, background: `var(--tone-${row.tone})` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Parts of a whole in one bar, and in words below it. */
export function Shares({ rows }: { rows: readonly Level[] }) {
  return (
    <div className={style.chart}>
      <div className={style.share} aria-hidden>
        {rows.map((row) => (
          <span key={row.key} style={{ flex: `${Math.max(0, row.size)} 0 0`, background: `var(--tone-${row.tone})` }} />
        ))}
      </div>
      <ul className={style.legend}>
        {rows.map((row) => (
          <li key={row.key}>
            <span className={style.dot} style={{ background: `var(--tone-${row.tone})` }} />
            {row.label} <strong className="num">{row.text}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}
