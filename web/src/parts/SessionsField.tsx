import { ActionIcon } from "@mantine/core";
import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { useWords } from "../i18n/words";
import style from "./SessionsField.module.css";

interface Props {
  label: string;
  value: number;
  least?: number;
  most: number;
  onChange: (value: number) => void;
}

/** A small number, by thumb or by key. */
export function SessionsField({ label, value, least = 1, most, onChange }: Props) {
  const t = useWords("words");
  const id = useId();
  const set = (wanted: number) => onChange(Math.min(most, Math.max(least, Math.trunc(wanted) || least)));
  return (
    <div className={style.field}>
      <label htmlFor={id}>{label}</label>
      <div className={style.box}>
        <ActionIcon variant="default" size={44} aria-label={t("less")} disabled={value <= least} onClick={() => set(value - 1)}>
          <Minus size={18} aria-hidden />
        </ActionIcon>
        <input
          id={id}
          className="num"
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          value={value}
          onChange={(event) => set(Number(event.currentTarget.value))}
        />
        <ActionIcon variant="default" size={44} aria-label={t("moreOf")} disabled={value >= most} onClick={() => set(value + 1)}>
          <Plus size={18} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}
