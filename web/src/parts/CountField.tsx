import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { numberText } from "../format/numbers";
import { useWords } from "../i18n/words";
import { useValidity } from "./useValidity";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  /** undefined: nothing, or nothing that can be meant. */
  value: number | undefined;
  least?: number;
  most: number;
  /** With two decimals at most. */
  percent?: boolean;
  onChange: (value: number | undefined) => void;
}

/** A count or a percentage as people type it. What cannot be meant is said, stays, and keeps its form from being sent. */
export function CountField({ value, least = 0, most, percent = false, onChange, required, ...others }: Props) {
  const t = useWords("words");
  const parse = (typed: string) => {
    const read = (percent ? /^\d{1,9}([.,]\d{1,2})?$/ : /^\d{1,9}$/).test(typed.trim()) ? Number(typed.trim().replace(",", ".")) : undefined;
    return read !== undefined && read >= least && read <= most ? read : undefined;
  };
  const isWrong = (typed: string) => (typed.trim() === "" ? required === true : parse(typed) === undefined);
  const [text, setText] = useState(String(value ?? ""));
  useEffect(() => {
    const kept = (typed: string) => parse(typed) === value || (value === undefined && isWrong(typed));
    setText((now) => (kept(now) ? now : String(value ?? "")));
  }, [value]);
  const wrong = isWrong(text) ? t(percent ? "fromTo" : "wholeFromTo", { least: numberText(least), most: numberText(most) }) : undefined;
  return (
    <TextInput
      ref={useValidity(wrong)}
      inputMode={percent ? "decimal" : "numeric"}
      autoComplete="off"
      rightSection={percent ? <span aria-hidden>%</span> : undefined}
      {...others}
      error={wrong}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(parse(event.currentTarget.value));
      }}
    />
  );
}
