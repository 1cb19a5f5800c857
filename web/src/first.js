// Before the first paint: light or dark, and the language, as they were chosen last time.
(function () {
  var root = document.documentElement;
  var chosen = null;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
    var kept = JSON.parse(localStorage.getItem("carnet.choices") || "{}");
    if (kept.language) root.lang = kept.language;
  } catch (broken) {
    // No storage: as the machine has it.
  }
  if (chosen !== "light" && chosen !== "dark")
    chosen = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.setAttribute("data-mantine-color-scheme", chosen);
})();
