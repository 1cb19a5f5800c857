import type { ReactNode } from "react";
import type { Problem } from "../api/problem";
import { ProblemNote } from "./Failure";
import style from "./Effect.module.css";

export interface EffectLine {
  label: string;
  value: ReactNode;
  strong?: boolean;
}

/** What a deed would do, before it is done. */
export function Effect({ title, lines, problem }: { title: string; lines: EffectLine[]; problem?: Problem }) {
  if (problem) return <ProblemNote problem={problem} />;
  if (lines.length === 0) return null;
  return (
    <section className={style.effect} aria-live="polite" aria-label={title}>
      <dl>
        {lines.map(({ label, value, strong }) => (
          <div key={label} data-strong={strong || undefined}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
