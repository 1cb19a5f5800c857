import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { parseMoney, typedMoney, useMoney } from "../format/money";
import { useWords } from "../i18n/words";
import { useValidity } from "./useValidity";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  /** In the smallest unit; undefined: nothing, or not an amount. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  /** Why it may not be empty. It is said once it was emptied, and whenever its form is to be sent. */
  missing?: string;
}

/** An amount as people type it. What does not read as one is said, stays, and keeps its form from being sent. */
export function MoneyField({ value, onChange, missing, ...others }: Props) {
  const t = useWords("words");
  const { coin } = useMoney();
  const parse = (typed: string) => parseMoney(typed, coin.decimals);
  const isWrong = (typed: string) => typed.trim() !== "" && parse(typed) === undefined;
  const [text, setText] = useState(value === undefined ? "" : typedMoney(value, coin.decimals));
  useEffect(() => {
    const kept = (typed: string) => parse(typed) === value || (value === undefined && isWrong(typed));
    setText((now) => (kept(now) ? now : value === undefined ? "" : typedMoney(value, coin.decimals)));
  }, [value, coin.decimals]);
  const [touched, setTouched] = useState(false);
  const unread = isWrong(text) ? t(coin.decimals > 0 ? "notMoney" : "notWholeMoney", { decimals: coin.decimals }) : undefined;
  const wrong = unread ?? (text.trim() === "" ? missing : undefined);
  return (
    <TextInput
      ref={useValidity(wrong)}
      inputMode={coin.decimals > 0 ? "decimal" : "numeric"}
      autoComplete="off"
      {...others}
      error={unread ?? (touched ? wrong : undefined)}
      onInvalid={() => setTouched(true)}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setTouched(true);
        onChange(parse(event.currentTarget.value));
      }}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
