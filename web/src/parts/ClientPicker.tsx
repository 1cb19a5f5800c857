import { Select } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { searchQuery } from "../api/queries";
import { useWords } from "../i18n/words";

/** Another client, found as one types. */
export function ClientPicker({ label, value, but, onChange }: { label: string; value: string | null; but: string; onChange: (ref: string | null) => void }) {
  const t = useWords("words");
  const [words, setWords] = useState("");
  const { data } = useQuery({ ...searchQuery(words.trim(), 10), placeholderData: keepPreviousData });
  const clients = (data?.clients ?? []).filter((one) => one.ref !== but);
  return (
    <Select
      label={label}
      placeholder={t("findClient")}
      value={value}
      onChange={onChange}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options }) => options}
      nothingFoundMessage={t("nobody")}
      data={clients.map((one) => ({ value: one.ref, label: [one.name || one.ref, one.phone].filter(Boolean).join(" · ") }))}
      required
      size="md"
    />
  );
}
