import { Button } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../i18n/words";

/** Asks once before it revokes. */
export function Revoke({ name, onRevoke }: { name: string; onRevoke: () => Promise<unknown> }) {
  const t = useWords("words");
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button variant="subtle" color="stamp" size="compact-md" aria-label={t("revokeOf", { name })} onClick={() => setAsking(true)}>
        {t("revoke")}
      </Button>
    );
  return (
    <span className="actions">
      <Button color="stamp" size="compact-md" onClick={() => void onRevoke()} autoFocus>
        {t("revokeReally")}
      </Button>
      <Button variant="subtle" color="gray" size="compact-md" onClick={() => setAsking(false)}>
        {t("shell:cancel")}
      </Button>
    </span>
  );
}
