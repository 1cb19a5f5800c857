// Who somebody is.
import { MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newKey, useDeed } from "../../api/deed";
import { catalogQuery, searchQuery } from "../../api/queries";
import { languages } from "../../format/choices";
import { phoneAtHome } from "../../format/phone";
import { DeedSheet } from "../../parts/DeedSheet";
import { useValidity } from "../../parts/useValidity";
import { useWords } from "../../i18n/words";

export interface Face {
  name: string;
  phone: string;
  email: string;
  language: string | null;
  tags: string[];
  note: string;
}

/** A ref that nobody else has: the house's own numbers are not ours to count. */
const newRef = () => `k${newKey().replace("-", "").slice(4, 20)}`;

/** With fewer digits nobody's phone is written yet. */
const SURELY_PHONE = 7;

function Twin({ phone }: { phone: string }) {
  const t = useWords("client");
  const wanted = phoneAtHome(phone);
  const { data } = useQuery({ ...searchQuery(phone.trim(), 20), enabled: wanted.length >= SURELY_PHONE });
  const twin = data?.clients.find((client) => phoneAtHome(client.phone ?? "") === wanted);
  return twin ? (
    <p className="tag" data-tone="warn" role="status">
      {t("new.twin", { name: twin.name || twin.ref })}
    </p>
  ) : null;
}

/** What has no digit is no phone: it is said once the field is left, and keeps the form from being sent. What stood there before may stay. */
function Phone({ value, before, onChange }: { value: string; before: string; onChange: (phone: string) => void }) {
  const t = useWords("client");
  const [left, setLeft] = useState(false);
  const wrong = value.trim() !== "" && value !== before && !/\p{Nd}/u.test(value) ? t("new.noPhone") : undefined;
  return (
    <TextInput
      ref={useValidity(wrong)}
      label={t("new.phone")}
      value={value}
      error={left && wrong}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      onInvalid={() => setLeft(true)}
      inputMode="tel"
      autoComplete="off"
      maxLength={100}
    />
  );
}

interface Props {
  /** Of a client who is there already. */
  known?: string;
  start: Face;
  onClose: () => void;
  onDone?: (ref: string) => void;
}

/** What is known of a person; a name is enough. */
export function ClientForm({ known, start, onClose, onDone }: Props) {
  const t = useWords("client");
  const { data: catalog } = useQuery(catalogQuery);
  const deed = useDeed();
  const [ref] = useState(known ?? newRef);
  const [face, setFace] = useState<Face>(start);
  const set = (part: Partial<Face>) => {
    deed.clear();
    setFace((now) => ({ ...now, ...part }));
  };
  const send = () => {
    const { name, phone, email, language, tags, note } = face;
    // Of somebody known an empty field empties; of somebody new it is left out.
    const wanted = { phone: phone.trim(), email: email.trim(), language: language ?? "", note: note.trim() };
    const filled = Object.entries(wanted).filter(([field, text]) => text !== "" || (known && start[field as keyof Face]));
    void deed.act({
      op: "client",
      ref,
      name: name.trim(),
      ...Object.fromEntries(filled),
      ...((tags.length > 0 || known) && { tags }),
    });
  };
  return (
    <DeedSheet title={known ? t("edit") : t("new.title")} verb={known ? t("new.save") : t("new.add")} deed={deed} onSend={send} onClose={onClose} onDone={() => onDone?.(ref)}>
      <TextInput
        label={t("new.name")}
        value={face.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        autoComplete="off"
        maxLength={300}
        data-autofocus
        required
      />
      <Phone value={face.phone} before={start.phone} onChange={(phone) => set({ phone })} />
      {!known && <Twin phone={face.phone} />}
      <TextInput
        label={t("new.email")}
        value={face.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
        type="email"
        autoComplete="off"
        maxLength={200}
      />
      <Select
        label={t("new.language")}
        description={t("new.languageHelp")}
        value={face.language}
        onChange={(language) => set({ language })}
        data={languages.map((one) => ({ value: one, label: t(`shell:languages.${one}`) }))}
        clearable
      />
      {catalog && catalog.tags.length > 0 && (
        <MultiSelect
          label={t("new.tags")}
          value={face.tags}
          onChange={(tags) => set({ tags })}
          data={catalog.tags.map((tag) => ({ value: tag.code, label: tag.name || tag.code }))}
        />
      )}
      <Textarea label={t("new.note")} value={face.note} onChange={(event) => set({ note: event.currentTarget.value })} maxLength={2000} autosize={false} rows={2} />
    </DeedSheet>
  );
}
