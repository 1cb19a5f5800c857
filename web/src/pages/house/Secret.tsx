import { Button } from "@mantine/core";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../../i18n/words";
import { say } from "../../parts/toast";
import style from "./House.module.css";

/** What is shown this once. */
export function Secret({ title, secret, children }: { title: string; secret: string; children?: ReactNode }) {
  const t = useWords("house");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      say({ tone: "good", text: t("copied") });
    } catch {
      say({ tone: "bad", text: t("notCopied") });
    }
  };
  return (
    <div className={style.secret} role="status">
      <strong>{title}</strong>
      <span>{t("onlyNow")}</span>
      {children}
      <code data-secret>{secret}</code>
      <div className="actions unprinted">
        <Button variant="default" leftSection={<Copy size={16} aria-hidden />} onClick={() => void copy()}>
          {t("copy")}
        </Button>
      </div>
    </div>
  );
}
