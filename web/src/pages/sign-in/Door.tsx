import type { ReactNode } from "react";
import { chooseAtDoor, languages, useChoices } from "../../format/choices";
import { Mark } from "../../parts/Mark";
import style from "./Door.module.css";
import { useWords } from "../../i18n/words";

/** What stands outside: the sign, one form, and the languages. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const t = useWords("shell");
  const { language } = useChoices();
  return (
    <main className={style.door}>
      <div className={style.box}>
        <Mark size={52} />
        <h1>{title}</h1>
        {children}
      </div>
      <ul className={`plain ${style.languages}`} aria-label={t("language")}>
        {languages.map((one) => (
          <li key={one}>
            <button type="button" lang={one} aria-pressed={one === language} onClick={() => chooseAtDoor({ language: one })}>
              {t(`languages.${one}`)}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
