import type { ReactNode } from "react";
import { Link } from "wouter";
import style from "./Tile.module.css";

interface Props {
  label: string;
  value: ReactNode;
  aside?: ReactNode;
  tone?: "good" | "bad";
  /** Where one sees how it came about. */
  href?: string;
}

/** One figure, its name, and a word beside it. */
export function Tile({ label, value, aside, tone, href }: Props) {
  const inside = (
    <>
      <span className={style.label}>{label}</span>
      <span className={`${style.value} num`}>{value}</span>
      {aside && (
        <span className={style.aside} data-tone={tone}>
          {aside}
        </span>
      )}
    </>
  );
  return href ? (
    <Link href={href} className={style.tile}>
      {inside}
    </Link>
  ) : (
    <div className={style.tile}>{inside}</div>
  );
}

export function Tiles({ children }: { children: ReactNode }) {
  return <div className={style.tiles}>{children}</div>;
}
