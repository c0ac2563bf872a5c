import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "results/output",
  snapshotPathTemplate: "{testDir}/expected/{arg}{ext}",
  // Two at a time, and every failure counts: a test that needs a second try has found something.
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["./summary.mjs"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Brussels",
    viewport: { width: 1280, height: 900 },
    // The page is tested as its server gives it; what is kept for use without one has tests of its own.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    // A trace of every test costs a quarter of the time: `cargo run -- e2e NAME --trace retain-on-failure` has one.
    trace: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      // No sandbox: checks often run as root in a container. The rest keeps the browser from calling home.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
