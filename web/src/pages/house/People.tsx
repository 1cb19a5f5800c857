// Who may sign in, as what.
import { Button, PasswordInput, Select, Switch, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Pencil, Plus } from "lucide-react";
import { useState, type FormEvent } from "react";
import { patch, post } from "../../api/client";
import { peopleQuery } from "../../api/queries";
import { useWho } from "../../app/who";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { ProblemNote } from "../../parts/Failure";
import { Sheet } from "../../parts/Sheet";
import { say } from "../../parts/toast";
import style from "./House.module.css";
import { rolesBelow, type StaffRole } from "./roles";
import { useSend } from "../../api/useSend";

interface Login {
  name: string;
  role: StaffRole;
  staff: string | null;
  active: boolean;
  second_factor: boolean;
}

export function RoleAndStaff({ role, staff, onRole, onStaff }: { role: StaffRole; staff: string | null; onRole: (role: StaffRole) => void; onStaff: (staff: string | null) => void }) {
  const t = useWords("house");
  const who = useWho();
  const { catalog } = useNames();
  return (
    <div className={style.pair}>
      <Select label={t("role")} description={t(`roleHelp.${role}`)} value={role} onChange={(value) => value && onRole(value as StaffRole)} allowDeselect={false}
        data={rolesBelow(who.role).map((value) => ({ value, label: t(`words:role.${value}`) }))} />
      <Select label={t("staff")} description={t("staffHelp")} value={staff} onChange={onStaff} clearable clearButtonProps={{ "aria-label": t("clear") }}
        data={catalog.staff.map(({ code, name }) => ({ value: code, label: name || code }))} />
    </div>
  );
}

function PersonForm({ login, onClose }: { login?: Login; onClose: () => void }) {
  const t = useWords("house");
  const { send, sending, problem } = useSend("people", "audit");
  const [now, setNow] = useState({ name: login?.name ?? "", password: "", role: login?.role ?? ("desk" as StaffRole), staff: login?.staff ?? null, active: login?.active ?? true });
  const set = (part: Partial<typeof now>) => setNow((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { name, password, role, staff, active } = now;
    const done = await send(() =>
      login
        ? patch("/people/{name}", { role, staff, active, ...(password && { password }) }, { name: login.name })
        : post("/people", { name: name.trim(), password, role, ...(staff && { staff }) }),
    );
    if (!done) return;
    say({ tone: "good", text: t("personSaved", { name: name.trim() }) });
    onClose();
  };
  return (
    <Sheet title={login ? login.name : t("addPerson")} busy={sending} onClose={onClose}>
      <form className="page" onSubmit={(event) => void submit(event)}>
        {!login && <TextInput label={t("signInName")} value={now.name} onChange={(event) => set({ name: event.currentTarget.value })} required maxLength={100} autoComplete="off" data-autofocus />}
        <PasswordInput label={t(login ? "newPassword" : "password")} description={t("passwordHelp")} value={now.password} onChange={(event) => set({ password: event.currentTarget.value })} required={!login} minLength={8} maxLength={200} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("showPassword") }} />
        <RoleAndStaff role={now.role} staff={now.staff} onRole={(role) => set({ role })} onStaff={(staff) => set({ staff })} />
        {login && <Switch label={t("maySignIn")} checked={now.active} onChange={(event) => set({ active: event.currentTarget.checked })} />}
        {problem !== undefined && <ProblemNote problem={problem} />}
        <Button type="submit" size="md" loading={sending}>
          {t("save")}
        </Button>
      </form>
    </Sheet>
  );
}

export function People() {
  const t = useWords("house");
  const who = useWho();
  const names = useNames();
  const { data } = useSuspenseQuery(peopleQuery);
  const [opened, setOpened] = useState<{ login?: Login }>();
  const mayChange = (login: Login) => login.name !== who.name && rolesBelow(who.role).includes(login.role);
  return (
    <section className="sheet">
      <div className="top">
        <h2>{t("section.people")}</h2>
        <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setOpened({})}>
          {t("addPerson")}
        </Button>
      </div>
      <ul className={style.rows}>
        {(data.people as Login[]).map((login) => (
          <li key={login.name} className={style.row}>
            <span className={style.who}>
              <strong>
                <bdi>{login.name}</bdi>
              </strong>
              <span className="dim">{[t(`words:role.${login.role}`), names.staff(login.staff)].filter(Boolean).join(" · ")}</span>
            </span>
            {login.second_factor && <span className="tag" data-tone="good">{t("secondFactor")}</span>}
            {!login.active && <span className="tag" data-tone="bad">{t("mayNotSignIn")}</span>}
            {mayChange(login) && (
              <Button variant="subtle" size="compact-md" leftSection={<Pencil size={15} aria-hidden />} aria-label={t("changeOf", { name: login.name })} onClick={() => setOpened({ login })}>
                {t("changeIt")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {opened && <PersonForm login={opened.login} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
