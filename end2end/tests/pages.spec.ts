// What holds on every page: it can be read without JavaScript, it is accessible, it fits a phone, it hydrates in silence.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { badTargets } from "../studio";
import { draft, newAccount, quiet, sharedFilm } from "./person";

test.beforeEach(async ({ page }) => quiet(page));

test("somebody who is not logged in is sent to the log-in page and back", async ({ page }) => {
  await page.goto("/new");
  await expect(page).toHaveURL(/\/login\?next=/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Log in");
});

test("a sample film plays before the log-in, and is the studio's own work", async ({ page, javaScriptEnabled }) => {
  // It is made once, when nothing else is filmed: while the tests before this one ran, or now.
  await expect(async () => {
    await page.goto("/login");
    await expect(page.locator(".sample-film")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 240_000, intervals: [1_000] });
  const film = page.getByLabel("The Last Light, a sample film");
  for (const [address, kind] of [["src", "video/mp4"], ["poster", "image/jpeg"]]) {
    const answer = await page.request.get((await film.getAttribute(address)) ?? "");
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, kind]);
  }
  if (javaScriptEnabled) {
    await film.evaluate((film: HTMLVideoElement) => ((film.muted = true), film.play()));
    await expect.poll(() => film.evaluate((film: HTMLVideoElement) => film.currentTime)).toBeGreaterThan(0.2);
    expect(await film.evaluate((film: HTMLVideoElement) => film.duration)).toBeGreaterThan(10);
  }
});

test("a wrong password gets a sentence", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
});

test("an address that no page answers is a 404 with a way back", async ({ page }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "All films" })).toBeVisible();
});

test("a stranger's film is a 404", async ({ page }) => {
  await newAccount(page);
  const answer = await page.goto("/projects/0199c2d4-0000-7000-8000-000000000000");
  expect(answer?.status()).toBe(404);
});

test("the tab keeps a name while a page is fetched and when one gives place to the next", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "without JavaScript the title is the page's own, and is looked at by the checker of pages");
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Document.prototype, "title")!;
    const titles: string[] = [];
    Object.assign(window, { titles });
    Object.defineProperty(Document.prototype, "title", { ...own, set(title: string) { titles.push(title); own.set!.call(this, title); } });
  });
  await newAccount(page);
  await page.goto("/new");
  // The program names the tab when it has taken the page over.
  await page.waitForFunction(() => (window as unknown as { titles: string[] }).titles.includes("New film · Director Studio"));
  await page.getByRole("link", { name: "Films", exact: true }).click();
  await expect(page).toHaveTitle("Films · Director Studio");
  await page.goBack();
  await expect(page).toHaveTitle("New film · Director Studio");
  const titles = await page.evaluate(() => (window as unknown as { titles: string[] }).titles);
  expect([...new Set(titles)]).toEqual(["New film", "Films"].map((name) => `${name} · Director Studio`));
});

for (const scheme of ["dark", "light"] as const) {
  test(`every page is accessible and fits a phone in ${scheme}`, async ({ page, javaScriptEnabled }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const look = async (path: string) => {
      await page.goto(path);
      await expect(page.locator("main")).toBeVisible();
      // The checker itself is a script of the page.
      if (javaScriptEnabled) {
        const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
        expect(found.violations.map((v) => `${path}: ${v.id} ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    };
    await look("/login");
    await look("/register");
    await newAccount(page);
    const at = await draft(page);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ["/", "/new", "/new?sample=two-hander", "/settings", at, `${at}/script`, `${at}/storyboard`, `${at}/board`, `${at}/edit`, `${at}/export`]) {
      await look(path);
    }
  });
}

// As large as a laptop's window, and a phone.
const SIZES = [
  { width: 1280, height: 720, least: 24 },
  { width: 1366, height: 768, least: 24 },
  { width: 1440, height: 900, least: 24 },
  { width: 390, height: 844, least: 44 },
];

for (const touch of [false, true]) {
  test(`everything on every page can be hit by ${touch ? "a finger" : "a pointer"}`, async ({ browser, baseURL, javaScriptEnabled }) => {
    test.skip(!javaScriptEnabled, "the same pages, with less on them");
    const sizes = SIZES.filter((size) => size.least === (touch ? 44 : 24));
    const context = await browser.newContext({ baseURL, viewport: sizes[0], hasTouch: touch, isMobile: touch });
    const page = await context.newPage();
    quiet(page);
    const wrong: string[] = [];
    const walk = async (path: string) => {
      await page.goto(path);
      await expect(page.locator("main")).toBeVisible();
      for (const size of sizes) {
        await page.setViewportSize(size);
        const found = await badTargets(page, size.least);
        wrong.push(...found.map((what) => `${path.replace(/[0-9a-f-]{36}/, "…")} at ${size.width}×${size.height}: ${what}`));
      }
    };
    await walk("/login");
    await walk("/register");
    const at = await sharedFilm(page);
    const tabs = ["prompt", "takes", "lines", "sounds"].map((tab) => `${at}/edit?tab=${tab}`);
    const own = ["/", "/new", "/new?sample=two-hander", "/settings", "/account"];
    for (const path of [...own, at, `${at}/script`, `${at}/storyboard`, `${at}/board`, ...tabs, `${at}/receipts`, `${at}/export`]) await walk(path);
    expect(wrong).toEqual([]);
    await context.close();
  });
}
