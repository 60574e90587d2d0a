// A person who uses the studio: an account of their own, and a film.
import { expect, type Page } from "@playwright/test";

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

/** Registers a new account and ends on the films page. */
export async function newAccount(page: Page): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("Name").fill("Ada Lane");
  await page.getByLabel("Email").fill(`ada-${crypto.randomUUID()}@example.com`);
  await page.getByLabel("Password").fill("a long password");
  await page.getByRole("button", { name: /^(Register|Set up the studio)$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("first film");
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

/** Makes a film from a short script; gives the path of its pages. */
export async function film(page: Page, { then = "film", title = "The Keys", script = SCRIPT } = {}): Promise<string> {
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill(title);
  await page.getByLabel("Script", { exact: true }).fill(script);
  const button = then === "board" ? /Look at the prompts first/ : /Make the first cut/;
  await page.getByRole("button", { name: button }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}
