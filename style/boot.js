// Runs before the program and without it: says in words when the program cannot start, or has stopped.
"use strict";
(() => {
  /** What is said before the program and without it: the same in each language, in the same order (tests/languages.rs). */
  const TEXTS = {
    en: [
      "The register is being opened. What is entered here stays in this browser.",
      "Muster could not start",
      "Muster has stopped",
      "What was shown as saved is still in this browser. Load the page again; if that does not help, the rescue page gives out everything that is kept here.",
      "Open the rescue page",
      "Download what is kept here",
      "{} could not be loaded.",
    ],
    uk: [
      "Реєстр відкривається. Введене тут залишається в цьому браузері.",
      "Не вдалося запустити Muster",
      "Програма Muster зупинилася",
      "Показане як збережене залишається в цьому браузері. Завантажте сторінку знову або відкрийте «Порятунок даних».",
      "Відкрити «Порятунок даних»",
      "Завантажити все, що тут зберігається",
      "Не вдалося завантажити {}.",
    ],
    et: [
      "Registrit avatakse. Siia sisestatu jääb sellesse brauserisse.",
      "Musterit ei õnnestunud käivitada",
      "Muster on seiskunud",
      "Salvestatuna näidatu jääb sellesse brauserisse. Laadige leht uuesti või avage „Andmete päästmine“.",
      "Ava „Andmete päästmine“",
      "Laadi alla kõik, mida siin säilitatakse",
      "Ei õnnestunud laadida: {}.",
    ],
    fr: [
      "Le registre s’ouvre. Ce qui est saisi ici reste dans ce navigateur.",
      "Muster n’a pas pu démarrer",
      "Muster s’est arrêté",
      "Ce qui est affiché comme enregistré reste dans ce navigateur. Recharger la page ou ouvrir « Récupération ».",
      "Ouvrir « Récupération »",
      "Télécharger tout ce qui est conservé ici",
      "{} n’a pas pu être chargé.",
    ],
    de: [
      "Das Register wird geöffnet. Was hier eingegeben wird, bleibt in diesem Browser.",
      "Muster konnte nicht starten",
      "Muster läuft nicht mehr",
      "Was als gespeichert angezeigt wurde, bleibt in diesem Browser. Die Seite neu laden oder die „Datenrettung“ öffnen.",
      "„Datenrettung“ öffnen",
      "Alles herunterladen, was hier aufbewahrt wird",
      "{} konnte nicht geladen werden.",
    ],
  };

  const page = document.documentElement;
  let told = false;

  // The language of the page, for the program too: what was chosen here, else the first of the browser's that is known.
  const asked = [...navigator.languages];
  try {
    asked.unshift(localStorage.getItem("muster-language") ?? "");
  } catch {
    // Where nothing is kept, nothing was chosen.
  }
  page.lang = asked.map((tag) => tag.split("-")[0]).find((tag) => Object.hasOwn(TEXTS, tag)) ?? "en";

  /** The texts in the language of the page, which the program changes when another one is chosen. */
  const said = () => TEXTS[page.lang] ?? TEXTS.en;

  // The splash stands behind this script, without its sentence: it is filled in before anything is painted.
  const filler = new MutationObserver(() => {
    const sentence = document.querySelector("#splash p");
    if (!sentence) return;
    filler.disconnect();
    sentence.textContent = said()[0];
  });
  filler.observe(page, { childList: true, subtree: true });

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const starting = () => page.dataset.ready !== "true";

  const tell = (reason) => {
    // The first reason is the cause; what fails after it only follows from it.
    if (told) return;
    told = true;
    const [, unstarted, stopped, means, rescue, download] = said();
    const link = element("a", rescue);
    link.href = "#/rescue";
    link.addEventListener("click", (event) => {
      // The program is gone, so a new address alone would do nothing: the page has to be loaded again.
      event.preventDefault();
      history.replaceState(null, "", "#/rescue");
      location.reload();
    });
    // What is kept is given out without the program, which may never start again.
    const kept = {};
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("muster")) kept[key] = localStorage[key];
    } catch {
      // A browser that keeps nothing has nothing to give.
    }
    const save = element("a", download);
    save.href = URL.createObjectURL(new Blob([JSON.stringify(kept)]));
    save.download = "muster-raw-keys.json";
    const list = element("pre", Object.keys(kept).map((key) => `${key} ${kept[key].length}`).join(", "));
    const alert = document.createElement("div");
    alert.setAttribute("role", "alert");
    alert.append(
      element("h1", starting() ? unstarted : stopped),
      element("p", means),
      element("pre", String(reason)),
      link,
      document.createElement("p"),
      save,
      list,
    );
    const box = document.createElement("main");
    box.id = "trouble";
    box.append(alert);
    const show = () => {
      document.getElementById("splash")?.remove();
      // What is typed into a page that has stopped would be lost.
      document.getElementById("app")?.setAttribute("inert", "");
      document.body.prepend(box);
    };
    if (document.body) show();
    else addEventListener("DOMContentLoaded", show);
  };

  /** Called by the program's panic hook. */
  window.musterPanic = tell;

  // Asked before the program is here: whoever has nothing on the disk need not wait until it is looked at.
  window.musterDiskIsEmpty = (async () => {
    const all = await indexedDB.databases();
    return !all.some(({ name }) => name === "muster");
  })().catch(() => false);

  addEventListener(
    "error",
    (event) => {
      if (!starting()) return;
      if (event.target instanceof HTMLScriptElement) tell(said()[6].replace("{}", event.target.src || "Muster"));
      else if (event instanceof ErrorEvent) tell(event.message);
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (starting()) tell(event.reason);
  });
})();
