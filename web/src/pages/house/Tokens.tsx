// Keys of programs: what a till, a website or a script signs in with.
import { Button, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { post, remove } from "../../api/client";
import { tokensQuery } from "../../api/queries";
import { momentText } from "../../format/dates";
import { useWords } from "../../i18n/words";
import { ProblemNote } from "../../parts/Failure";
import style from "./House.module.css";
import { RoleAndStaff } from "./People";
import { Revoke } from "../../parts/Revoke";
import type { StaffRole } from "./roles";
import { Secret } from "./Secret";
import { useSend } from "../../api/useSend";

export function Tokens() {
  const t = useWords("house");
  const { data } = useSuspenseQuery(tokensQuery);
  const { send, sending, problem } = useSend("tokens", "audit");
  const [now, setNow] = useState({ name: "", role: "desk" as StaffRole, staff: null as string | null });
  const [made, setMade] = useState<{ name: string; token: string }>();
  const set = (part: Partial<typeof now>) => setNow((before) => ({ ...before, ...part }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { name, role, staff } = now;
    const token = await send(() => post("/tokens", { name: name.trim(), role, ...(staff && { staff }) }));
    if (!token) return;
    setMade({ name: name.trim(), token: token.token });
    set({ name: "" });
  };
  return (
    <>
      <section className="sheet">
        <h2>{t("newToken")}</h2>
        <p className="dim">{t("tokensHelp")}</p>
        <form className={style.form} onSubmit={(event) => void submit(event)}>
          <TextInput label={t("tokenName")} value={now.name} onChange={(event) => set({ name: event.currentTarget.value })} required maxLength={100} autoComplete="off" />
          <RoleAndStaff role={now.role} staff={now.staff} onRole={(role) => set({ role })} onStaff={(staff) => set({ staff })} />
          {problem !== undefined && <ProblemNote problem={problem} />}
          <div>
            <Button type="submit" loading={sending}>
              {t("makeToken")}
            </Button>
          </div>
        </form>
        {made && <Secret title={t("tokenOf", { name: made.name })} secret={made.token} />}
      </section>
      <section className="sheet">
        <h2>{t("section.tokens")}</h2>
        {data.tokens.length === 0 && <p className="dim">{t("noTokens")}</p>}
        <ul className={style.rows}>
          {data.tokens.map((token) => (
            <li key={token.number} className={style.row}>
              <span className={style.who}>
                <strong>
                  <bdi>{token.name}</bdi>
                </strong>
                <span className="dim">{t("madeBy", { role: t(`words:role.${token.role}`), who: token.made_by, when: momentText(token.made_at_ms) })}</span>
              </span>
              <Revoke name={token.name} onRevoke={() => send(() => remove("/tokens/{number}", { number: token.number }))} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
