import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { post } from "../../api/client";
import { useWho } from "../../app/who";
import { PasswordNote } from "../../parts/Failure";
import { say } from "../../parts/toast";
import { useWords } from "../../i18n/words";

export function NewPassword() {
  const t = useWords("shell");
  const who = useWho();
  const [old, setOld] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => post("/session/password", { password: old, new_password: wanted }),
    onSuccess: () => {
      setOld("");
      setWanted("");
      say({ tone: "good", text: t("account.passwordChanged") });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate();
  };
  return (
    <form className="sheet page" onSubmit={submit}>
      <h2>{t("account.password")}</h2>
      <input type="hidden" autoComplete="username" value={who.name} readOnly />
      <PasswordInput
        label={t("account.oldPassword")}
        value={old}
        onChange={(event) => setOld(event.currentTarget.value)}
        autoComplete="current-password"
        required
      />
      <PasswordInput
        label={t("account.newPassword")}
        description={t("account.newPasswordHelp")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        autoComplete="new-password"
        minLength={8}
        required
      />
      {change.error && <PasswordNote problem={change.error} wrong={t("account.wrongPassword")} />}
      <div className="actions">
        <Button type="submit" variant="default" loading={change.isPending}>
          {t("account.change")}
        </Button>
      </div>
    </form>
  );
}
