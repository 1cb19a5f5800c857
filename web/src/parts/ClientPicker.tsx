import { Select, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { clientNameQuery, searchQuery } from "../api/queries";
import { atCounter } from "../app/access";
import { useWho } from "../app/who";
import { useWords } from "../i18n/words";

interface Props {
  label: string;
  value: string | null;
  /** Who is not meant. */
  but?: string;
  required?: boolean;
  clearable?: boolean;
  size?: "sm" | "md";
  onChange: (ref: string | null) => void;
}

function Found({ label, value, but, required, clearable, size = "md", onChange }: Props) {
  const t = useWords("words");
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const { data } = useQuery({ ...searchQuery(words.trim(), 10), placeholderData: keepPreviousData });
  const found = (data?.clients ?? [])
    .filter((one) => one.ref !== but)
    .map((one) => ({ value: one.ref, label: [...new Set([one.name || one.ref, one.phone || one.ref])].join(" · ") }));
  // What is chosen is named also while other words find others.
  const isChosen = chosen?.value === value;
  const { data: known } = useQuery({ ...clientNameQuery(value ?? ""), enabled: value !== null && !isChosen });
  const now = value === null ? undefined : isChosen ? chosen : { value, label: known?.client.name || value };
  const options = now && !found.some((one) => one.value === now.value) ? [now, ...found] : found;
  return (
    <Select
      label={label}
      placeholder={t("findClient")}
      value={value}
      onChange={(ref) => {
        setChosen(options.find((one) => one.value === ref));
        onChange(ref);
      }}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options: every }) => every}
      nothingFoundMessage={t("nobody")}
      data={options}
      clearable={clearable}
      clearButtonProps={{ "aria-label": t("clear") }}
      required={required}
      size={size}
    />
  );
}

/** By number: for who keeps the books without seeing names. */
function Typed({ label, value, required, size = "md", onChange }: Props) {
  const [words, setWords] = useState(value ?? "");
  const end = () => onChange(words.trim() || null);
  return (
    <TextInput
      label={label}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onBlur={end}
      onKeyDown={(event) => event.key === "Enter" && end()}
      autoComplete="off"
      required={required}
      size={size}
    />
  );
}

/** A client, found by name or phone as one types. */
export function ClientPicker(props: Props) {
  const { role } = useWho();
  return atCounter(role) ? <Found {...props} /> : <Typed {...props} />;
}
