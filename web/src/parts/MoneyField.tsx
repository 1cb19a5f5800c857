import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { parseMoney, typedMoney, useMoney } from "../format/money";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  /** In the smallest unit; undefined: nothing, or not an amount. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** An amount as people type it. What does not read as one is said, and stays. */
export function MoneyField({ value, onChange, error, ...others }: Props) {
  const { coin } = useMoney();
  const [text, setText] = useState(value === undefined ? "" : typedMoney(value, coin.decimals));
  useEffect(() => {
    setText((now) => (parseMoney(now, coin.decimals) === value ? now : value === undefined ? (now && parseMoney(now, coin.decimals) === undefined ? now : "") : typedMoney(value, coin.decimals)));
  }, [value, coin.decimals]);
  const wrong = text.trim() !== "" && parseMoney(text, coin.decimals) === undefined;
  return (
    <TextInput
      inputMode={coin.decimals > 0 ? "decimal" : "numeric"}
      autoComplete="off"
      {...others}
      error={error ?? wrong}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(parseMoney(event.currentTarget.value, coin.decimals));
      }}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
