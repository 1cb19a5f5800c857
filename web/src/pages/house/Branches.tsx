// Where and by whom the work is done.
import { Button, Select, TextInput } from "@mantine/core";
import { Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { useDeed } from "../../api/deed";
import type { Operation } from "../../api/types";
import { useWho } from "../../app/who";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { DeedSheet } from "../../parts/DeedSheet";
import { say } from "../../parts/toast";
import { codeOf } from "../catalogue/code";
import style from "./House.module.css";
import { rolesBelow, type StaffRole } from "./roles";

interface Place {
  op: "branch" | "staff";
  code?: string;
  name: string;
  role?: StaffRole;
}

function PlaceForm({ place, taken, onClose }: { place: Place; taken: string[]; onClose: () => void }) {
  const t = useWords("house");
  const who = useWho();
  const deed = useDeed();
  const [name, setName] = useState(place.name);
  const [role, setRole] = useState<StaffRole>(place.role ?? "practitioner");
  const send = () => {
    const code = place.code ?? codeOf(name, taken);
    void deed.act({ op: place.op, code, name: name.trim(), ...(place.op === "staff" && { role }) } as Operation);
  };
  const done = () => say({ tone: "good", text: t("personSaved", { name: name.trim() }) });
  return (
    <DeedSheet title={t(`${place.code ? "change" : "add"}.${place.op}`)} verb={t("save")} deed={deed} onSend={send} onClose={onClose} onDone={done}>
      <TextInput label={t("setting.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={300} autoComplete="off" data-autofocus />
      {place.op === "staff" && (
        <Select label={t("role")} value={role} onChange={(value) => value && setRole(value as StaffRole)} allowDeselect={false} data={rolesBelow(who.role).map((value) => ({ value, label: t(`words:role.${value}`) }))} />
      )}
    </DeedSheet>
  );
}

function List({ op, rows, mayChange, open }: { op: Place["op"]; rows: readonly { code: string; name: string | null; role?: string }[]; mayChange: boolean; open: (place: Place) => void }) {
  const t = useWords("house");
  return (
    <section className="sheet">
      <div className="top">
        <h2>{t(`list.${op}`)}</h2>
        {mayChange && (
          <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => open({ op, name: "" })}>
            {t(`add.${op}`)}
          </Button>
        )}
      </div>
      {op === "staff" && <p className="dim small">{t("staffListHelp")}</p>}
      <ul className={style.rows}>
        {rows.map(({ code, name, role }) => (
          <li key={code} className={style.row}>
            <span className={style.who}>
              <strong>
                <bdi>{name || code}</bdi>
              </strong>
              <span className="dim">{[code, role && t(`words:role.${role as StaffRole}`)].filter(Boolean).join(" · ")}</span>
            </span>
            {mayChange && (
              <Button variant="subtle" size="compact-md" leftSection={<Pencil size={15} aria-hidden />} aria-label={t("changeOf", { name: name || code })} onClick={() => open({ op, code, name: name ?? "", role: role as StaffRole })}>
                {t("changeIt")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Branches() {
  const { role } = useWho();
  const { catalog } = useNames();
  const [opened, open] = useState<Place>();
  return (
    <>
      <List op="branch" rows={catalog.branches} mayChange open={open} />
      <List op="staff" rows={catalog.staff} mayChange={role === "owner"} open={open} />
      {opened && <PlaceForm place={opened} taken={[...catalog.branches, ...catalog.staff].map(({ code }) => code)} onClose={() => open(undefined)} />}
    </>
  );
}
