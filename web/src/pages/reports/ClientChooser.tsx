import { Select, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { searchQuery } from "../../api/queries";
import { atCounter } from "../../app/access";
import { useWho } from "../../app/who";
import { useWords } from "../../i18n/words";

interface Props {
  label: string;
  value: string;
  onChange: (client: string) => void;
}

/** A client by name or phone; who keeps the books without seeing names types the client's number. */
export function ClientChooser({ label, value, onChange }: Props) {
  const { role } = useWho();
  const t = useWords("figures");
  const [words, setWords] = useState(value);
  const found = useQuery({ ...searchQuery(words.trim()), enabled: atCounter(role) && words.trim() !== "", placeholderData: keepPreviousData });
  if (!atCounter(role))
    return (
      <TextInput label={label} value={words} onChange={(event) => setWords(event.currentTarget.value)} onBlur={() => onChange(words.trim())}
        onKeyDown={(event) => event.key === "Enter" && onChange(words.trim())} autoComplete="off" />
    );
  const rows = found.data?.clients ?? [];
  const data = rows.map((client) => ({ value: client.ref, label: client.name ? `${client.name} · ${client.ref}` : client.ref }));
  if (value && !data.some((one) => one.value === value)) data.unshift({ value, label: value });
  return (
    <Select
      label={label}
      placeholder={t("nameOrPhone")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("clear") }}
      data={data}
      filter={({ options }) => options}
      value={value || null}
      onSearchChange={setWords}
      onChange={(chosen) => onChange(chosen ?? "")}
      nothingFoundMessage={words.trim() && !found.isFetching ? t("nobody") : undefined}
    />
  );
}
