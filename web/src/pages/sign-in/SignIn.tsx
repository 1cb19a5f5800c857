import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { post } from "../../api/client";
import { everythingAgain } from "../../api/events";
import { Problem } from "../../api/problem";
import { queries, sessionQuery } from "../../api/queries";
import { setEnded } from "../../api/session";
import { tellWindows } from "../../api/windows";
import { ProblemNote } from "../../parts/Failure";
import { Door } from "./Door";
import { useWords } from "../../i18n/words";

/** The code of the second factor is asked for once name and password alone were not enough: the server does not say which of the
 * three was wrong. `before`: who was at work here until their session ended; what they have open is kept for them only. */
export default function SignIn({ before }: { before?: string }) {
  const t = useWords("signIn");
  const [name, setName] = useState(before ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const enter = useMutation({
    mutationFn: () => post("/session", { name, password, ...(code && { code }) }),
    onSuccess: (who) => {
      if (who.name !== before) queries.removeQueries({ predicate: ({ queryKey: [kept] }) => kept !== "session" });
      queries.setQueryData(sessionQuery.queryKey, who);
      setEnded(false);
      tellWindows(who.name);
      everythingAgain();
    },
  });
  const refused = enter.error instanceof Problem && enter.error.code === "unauthenticated";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!enter.isPending) enter.mutate();
  };
  return (
    <Door title={t("title")}>
      <form onSubmit={submit} className="page">
        {before && <p>{t("ended")}</p>}
        <TextInput
          label={t("name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          size="md"
        />
        <PasswordInput
          label={t("password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          size="md"
          visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
        />
        {(refused || code) && (
          <TextInput
            label={t("code")}
            description={t("codeHelp")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={6}
            size="md"
          />
        )}
        {enter.error && (refused ? <p role="alert" className="wrong">{t("wrong")}</p> : <ProblemNote problem={enter.error} />)}
        <Button type="submit" size="md" loading={enter.isPending}>
          {t("enter")}
        </Button>
      </form>
    </Door>
  );
}
