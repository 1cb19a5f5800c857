// What charts over months have in common: axes, a cursor that follows pointer, finger and arrow keys, a legend that reads out the
// month under it, and the same figures as a table.
import { scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from "d3-scale";
import { useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { DataTable } from "../DataTable";
import style from "./Chart.module.css";

export interface Series {
  key: string;
  label: string;
  /** A tone of Chart.module.css. */
  tone: string;
  values: readonly (number | null)[];
}

export interface Scales {
  x: ScaleBand<number>;
  y: ScaleLinear<number, number>;
  width: number;
  at: number;
  chosen: boolean;
  /** The month that is not over, if there is one. */
  running: number | undefined;
}

interface Props {
  title: string;
  /** The months, in words, and short for the axis. */
  labels: readonly string[];
  ticks: readonly string[];
  series: readonly Series[];
  low?: number;
  high: number;
  text: (value: number) => string;
  short: (value: number) => string;
  height?: number;
  /** Below the legend's figures of the month: what they come to. */
  sum?: string;
  /** The month that is not over: drawn otherwise, as its figure would look like a bad month's. */
  running?: number | undefined;
  /** The same figures as a table below, unless the page has one. */
  tabled?: boolean;
  draw: (scales: Scales) => ReactNode;
}

const LEFT = 46;
const BOTTOM = 22;

function Axes({ scales, ticks, short, height }: { scales: Scales; ticks: readonly string[]; short: Props["short"]; height: number }) {
  const { x, y, width } = scales;
  const every = Math.max(1, Math.ceil(44 / Math.max(1, x.step())));
  return (
    <g aria-hidden>
      {y.ticks(4).map((value) => (
        <g key={value}>
          <line className={style.grid} x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
          <text className={style.tick} x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {short(value)}
          </text>
        </g>
      ))}
      {ticks.map(
        (text, index) =>
          (ticks.length - 1 - index) % every === 0 && (
            <text key={index} className={style.tick} x={(x(index) ?? 0) + x.bandwidth() / 2} y={height - 4} textAnchor="middle">
              {text}
            </text>
          ),
      )}
    </g>
  );
}

interface LegendProps extends Pick<Props, "series" | "text" | "sum" | "running"> {
  at: number;
  moment: string;
}

function Legend({ series, at, text, moment, sum, running }: LegendProps) {
  const t = useWords("figures");
  const whole = series.reduce((total, one) => total + (one.values[at] ?? 0), 0);
  return (
    <ul className={style.legend}>
      <li className={style.moment}>{moment}</li>
      {series.map((one) => (
        <li key={one.key}>
          <span className={style.dot} style={{ background: `var(--tone-${one.tone})` }} />
          {one.label} <strong className="num">{one.values[at] === null ? "–" : text(one.values[at] ?? 0)}</strong>
        </li>
      ))}
      {sum && (
        <li>
          {sum} <strong className="num">{text(whole)}</strong>
        </li>
      )}
      {running !== undefined && (
        <li className={style.moment}>
          <span className={`${style.dot} ${style.running}`} />
          {t("notOver")}
        </li>
      )}
    </ul>
  );
}

function Figures({ labels, series, text }: Pick<Props, "labels" | "series" | "text">) {
  const t = useWords("figures");
  return (
    <details className={style.table}>
      <summary>{t("asTable")}</summary>
      <DataTable
        label={t("asTable")}
        columns={[
          { key: "month", title: t("column.month") },
          ...series.map((one) => ({ key: one.key, title: one.label, number: true })),
        ]}
        rows={labels.map((label, index) => ({
          key: label,
          cells: [label, ...series.map((one) => (one.values[index] === null ? "–" : text(one.values[index] ?? 0)))],
        }))}
      />
    </details>
  );
}

/** As wide as there is room, from the first paint on. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const place = ref.current;
    if (!place) return;
    const measure = () => setWidth(place.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

export function Plot({ title, labels, ticks, series, low = 0, high, text, short, height = 220, sum, running, tabled = true, draw }: Props) {
  const { ref, width } = useWidth();
  const last = labels.length - 1;
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? last, last);
  const x = scaleBand<number>().domain(labels.keys()).range([LEFT, Math.max(LEFT + 1, width)]).padding(0.28);
  const y = scaleLinear([Math.min(0, low), Math.max(1, high)], [height - BOTTOM, 8]).nice(4);
  const scales = { x, y, width, at, chosen: chosen !== undefined, running };
  const point = (event: PointerEvent<HTMLElement>) => {
    const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setChosen(Math.max(0, Math.min(last, Math.floor((place - LEFT) / x.step()))));
  };
  return (
    <figure className={style.chart}>
      <Legend {...{ series, at, text, sum, running }} moment={labels[at] ?? ""} />
      <div className={style.plot} ref={ref} onPointerMove={point} onPointerLeave={() => setChosen(undefined)}>
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-label={title}
          aria-valuetext={[labels[at], ...series.map((one) => `${one.label} ${text(one.values[at] ?? 0)}`)].join(", ")}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          onBlur={() => setChosen(undefined)}
        />
        <svg width={width} height={height} aria-hidden focusable="false">
          <Axes {...{ scales, ticks, short, height }} />
          {width > 0 && draw(scales)}
        </svg>
      </div>
      {tabled && <Figures {...{ labels, series, text }} />}
    </figure>
  );
}
