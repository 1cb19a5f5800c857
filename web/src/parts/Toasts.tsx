import { CircleAlert, CircleCheck, X } from "lucide-react";
import { unsay, useToasts } from "./toast";
import style from "./Toasts.module.css";
import { useWords } from "../i18n/words";

export function Toasts() {
  const t = useWords("shell");
  return (
    <div className={style.all} role="status" aria-live="polite">
      {useToasts().map(({ id, tone, text, action }) => (
        <div key={id} className={style.one} data-tone={tone}>
          {tone === "bad" ? <CircleAlert size={20} aria-hidden /> : <CircleCheck size={20} aria-hidden />}
          <span className={style.text} dir="auto">
            {text}
          </span>
          {action && (
            <button
              type="button"
              className={style.action}
              onClick={() => {
                unsay(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className={style.close} aria-label={t("dismiss")} onClick={() => unsay(id)}>
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
