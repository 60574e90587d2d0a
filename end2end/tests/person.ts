// A person who uses the studio: an account of their own, and a film.
import { expect, type BrowserContext, type Page } from "@playwright/test";

/** Fails the test on any message about hydration and on any error in the console. */
export function quiet(page: Page): void {
  page.on("console", (message) => {
    const text = message.text();
    if (/hydrat|panicked|Content.Security.Policy/i.test(text)) throw new Error(`the console says: ${text}`);
  });
  page.on("pageerror", (error) => {
    throw error;
  });
}

/** Asks the studio in the page's person's name, as its own pages do. */
export async function ask(page: Page, method: string, path: string, data?: unknown) {
  return page.request.fetch(path, { method, data, headers: { "sec-fetch-site": "same-origin" } });
}

/** The page's person is a new one from here on. accounts.spec.ts registers as people do. */
export async function newAccount(page: Page): Promise<void> {
  await page.context().clearCookies();
  const form = { name: "Ada Lane", email: `ada-${crypto.randomUUID()}@example.com`, password: "a long password" };
  const answer = await page.request.post("/auth/register", { form, headers: { "sec-fetch-site": "same-origin" }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
}

export const SCRIPT = `INT. KITCHEN - NIGHT

MAYA, 30s, in a red coat, sits at the table. Rain on the window.

MAYA
You came back.

Tom puts down a wet suitcase.

TOM
(whispering)
Only for the keys.
`;

/** Makes a film from a short script with the form of a new film; gives the path of its pages. */
export async function film(page: Page, { then = "film", title = "The Keys", script = SCRIPT } = {}): Promise<string> {
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill(title);
  await page.getByLabel("Script", { exact: true }).fill(script);
  const button = then === "board" ? /Look at the prompts first/ : /Make the first cut/;
  await page.getByRole("button", { name: button }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

/** The same without a browser; nobody has begun to make it. */
export async function draft(page: Page, script = SCRIPT): Promise<string> {
  const made = await ask(page, "POST", "/api/v1/projects", { title: "The Keys", script });
  expect(made.status()).toBe(201);
  return `/projects/${(await made.json()).id}`;
}

/** Four shots, two of them spoken. */
const SHARED = `${SCRIPT.replace("(whispering)\n", "")}
Maya slides a bunch of keys across the table.
`;

type Shared = { at: string; cookies: Parameters<BrowserContext["addCookies"]>[0] };
let shared: Promise<Shared> | undefined;

/**
 * The page's person is the one who owns a finished film of four shots; gives the path of its pages. It is made once for all tests that
 * ask for it, and given to each as it was made: all that a test before did to it is undone, which makes nothing anew.
 */
export async function sharedFilm(page: Page): Promise<string> {
  shared ??= (async () => {
    await newAccount(page);
    const at = await draft(page, SHARED);
    await ask(page, "POST", `/api/v1${at}/commands`, { command: "start" });
    return { at, cookies: await page.context().cookies() };
  })();
  const { at, cookies } = await shared.catch((error) => {
    shared = undefined;
    throw error;
  });
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await expect(async () => {
    const now = await (await ask(page, "GET", `/api/v1${at}`)).json();
    if (now.can_undo) await ask(page, "POST", `/api/v1${at}/undo`, {});
    expect([now.can_undo ?? null, now.card.state, now.film?.stale]).toEqual([null, "done", false]);
  }).toPass({ timeout: 240_000, intervals: [50, 50, 100, 200] });
  return at;
}
