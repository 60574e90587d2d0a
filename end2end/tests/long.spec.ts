// A film that is too long to be shown at once.
import { expect, test } from "@playwright/test";
import { film, newAccount, quiet } from "./person";

const SHOTS = 120;
const who = (shot: number) => (shot % 2 === 0 ? "ANNA" : "BEN");
const scene = (shot: number) => (shot % 6 === 0 ? `INT. ROOM ${shot / 6} - DAY\n\n` : "");
const LONG = Array.from({ length: SHOTS }, (_, shot) => `${scene(shot)}${who(shot)} lifts cup ${shot}.\n\n${who(shot)}\nThis is line ${shot}.\n`).join("\n");

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

test("all prompts of a long film are reached, a few at a time, and what is written on the way is saved", async ({ page, javaScriptEnabled }) => {
  const at = await film(page, { then: "board", script: LONG });
  await page.goto(`${at}/board`);
  const panels = page.locator(".panel");
  await expect(panels).toHaveCount(12);
  await panels.first().getByLabel("Prompt").fill("A cup, and nothing else.");
  const last = page.locator(".panel", { hasText: `This is line ${SHOTS - 1}.` });
  if (javaScriptEnabled) {
    await expect(async () => {
      await page.evaluate(() => scrollBy(0, 2000));
      expect(await panels.count()).toBeLessThanOrEqual(30);
      await expect(last).toBeVisible({ timeout: 300 });
    }).toPass();
    await expect(async () => {
      await page.evaluate(() => scrollBy(0, -2000));
      await expect(page.locator(".panel", { hasText: "This is line 0." })).toBeVisible({ timeout: 300 });
    }).toPass();
  } else {
    await panels.first().getByRole("button", { name: "Save the prompt" }).click();
    for (let n = 0; n < 9; n += 1) await page.getByRole("link", { name: /Later shots/ }).click();
    await expect(last).toBeVisible();
    await page.goto(`${at}/board`);
  }
  await expect(page.locator("#undo")).toBeEnabled();
  await page.reload();
  await expect(panels.first().getByLabel("Prompt")).toHaveValue("A cup, and nothing else.");
});

test("a scene, a search and a link lead to a shot of a long film", async ({ page, javaScriptEnabled }) => {
  const at = await film(page, { then: "board", script: LONG });
  await page.goto(`${at}/board`);
  await page.getByLabel("Find a shot").fill("line 77.");
  await page.getByRole("button", { name: "Find" }).click();
  await page.locator(".found a").first().click();
  const found = page.locator(".panel", { hasText: "This is line 77." });
  await expect(found).toBeInViewport();
  await page.getByLabel("Scene").selectOption({ index: 10 });
  if (!javaScriptEnabled) await page.getByRole("button", { name: "Go" }).click();
  await expect(page.locator(".panel").first()).toContainText("This is line 60.");
  await page.locator(".panel .frame").first().click();
  await expect(page.locator(".piece")).toHaveCount(24);
  await expect(page.locator(".stretch")).toContainText("of 120");
});
