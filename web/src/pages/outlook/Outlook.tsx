// What is likely to come, what a slow season would do, and what to sell how.
import { Select } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useSearchParams } from "wouter";
import { settingsQuery } from "../../api/queries";
import { dayText } from "../../format/dates";
import { useNames } from "../../format/names";
import { useWords } from "../../i18n/words";
import { Failure } from "../../parts/Failure";
import { Waiting } from "../../parts/Waiting";
import { Fits } from "./Fits";
import { Forecast } from "./Forecast";
import { Whatif } from "./Whatif";

export default function Outlook() {
  const t = useWords("outlook");
  useWords("figures");
  const { data: settings } = useSuspenseQuery(settingsQuery);
  const { catalog } = useNames();
  const [asked, setAsked] = useSearchParams();
  const branch = asked.get("branch") ?? undefined;
  return (
    <div className="page">
      <div className="top">
        <div>
          <h1>{t("title")}</h1>
          <p className="dim">{t("from", { date: dayText(settings.today, "long") })}</p>
        </div>
        {catalog.branches.length > 1 && (
          <Select aria-label={t("branch")} value={branch ?? ""} onChange={(value) => setAsked(value ? { branch: value } : {}, { replace: true })} allowDeselect={false}
            data={[{ value: "", label: t("everyBranch") }, ...catalog.branches.map((one) => ({ value: one.code, label: one.name || one.code }))]} />
        )}
      </div>
      {[Forecast, Whatif, Fits].map((Part) => (
        <Failure key={Part.name}>
          <Suspense fallback={<Waiting />}>
            <Part branch={branch} />
          </Suspense>
        </Failure>
      ))}
    </div>
  );
}
