// Somebody new: a name is enough.
import { Button, Modal, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useLocation } from "wouter";
import { newKey, useDeed } from "../../api/deed";
import { catalogQuery, searchQuery } from "../../api/queries";
import { languages } from "../../format/choices";
import { DeedNote } from "../../parts/DeedNote";
import { sheet } from "../../parts/sheet";
import { useWords } from "../../i18n/words";

interface Face {
  name: string;
  phone: string;
  email: string;
  language: string | null;
  tags: string[];
  note: string;
}

const looksLikePhone = (text: string) => /^[\d\s+()-]{6,}$/.test(text);

/** A ref that nobody else has: the house's own numbers are not ours to count. */
const newRef = () => `k${newKey().replace("-", "").slice(4, 20)}`;

function Twin({ phone }: { phone: string }) {
  const t = useWords("client");
  const wanted = phone.replace(/\D/g, "");
  const { data } = useQuery({ ...searchQuery(wanted, 3), enabled: wanted.length >= 8 });
  const twin = data?.clients.find((client) => (client.phone ?? "").replace(/\D/g, "") === wanted);
  return twin ? (
    <p className="tag" data-tone="warn" role="status">
      {t("new.twin", { name: twin.name || twin.ref })}
    </p>
  ) : null;
}

export function NewClient({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useWords("client");
  const [, goTo] = useLocation();
  const { data: catalog } = useQuery(catalogQuery);
  const deed = useDeed();
  const [ref] = useState(newRef);
  const [face, setFace] = useState<Face>({
    name: looksLikePhone(name) ? "" : name,
    phone: looksLikePhone(name) ? name : "",
    email: "",
    language: null,
    tags: [],
    note: "",
  });
  const set = (part: Partial<Face>) => setFace((now) => ({ ...now, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { name: called, phone, email, language, tags, note } = face;
    const done = await deed.act({
      op: "client",
      ref,
      name: called.trim(),
      ...(phone.trim() && { phone: phone.trim() }),
      ...(email.trim() && { email: email.trim() }),
      ...(language && { language }),
      ...(tags.length && { tags }),
      ...(note.trim() && { note: note.trim() }),
    });
    if (!done) return;
    onClose();
    goTo(`/clients/${encodeURIComponent(ref)}`);
  };
  return (
    <Modal {...sheet} opened onClose={onClose} title={t("new.title")} closeButtonProps={{ "aria-label": t("shell:close") }}>
      <form className="page" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t("new.name")}
          value={face.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          autoComplete="off"
          maxLength={300}
          data-autofocus
          required
        />
        <TextInput
          label={t("new.phone")}
          value={face.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          inputMode="tel"
          autoComplete="off"
          maxLength={100}
        />
        <Twin phone={face.phone} />
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
        <DeedNote deed={deed} />
        <Button type="submit" size="md" loading={deed.state === "sending"} disabled={deed.state === "unknown"}>
          {t("new.add")}
        </Button>
      </form>
    </Modal>
  );
}
