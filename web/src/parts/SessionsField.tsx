import { ActionIcon } from "@mantine/core";
import { Minus, Plus } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useWords } from "../i18n/words";
import style from "./SessionsField.module.css";
import { useValidity } from "./useValidity";

interface Props {
  label: string;
  /** undefined: nothing, or no whole number. */
  value: number | undefined;
  least?: number;
  most: number;
  onChange: (value: number | undefined) => void;
}

/** Whether so many can be meant: the other half of the field, for whoever uses its value. */
export const within = (value: number | undefined, most: number, least = 1): value is number =>
  value !== undefined && value >= least && value <= most;

const parse = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined);

/** A small number, by thumb or by key. What is out of range is said, stays, and keeps its form from being sent. */
export function SessionsField({ label, value, least = 1, most, onChange }: Props) {
  const t = useWords("words");
  const id = useId();
  const [text, setText] = useState(String(value ?? ""));
  useEffect(() => setText((now) => (parse(now) === value ? now : String(value ?? ""))), [value]);
  const wrong = within(value, most, least) ? undefined : t("fromTo", { least, most });
  const step = (by: number) => onChange(Math.min(most, Math.max(least, (value ?? least - by) + by)));
  return (
    <div className={style.field}>
      <label htmlFor={id}>{label}</label>
      <div className={style.box}>
        <ActionIcon variant="default" size={44} aria-label={t("less")} disabled={value !== undefined && value <= least} onClick={() => step(-1)}>
          <Minus size={18} aria-hidden />
        </ActionIcon>
        <input
          id={id}
          ref={useValidity(wrong)}
          className="num"
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          value={text}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong && `${id}-wrong`}
          onChange={(event) => {
            setText(event.currentTarget.value);
            onChange(parse(event.currentTarget.value));
          }}
        />
        <ActionIcon variant="default" size={44} aria-label={t("moreOf")} disabled={value !== undefined && value >= most} onClick={() => step(1)}>
          <Plus size={18} aria-hidden />
        </ActionIcon>
      </div>
      {wrong && (
        <p id={`${id}-wrong`} role="alert" className="wrong small">
          {wrong}
        </p>
      )}
    </div>
  );
}
