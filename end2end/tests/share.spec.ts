// A link to a film, for guests without an account.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { badTargets } from "../studio";
import { quiet, sharedFilm } from "./person";

test.beforeEach(async ({ page }) => quiet(page));

test("guests see a film by its link, say something at a time of it, and are heard in the editing room", async ({ page, browser, javaScriptEnabled }) => {
  const at = await sharedFilm(page);
  await page.goto(`${at}/export`);
  const share = page.locator("#share");
  await share.getByText("Password, download, comments").click();
  await share.getByLabel("For").fill("the producer");
  await share.getByText("Guests may write comments").click();
  await share.getByRole("button", { name: "Make a link" }).click();
  const link = new URL(await share.getByLabel("The link").inputValue()).pathname;
  expect(link).toMatch(/^\/s\/[\w-]{43}$/);

  const context = await browser.newContext({ baseURL: process.env.STUDIO_E2E_URL, javaScriptEnabled });
  const guest = await context.newPage();
  quiet(guest);
  await guest.goto(link);
  const title = (await page.locator(".film-head .film-title").innerText()).trim();
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText(title);
  if (javaScriptEnabled) {
    const film = guest.locator("video");
    await film.evaluate((film: HTMLVideoElement) => ((film.muted = true), film.play()));
    await expect.poll(() => film.evaluate((film: HTMLVideoElement) => film.currentTime)).toBeGreaterThan(0.2);
    await film.evaluate((film: HTMLVideoElement) => film.pause());
  }
  for (const width of [1440, 390]) {
    await guest.setViewportSize({ width, height: 844 });
    const found = await new AxeBuilder({ page: guest }).analyze().catch(() => undefined);
    if (javaScriptEnabled) expect(found?.violations.map((one) => one.id)).toEqual([]);
    expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await guest.getByLabel("Your name").fill("Zoe");
  await guest.getByLabel("At").fill("0:01");
  await guest.getByLabel("Comment", { exact: true }).fill("Too dark here.");
  await guest.getByRole("button", { name: "Send the comment" }).click();
  await expect(guest.locator(".comments li")).toContainText("Too dark here.");

  await page.goto(`${at}/edit?tab=comments`);
  const said = page.locator(".guests li");
  await expect(said).toContainText(["Too dark here."]);
  if (javaScriptEnabled) await expect(page.locator(".playhead .mark")).toHaveCount(1);
  await said.getByText("Answer", { exact: true }).click();
  await said.getByLabel("Answer, for the guests of this link").fill("Graded.");
  await said.getByRole("button", { name: "Send the answer" }).click();
  await expect(said.locator(".answer")).toHaveText("Graded.");
  await said.getByRole("button", { name: "Resolve" }).click();
  await expect(said.getByRole("button", { name: "Open again" })).toBeVisible();
  await guest.goto(link);
  await expect(guest.locator(".comments li")).toContainText(/resolved[^]*Graded\./);

  await page.goto(`${at}/export`);
  expect(await badTargets(page, 24)).toEqual([]);
  await share.getByRole("button", { name: "Revoke" }).first().click();
  await expect(share.getByText("the producer")).toHaveCount(0);
  expect((await guest.goto(link))?.status()).toBe(404);
  expect((await guest.request.get(`${link}/film.mp4`)).status()).toBe(404);
  await context.close();
});
