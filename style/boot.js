// Runs before the program and without it: says in words when the program cannot start, or has stopped.
"use strict";
(() => {
  const page = document.documentElement;
  let told = false;

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const tell = (reason) => {
    // The first reason is the cause; what fails after it only follows from it.
    if (told) return;
    told = true;
    const started = page.dataset.ready === "true";
    const link = element("a", "Open the rescue page");
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
    const save = element("a", "Download what is kept here");
    save.href = URL.createObjectURL(new Blob([JSON.stringify(kept)]));
    save.download = "muster-raw-keys.json";
    const list = element("pre", Object.keys(kept).map((key) => `${key} ${kept[key].length}`).join(", "));
    const alert = document.createElement("div");
    alert.setAttribute("role", "alert");
    alert.append(
      element("h1", started ? "Muster has stopped" : "Muster could not start"),
      element("p", "What was shown as saved is still in this browser. Load the page again; if that does not help, the rescue page gives out everything that is kept here."),
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

  const starting = () => page.dataset.ready !== "true";
  addEventListener(
    "error",
    (event) => {
      if (!starting()) return;
      if (event.target instanceof HTMLScriptElement) tell(`${event.target.src || "The start script"} could not be loaded.`);
      else if (event instanceof ErrorEvent) tell(event.message);
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (starting()) tell(event.reason);
  });
})();
