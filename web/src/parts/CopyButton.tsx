import { Button } from "@mantine/core";
import { Copy } from "lucide-react";
import { useWords } from "../i18n/words";
import { say } from "./toast";

export function CopyButton({ text }: { text: string }) {
  const t = useWords("words");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say({ tone: "good", text: t("copied") });
    } catch {
      say({ tone: "bad", text: t("notCopied") });
    }
  };
  return (
    <Button variant="default" leftSection={<Copy size={18} aria-hidden />} onClick={() => void copy()}>
      {t("copy")}
    </Button>
  );
}
