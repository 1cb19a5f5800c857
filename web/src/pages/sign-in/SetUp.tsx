import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useLocation } from "wouter";
import { post } from "../../api/client";
import { queries } from "../../api/queries";
import { tellWindows } from "../../api/windows";
import { ProblemNote } from "../../parts/Failure";
import { Door } from "./Door";
import { useWords } from "../../i18n/words";

/** The first owner of a new book, with the secret that the server printed. */
export default function SetUp() {
  const t = useWords("signIn");
  const [, goTo] = useLocation();
  const [secret, setSecret] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const make = useMutation({
    mutationFn: async () => {
      await post("/setup", { secret: secret.trim(), name, password });
      return post("/session", { name, password });
    },
    onSuccess: (who) => {
      tellWindows(who.name);
      queries.clear(); // nobody looks at any of it here
      goTo("/");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending) make.mutate();
  };
  return (
    <Door title={t("setUpTitle")}>
      <form onSubmit={submit} className="page">
        <p className="dim">{t("setUpHelp")}</p>
        <TextInput
          label={t("secret")}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          required
          size="md"
        />
        <TextInput
          label={t("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          required
          size="md"
        />
        <PasswordInput
          label={t("password")}
          description={t("passwordHelp")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          minLength={8}
          required
          size="md"
          visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
        />
        {make.error && <ProblemNote problem={make.error} />}
        <Button type="submit" size="md" loading={make.isPending}>
          {t("setUp")}
        </Button>
      </form>
    </Door>
  );
}
