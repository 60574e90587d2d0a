import { defineConfig, devices } from "@playwright/test";
import { execFileSync } from "node:child_process";

/** The machine's own Chromium: no browser is downloaded. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // Not this one.
    }
  }
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  if (process.platform === "darwin") return mac;
  throw new Error("No Chromium was found. Install it (apt-get install chromium), or set CHROMIUM to its path.");
}

// Chosen once: workers read this file again, and inherit what is set here.
process.env.STUDIO_E2E_PORT ??= String(20000 + Math.floor(Math.random() * 20000));
process.env.STUDIO_E2E_URL = `http://127.0.0.1:${process.env.STUDIO_E2E_PORT}`;

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

export default defineConfig({
  testDir: "tests",
  globalSetup: "./serve.ts",
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  retries: 0,
  // What is waited for comes, also on a machine that does much else; a page's program alone takes a while to be compiled there.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [[process.env.CI ? "list" : "line"], ["./failures.ts"]],
  use: {
    ...devices["Desktop Chrome"],
    channel: undefined,
    baseURL: process.env.STUDIO_E2E_URL,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: chromium(), args: quiet },
    screenshot: "only-on-failure",
    trace: "off",
  },
  projects: [
    { name: "hydrated" },
    { name: "no-js", use: { javaScriptEnabled: false } },
  ],
});
