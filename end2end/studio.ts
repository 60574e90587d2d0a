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

/**
 * What on the page can be clicked, is seen, and is too small or lies under something else; in words. Links inside a sentence are as high
 * as its line (WCAG 2.5.8 excepts them too). A box to tick is as large as its words.
 */
export async function badTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const all = "a[href], button, summary, select, textarea, input:not([type=hidden])";
    const wrong: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(all)) {
      const target = element.matches("[type=checkbox], [type=radio], [type=file]") ? (element.closest("label") ?? element) : element;
      if ((element as HTMLButtonElement).disabled || !target.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (target.closest(".visually-hidden, .skip, .needs-script")) continue;
      const sentence = target.closest("p, li, dd, label");
      if (getComputedStyle(target).display === "inline" && sentence && sentence.textContent !== target.textContent) continue;
      target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = target.getBoundingClientRect();
      const name = `${target.tagName.toLowerCase()}.${target.className} “${(target.getAttribute("aria-label") ?? target.textContent ?? "").trim().slice(0, 40)}”`;
      if (box.width < least - 0.5 || box.height < least - 0.5) {
        wrong.push(`${name} is ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
        continue;
      }
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (!hit || !target.contains(hit)) wrong.push(`${name} lies under ${hit?.tagName.toLowerCase()}.${hit?.className}`);
    }
    return wrong;
  }, least);
}

export { expect };
