import { useWords } from "../../i18n/words";
import { CopyButton } from "../../parts/CopyButton";
import style from "./House.module.css";

/** What is shown this once. */
export function Secret({ title, secret }: { title: string; secret: string }) {
  const t = useWords("house");
  return (
    <div className={style.secret} role="status">
      <strong>{title}</strong>
      <span>{t("onlyNow")}</span>
      <code data-secret>{secret}</code>
      <div className="actions unprinted">
        <CopyButton text={secret} />
      </div>
    </div>
  );
}
