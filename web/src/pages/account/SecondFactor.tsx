import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { post } from "../../api/client";
import { PasswordNote } from "../../parts/Failure";
import { Qr } from "../../parts/Qr";
import { say } from "../../parts/toast";
import style from "./Account.module.css";
import { useWords } from "../../i18n/words";

/** A new secret with the password; it counts once a code of it was given. */
export function SecondFactor() {
  const t = useWords("shell");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const begin = useMutation({
    mutationFn: (off: boolean) => post("/session/second-factor", off ? { password, off: true } : { password }),
    onSuccess: (_, off) => {
      setPassword("");
      if (off) say({ tone: "good", text: t("account.factorOff") });
    },
  });
  const finish = useMutation({
    mutationFn: () => post("/session/second-factor", { code }),
    onSuccess: () => {
      begin.reset();
      setCode("");
      say({ tone: "good", text: t("account.factorOn") });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (begin.data?.secret) finish.mutate();
    else begin.mutate(false);
  };
  const secret = begin.data?.secret;
  return (
    <form className="sheet page" onSubmit={submit}>
      <h2>{t("account.factor")}</h2>
      <p className="dim">{t("account.factorHelp")}</p>
      {secret ? (
        <>
          {begin.data?.address && <Qr className={style.qr} text={begin.data.address} label={t("account.factorQr")} />}
          <p className={style.secret}>{secret}</p>
          <TextInput
            label={t("account.factorCode")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={6}
            required
          />
        </>
      ) : (
        <PasswordInput
          label={t("account.oldPassword")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
        />
      )}
      {(begin.error ?? finish.error) && <PasswordNote problem={begin.error ?? finish.error} wrong={t("account.wrongPassword")} />}
      <div className="actions">
        <Button type="submit" variant="default" loading={begin.isPending || finish.isPending}>
          {secret ? t("account.factorConfirm") : t("account.factorBegin")}
        </Button>
        {!secret && (
          <Button variant="subtle" color="stamp" disabled={!password} onClick={() => begin.mutate(true)}>
            {t("account.factorEnd")}
          </Button>
        )}
      </div>
    </form>
  );
}
