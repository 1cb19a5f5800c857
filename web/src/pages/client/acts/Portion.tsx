// The whole of a card, or some sessions of it.
import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import type { Contract } from "../../../api/types";
import { useNames } from "../../../format/names";
import { useWords } from "../../../i18n/words";
import { SessionsField, within } from "../../../parts/SessionsField";
import { servicesOf } from "./act";

/** What is chosen; `said` are the members of the operation that say it, undefined while it cannot be meant. */
export interface Portion {
  services: { service: string; left: number }[];
  all: boolean;
  service: string;
  sessions: number | undefined;
  left: number;
  said: { service?: string; sessions?: number } | undefined;
  set: (part: Partial<{ all: boolean; service: string; sessions: number | undefined }>) => void;
}

export function usePortion(contract: Contract): Portion {
  const services = servicesOf(contract);
  const [chosen, setChosen] = useState({ all: true, service: services[0]?.service ?? "", sessions: 1 as number | undefined });
  const { all, service, sessions } = chosen;
  const left = services.find((one) => one.service === service)?.left ?? 0;
  const some = within(sessions, left) ? { service, sessions } : undefined;
  return { services, ...chosen, left, said: all ? {} : some, set: (part) => setChosen((now) => ({ ...now, ...part })) };
}

interface Props {
  portion: Portion;
  label: string;
  allLabel: string;
  someLabel: string;
}

export function PortionFields({ portion, label, allLabel, someLabel }: Props) {
  const { services, all, set } = portion;
  if (services.length === 0) return null;
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={all ? "all" : "some"}
        onChange={(value) => set({ all: value === "all" })}
        data={[
          { value: "all", label: allLabel },
          { value: "some", label: someLabel },
        ]}
      />
      {!all && <SomeFields portion={portion} />}
    </>
  );
}

/** How many sessions, and of which service where there are several. */
export function SomeFields({ portion }: { portion: Pick<Portion, "services" | "service" | "sessions" | "left" | "set"> }) {
  const t = useWords("client");
  const names = useNames();
  const { services, service, sessions, left, set } = portion;
  return (
    <>
      {services.length > 1 && (
        <Select
          label={t("service")}
          data={services.map((one) => ({ value: one.service, label: names.item(one.service) }))}
          value={service}
          onChange={(value) => value && set({ service: value })}
          allowDeselect={false}
          size="md"
        />
      )}
      <SessionsField label={t("sessions")} value={sessions} most={left} onChange={(count) => set({ sessions: count })} />
    </>
  );
}
