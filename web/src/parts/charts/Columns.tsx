import { stack, stackOffsetDiverging } from "d3-shape";
import style from "./Chart.module.css";
import { Plot, type Series } from "./Plot";

interface Props {
  title: string;
  labels: readonly string[];
  ticks: readonly string[];
  series: readonly Series[];
  text: (value: number) => string;
  short: (value: number) => string;
  sum?: string;
  height?: number;
  running?: number | undefined;
}

/** Amounts month by month, one upon the other. */
export function Columns({ series, labels, ...others }: Props) {
  const layers = stack<number, number>()
    .keys(series.keys())
    .value((month, key) => series[key]?.values[month] ?? 0)
    .offset(stackOffsetDiverging)([...labels.keys()]);
  const ends = layers.flatMap((layer) => layer.flatMap(([from, to]) => [from, to]));
  return (
    <Plot
      {...others}
      labels={labels}
      series={series}
      low={Math.min(0, ...ends)}
      high={Math.max(0, ...ends)}
      draw={({ x, y, at, chosen, running }) =>
        layers.map((layer, key) => (
          <g key={series[key]?.key} style={{ fill: `var(--tone-${series[key]?.tone})`, stroke: `var(--tone-${series[key]?.tone})` }}>
            {layer.map(([from, to], month) => (
              <rect
                key={month}
                className={style.bar}
                data-off={chosen && month !== at}
                data-running={month === running || undefined}
                x={x(month)}
                width={x.bandwidth()}
                y={Math.min(y(from), y(to))}
                height={Math.abs(y(from) - y(to))}
              />
            ))}
          </g>
        ))
      }
    />
  );
}
