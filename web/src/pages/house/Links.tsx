// Private links of clients, as they are made at the desk too.
import { useState } from "react";
import { useWords } from "../../i18n/words";
import { ClientLinks } from "../../parts/ClientLinks";
import { ClientPicker } from "../../parts/ClientPicker";
import style from "./House.module.css";

export function Links() {
  const t = useWords("house");
  const ofClient = useWords("client");
  const [client, setClient] = useState<string | null>(null);
  return (
    <>
      <section className="sheet">
        <h2>{t("section.links")}</h2>
        <p className="dim">{ofClient("link.help")}</p>
        <div className={style.form}>
          <ClientPicker label={t("linkFor")} value={client} onChange={setClient} size="sm" clearable />
        </div>
      </section>
      {client && <ClientLinks key={client} client={client} />}
    </>
  );
}
