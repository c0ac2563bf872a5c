// Bugs and lacks on purpose. Each bug stands in a page before its program starts and keeps the register in a way that loses edits;
// a check that counts edits must notice. Both take the place of `localStorage` for the keys of changes alone.

/** How to tell the keys of changes from all others: `muster/<register>/c/<replica>/<n>`. */
const CHANGES = "^muster/[^/]+/c/";

/**
 * All changes in one value that both tabs read, add to and write back. Between reading and writing lies a moment, as
 * there is wherever something is awaited, and what the other tab wrote in it is lost.
 */
export const sharedKey = [
  ({ changes, gap }) => {
    // The empty document before the page has no storage.
    if (!location.protocol.startsWith("http")) return;
    const real = window.localStorage;
    const mine = new RegExp(changes);
    const SHARED = "planted-shared-key";
    const read = () => JSON.parse(real.getItem(SHARED) ?? "{}");
    const fresh = new Map();
    const all = () => ({ ...read(), ...Object.fromEntries(fresh) });
    const store = {
      getItem: (key) => (mine.test(key) ? (all()[key] ?? null) : real.getItem(key)),
      setItem: (key, value) => {
        if (!mine.test(key)) return real.setItem(key, value);
        fresh.set(key, value);
        const whole = read();
        setTimeout(() => {
          real.setItem(SHARED, JSON.stringify({ ...whole, [key]: value }));
          fresh.delete(key);
        }, gap);
      },
      removeItem: (key) => real.removeItem(key),
      keys: () => [...Object.keys(real), ...Object.keys(all())],
    };
    const proxy = new Proxy(real, {
      get: (_, name) => (Object.hasOwn(store, name) ? store[name] : store.getItem(String(name))),
      ownKeys: () => store.keys(),
      getOwnPropertyDescriptor: (_, name) => {
        const value = store.getItem(name);
        return value === null ? undefined : { configurable: true, enumerable: true, writable: true, value };
      },
    });
    Object.defineProperty(window, "localStorage", { configurable: true, get: () => proxy });
  },
  { changes: CHANGES, gap: 20 },
];

/**
 * Says that a change is written, answers the reading back from memory, and writes a while later. Whoever closes the
 * tab in between loses what the page said was saved.
 */
export const announcedFirst = [
  ({ changes, delay }) => {
    const mine = new RegExp(changes);
    const waiting = new Map();
    const { getItem, setItem } = Storage.prototype;
    Storage.prototype.getItem = function (key) {
      return waiting.get(key) ?? getItem.call(this, key);
    };
    Storage.prototype.setItem = function (key, value) {
      if (!mine.test(key)) return setItem.call(this, key, value);
      waiting.set(key, value);
      setTimeout(() => {
        setItem.call(this, key, value);
        waiting.delete(key);
      }, delay);
    };
  },
  { changes: CHANGES, delay: 5_000 },
];

/** No database, as where a browser forbids it. */
export const withoutDisk = [
  () => {
    Object.defineProperty(window, "indexedDB", {
      configurable: true,
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
  },
];
