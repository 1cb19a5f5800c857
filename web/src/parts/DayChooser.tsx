import { ActionIcon, TextInput } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import style from "./DayChooser.module.css";
import { useTypedDay } from "./useTypedDay";

interface Props {
  day: string;
  last?: string;
  label: string;
  before: string;
  after: string;
  onChange: (day: string) => void;
  step: (day: string, by: number) => string;
}

/** A day, and the one before and after it. */
export function DayChooser({ day, last, label, before, after, onChange, step }: Props) {
  const typed = useTypedDay(day, ({ currentTarget: { value } }) => {
    if (value && (!last || value <= last)) onChange(value);
  });
  return (
    <div className={`${style.chooser} unprinted`}>
      <ActionIcon variant="default" size={44} aria-label={before} onClick={() => onChange(step(day, -1))}>
        <ChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <TextInput
        type="date"
        size="md"
        aria-label={label}
        max={last}
        {...typed}
      />
      <ActionIcon
        variant="default"
        size={44}
        aria-label={after}
        disabled={last !== undefined && day >= last}
        onClick={() => onChange(step(day, 1))}
      >
        <ChevronRight size={20} aria-hidden />
      </ActionIcon>
    </div>
  );
}
