// Whose hands: nobody (the house), one, or several with their shares.
import { useId } from "react";
import type { Share } from "../api/types";
import { useNames } from "../format/names";
import { useWords } from "../i18n/words";
import style from "./StaffPicker.module.css";

/** 100 over n, the first gets what does not divide. */
export function evenly(staff: string[]): Share[] {
  const each = Math.floor(100 / Math.max(1, staff.length));
  return staff.map((one, index) => ({ staff: one, share: index === 0 ? 100 - each * (staff.length - 1) : each }));
}

interface Props {
  label: string;
  value: Share[];
  onChange: (value: Share[]) => void;
}

export function StaffPicker({ label, value, onChange }: Props) {
  const t = useWords("words");
  const names = useNames();
  const id = useId();
  const people = [...names.catalog.staff].sort((a, b) => Number(b.role === "practitioner") - Number(a.role === "practitioner"));
  const chosen = value.map(({ staff }) => String(staff));
  const toggle = (code: string) =>
    onChange(evenly(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]));
  const set = (code: string, share: number) =>
    onChange(value.map((one) => (one.staff === code ? { ...one, share: Math.min(100, Math.max(0, share)) } : one)));
  const sum = value.reduce((all, { share }) => all + share, 0);
  return (
    <fieldset className={style.picker}>
      <legend>{label}</legend>
      <div className={style.people}>
        {people.map((one) => (
          <button
            key={one.code}
            type="button"
            className={style.person}
            aria-pressed={chosen.includes(one.code)}
            onClick={() => toggle(one.code)}
          >
            <bdi>{one.name || one.code}</bdi>
          </button>
        ))}
      </div>
      {value.length > 1 && (
        <ul className={`plain ${style.shares}`}>
          {value.map(({ staff, share }) => (
            <li key={staff}>
              <label htmlFor={`${id}-${staff}`}>
                <bdi>{names.staff(String(staff))}</bdi>
              </label>
              <input
                id={`${id}-${staff}`}
                className="num"
                type="number"
                inputMode="decimal"
                min={0}
                max={100}
                step="any"
                value={share}
                onChange={(event) => set(String(staff), Number(event.currentTarget.value))}
              />
              <span aria-hidden>%</span>
            </li>
          ))}
        </ul>
      )}
      {value.length > 1 && sum > 100 && <p className="wrong small">{t("sharesTooMany")}</p>}
      {value.length > 0 && sum < 100 && <p className="dim small">{t("sharesHouse", { share: 100 - sum })}</p>}
    </fieldset>
  );
}
