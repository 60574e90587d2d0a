// What every test starts from: a page that fails the test when the browser complains, and a person who is signed in.
import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test as base } from "@playwright/test";

let people = 0;

export const test = base.extend<{ complaints: string[]; email: string; signedIn: Page }>({
  complaints: [
    async ({ page }, use) => {
      const heard: string[] = [];
      page.on("pageerror", (error) => heard.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        const text = message.text();
        if (/hydration/i.test(text) || /Content Security Policy/i.test(text)) heard.push(text);
        if (message.type() === "error" && /panicked/i.test(text)) heard.push(text);
      });
      await use(heard);
      expect(heard, "the browser complained").toEqual([]);
    },
    { auto: true },
  ],
  email: async ({}, use, info) => {
    people += 1;
    await use(`person-${info.workerIndex}-${Date.now()}-${people}@example.test`);
  },
  signedIn: async ({ page, email }, use) => {
    await register(page, email);
    await use(page);
  },
});

export async function register(page: Page, email: string, password = "a quiet long password") {
  await page.goto("/register");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: /^(Register|Set up the studio)$/ }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  const said = found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join(", ")})`);
  expect(said).toEqual([]);
}

export { expect };
