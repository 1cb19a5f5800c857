import { area, line } from "d3-shape";
import style from "./Chart.module.css";
import { Plot, type Scales, type Series } from "./Plot";

export interface Band {
  tone: string;
  low: readonly number[];
  high: readonly number[];
}

interface Props {
  title: string;
  labels: readonly string[];
  ticks: readonly string[];
  series: readonly Series[];
  bands?: readonly Band[];
  text: (value: number) => string;
  short: (value: number) => string;
  height?: number;
  running?: number | undefined;
  tabled?: boolean;
}

const middle = ({ x }: Scales, index: number) => (x(index) ?? 0) + x.bandwidth() / 2;

function Curve({ series, scales }: { series: Series; scales: Scales }) {
  const path = line<number>()
    .defined((month) => series.values[month] !== null)
    .x((month) => middle(scales, month))
    .y((month) => scales.y(series.values[month] ?? 0));
  const months = [...series.values.keys()];
  const { running } = scales;
  const whole = months.filter((month) => month !== running);
  // From the month beside it, the only one it touches at an end of the chart.
  const rest = running === undefined ? [] : months.filter((month) => Math.abs(month - running) <= 1);
  const here = series.values[scales.at];
  const tone = `var(--tone-${series.tone})`;
  return (
    <>
      <path className={style.line} d={path(whole) ?? ""} style={{ stroke: tone }} />
      {rest.length > 1 && <path className={style.line} data-running d={path(rest) ?? ""} style={{ stroke: tone }} />}
      {here !== null && here !== undefined && (
        <circle className={style.mark} cx={middle(scales, scales.at)} cy={scales.y(here)} r={5} style={{ fill: tone }} />
      )}
    </>
  );
}

function Shade({ band, scales }: { band: Band; scales: Scales }) {
  const path = area<number>()
    .x((_, index) => middle(scales, index))
    .y0((_, index) => scales.y(band.low[index] ?? 0))
    .y1((value) => scales.y(value))(band.high as number[]);
  return <path className={style.band} d={path ?? ""} style={{ fill: `var(--tone-${band.tone})` }} />;
}

/** Amounts month by month as lines, with the band in which they are likely to lie where there is one. */
export function Lines({ series, bands = [], ...others }: Props) {
  const all = [...series.flatMap((one) => one.values.map((value) => value ?? 0)), ...bands.flatMap((band) => [...band.low, ...band.high])];
  return (
    <Plot
      {...others}
      series={series}
      low={Math.min(0, ...all)}
      high={Math.max(0, ...all)}
      draw={(scales) => (
        <>
          {bands.map((band, index) => (
            <Shade key={index} {...{ band, scales }} />
          ))}
          {scales.chosen && <line className={style.cursor} x1={middle(scales, scales.at)} x2={middle(scales, scales.at)} y1={8} y2={scales.y.range()[0]} />}
          {series.map((one) => (
            <Curve key={one.key} series={one} scales={scales} />
          ))}
        </>
      )}
    />
  );
}
