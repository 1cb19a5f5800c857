// Private links of clients: their punch cards on their phone, nothing else.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { base, post, remove } from "../../api/client";
import { linksQuery } from "../../api/queries";
import { momentText } from "../../format/dates";
import { useWords } from "../../i18n/words";
import { ProblemNote } from "../../parts/Failure";
import { Qr } from "../../parts/Qr";
import { ClientChooser } from "../reports/ClientChooser";
import style from "./House.module.css";
import { Revoke } from "./Revoke";
import { Secret } from "./Secret";
import { useSend } from "./useSend";

export function Links() {
  const t = useWords("house");
  const [client, setClient] = useState("");
  const [made, setMade] = useState<string>();
  const { send, sending, problem } = useSend("links", "audit");
  const { data } = useQuery({ ...linksQuery(client), enabled: client !== "" });
  const choose = (next: string) => {
    setMade(undefined);
    setClient(next);
  };
  const make = async () => {
    const link = await send(() => post("/links", { client }));
    if (link?.path) setMade(`${location.origin}${base}${link.path}`);
  };
  return (
    <section className="sheet">
      <h2>{t("section.links")}</h2>
      <p className="dim">{t("linksHelp")}</p>
      <div className={style.form}>
        <ClientChooser label={t("linkFor")} value={client} onChange={choose} />
        {problem !== undefined && <ProblemNote problem={problem} />}
        {client && (
          <div>
            <Button loading={sending} onClick={() => void make()}>
              {t("makeLink")}
            </Button>
          </div>
        )}
      </div>
      {made && (
        <Secret title={t("linkMade")} secret={made}>
          <Qr text={made} label={t("linkQr")} className={style.qr} />
        </Secret>
      )}
      {data && (
        <ul className={style.rows}>
          {data.links.map((link) => (
            <li key={link.number} className={style.row}>
              <span className={style.who}>{t("linkBy", { who: link.made_by, when: momentText(link.made_at_ms) })}</span>
              <Revoke name={String(link.number)} onRevoke={() => send(() => remove("/links/{number}", { number: link.number }))} />
            </li>
          ))}
        </ul>
      )}
      {data?.links.length === 0 && <p className="dim">{t("noLinks")}</p>}
    </section>
  );
}
