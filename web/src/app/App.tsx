import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { lazy, Suspense, useEffect } from "react";
import { Route, Router, Switch } from "wouter";
import { base } from "../api/client";
import { queries } from "../api/queries";
import { useChoices } from "../format/choices";
import { Failure } from "../parts/Failure";
import { Toasts } from "../parts/Toasts";
import { Waiting } from "../parts/Waiting";
import { Inside } from "./Inside";
import { usePlace } from "./places";
import { schemeManager } from "./scheme";
import { theme } from "./theme";

const Card = lazy(() => import("../pages/card/Card"));
const SetUp = lazy(() => import("../pages/sign-in/SetUp"));

/** A new language or calendar draws everything anew, from here; what is typed stays. */
function useLanguage(): void {
  const { language } = useChoices();
  useEffect(() => {
    if (i18next.language !== language) void i18next.changeLanguage(language);
    document.documentElement.lang = language;
  }, [language]);
}

export function App() {
  useLanguage();
  return (
    <MantineProvider theme={theme} colorSchemeManager={schemeManager} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <Router base={base} hook={usePlace}>
          <Failure>
            <Suspense fallback={<Waiting />}>
              <Switch>
                <Route path="/card" component={Card} />
                <Route path="/setup" component={SetUp} />
                <Route>
                  <Inside />
                </Route>
              </Switch>
            </Suspense>
          </Failure>
        </Router>
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}

