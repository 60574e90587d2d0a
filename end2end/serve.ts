// Starts the built studio with an empty data folder, and stops it when the tests are done.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const ADMINISTRATOR = "administrator@example.test";
export const PASSWORD = "a quiet long password";

const root = resolve(import.meta.dirname, "..");

function binary(): string {
  const named = process.env.STUDIO_BIN;
  const found = [named, join(root, "target/debug/studio"), join(root, "target/release/studio")];
  const there = found.find((path) => path && existsSync(path));
  if (!there) throw new Error("The studio is not built. Run: cargo leptos build");
  return there;
}

async function ready(url: string, studio: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (studio.exitCode !== null) throw new Error(`The studio ended with status ${studio.exitCode} before it served.`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error("The studio did not get ready within a minute.");
}

export default async function serve() {
  const data = mkdtempSync(join(tmpdir(), "studio-e2e-"));
  // The embedded Postgres runs as another user when we are root, and must be able to reach its folder.
  chmodSync(data, 0o755);
  // What Kling would do and charge is done by the simulator.
  process.env.STUDIO_E2E_CHARGES = join(data, "charges.jsonl");
  const kling = spawn(binary(), ["fake-kling", "--port", "0", "--charges", process.env.STUDIO_E2E_CHARGES], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const klingUrl = await new Promise<string>((found, lost) => {
    let said = "";
    kling.stdout.on("data", (part) => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) found(address[0]);
    });
    kling.once("exit", () => lost(new Error(`The simulator of Kling ended: ${said}`)));
  });
  const url = String(process.env.STUDIO_E2E_URL);
  const addr = new URL(url).host;
  const studio = spawn(binary(), ["serve", "--addr", addr, "--data", data], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: "",
      LEPTOS_SITE_ROOT: process.env.LEPTOS_SITE_ROOT ?? join(root, "target/site"),
      STUDIO_LOG: "warn",
      STUDIO_REGISTRATION: "open",
      STUDIO_UNKNOWN_GRACE: "1",
      // espeak-ng speaks: it is quick.
      STUDIO_VOICES: join(data, "no-voices"),
      // Every test registers somebody, all from here.
      STUDIO_MOST_REGISTRATIONS: "10000",
      KLING_BASE_URL: klingUrl,
      // Nobody listens there: Runway is down.
      RUNWAY_BASE_URL: "http://127.0.0.1:9",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await ready(url, studio);
  // The first account administers the studio: no test's person should by chance.
  const administrator = { email: ADMINISTRATOR, name: "Grace", password: PASSWORD };
  await fetch(`${url}/auth/register`, { method: "POST", body: new URLSearchParams(administrator), redirect: "manual" });
  return async () => {
    const ended = new Promise((done) => studio.once("exit", done));
    studio.kill("SIGTERM");
    await ended;
    kling.kill("SIGTERM");
    rmSync(data, { recursive: true, force: true });
  };
}
