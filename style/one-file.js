// Only in the one-file edition: what the page would fetch from its server stands in the page itself.
"use strict";
(() => {
  const TYPES = { wasm: "application/wasm", json: "application/json" };
  const folder = new URL("./", document.baseURI).href;
  const block = (kind, asked) => {
    const name = new URL(asked, document.baseURI).href.slice(folder.length);
    const found = document.querySelector(`script[data-${kind}="${CSS.escape(name)}"]`);
    if (!found) throw new TypeError(`“${name}” is not in this file.`);
    return { name, text: found.textContent };
  };

  window.fetch = async (asked) => {
    const { name, text } = block("file", asked);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
    const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(whole, { headers: { "content-type": TYPES[name.split(".").pop()] ?? "application/octet-stream" } });
  };

  // The page as it was loaded, before the program draws anything into it. A register inside it is opened at once.
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    const source = document.documentElement.cloneNode(true);
    // Whoever it is passed on to may read another language.
    source.lang = "en";
    source.querySelector("#splash p").replaceChildren();
    const slot = source.querySelector("#register");
    const isFilled = slot.textContent !== "";
    slot.replaceChildren();
    ["data-edit", "data-about"].forEach((mark) => slot.removeAttribute(mark));
    window.musterPage = () => `<!DOCTYPE html>${source.outerHTML}`;
    if (isFilled && /^#?\/?$/.test(location.hash)) history.replaceState(null, "", "#/?r=page/inside");
  });

  const { Worker } = window;
  window.Worker = function (asked) {
    const address = URL.createObjectURL(new Blob([block("worker", asked).text], { type: "text/javascript" }));
    return new Worker(address);
  };
})();
