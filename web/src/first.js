// Before the program itself, which takes longer to read: light or dark before the first paint, and what every page begins with is
// asked for (api/first.ts takes it), and the words are (build.mjs fills in where they are).
(function () {
  var words = "{words}";
  var root = document.documentElement;
  var scheme = "auto";
  var language = (navigator.languages || []).map(languageOf).filter(Boolean)[0] || "en";
  try {
    var kept = JSON.parse(localStorage.getItem("carnet.choices") || "{}");
    if (words[kept.language]) language = kept.language;
    scheme = kept.scheme || localStorage.getItem("mantine-color-scheme-value"); // where it was kept before
  } catch (broken) {
    // No storage: as the machine has it.
  }
  if (scheme !== "light" && scheme !== "dark")
    scheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.setAttribute("data-mantine-color-scheme", scheme);
  root.lang = language;

  var link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = words[language];
  document.head.appendChild(link);

  var book = (/^\/b\/[^/]+/.exec(location.pathname) || [""])[0];
  var place = location.pathname.slice(book.length);
  if (place === "/card" || place === "/setup") return;
  var wanted = ["/session", "/settings", "/catalog"];
  if (place === "" || place === "/") wanted.push("/reports/day", "/alerts?limit=200");
  var first = (window.carnetFirst = {});
  wanted.forEach(function (path) {
    var address = book + "/api/v1" + path;
    first[address] = fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    first[address].catch(function () {}); // whoever takes it says so
  });

  function languageOf(wanted) {
    var low = wanted.toLowerCase();
    if (low.indexOf("zh") === 0) return "zh-TW";
    return low.indexOf("th") === 0 ? "th" : low.indexOf("en") === 0 ? "en" : undefined;
  }
})();
