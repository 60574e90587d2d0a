// A film: made, played, edited, exported. Everything here also works without JavaScript unless it says otherwise.
import { expect, type Page, test } from "@playwright/test";
import { draft, film, newAccount, quiet, sharedFilm } from "./person";

test.beforeEach(({ page }) => quiet(page));

/** Waits for the film; without JavaScript by loading the page again. */
async function made(page: Page, at: string, script: boolean): Promise<void> {
  const done = page.locator(".film-head [data-state=done]");
  if (script) return expect(done).toBeVisible({ timeout: 240_000 });
  await expect(async () => {
    await page.goto(at);
    await expect(done).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 240_000 });
}

test("a script goes in and a finished film comes out", async ({ page, javaScriptEnabled }) => {
  await newAccount(page);
  const at = await film(page);
  // With JavaScript every clip arrives on the open page.
  await made(page, at, javaScriptEnabled ?? true);
  await expect(page.locator(".clip-card[data-state=done]").first()).toBeVisible();
  await page.goto(`${at}/export`);
  const link = page.getByRole("link", { name: "Download the film" });
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.ok()).toBe(true);
  expect((await answer.body()).subarray(4, 8).toString()).toBe("ftyp");
});

test("a prompt is edited, a shot split and deleted, and undo brings all back", async ({ page, javaScriptEnabled }) => {
  await newAccount(page);
  const at = await draft(page);
  await page.goto(`${at}/board`);
  const panels = page.locator(".panel");
  const before = await panels.count();
  const prompt = panels.first().getByLabel("Prompt");
  const old = await prompt.inputValue();
  await prompt.fill("A quiet kitchen, seen from the door.");
  // With JavaScript it saves itself when it is left, and there is no button.
  const save = panels.first().getByRole("button", { name: "Save the prompt" });
  if (javaScriptEnabled) {
    await expect(save).toBeHidden();
    await prompt.blur();
  } else await save.click();
  await expect(page.locator("#undo")).toBeEnabled();
  await page.locator(".panel [data-verb=delete]").last().click();
  await expect(panels).toHaveCount(before - 1);
  await page.locator("#undo").click();
  await expect(panels).toHaveCount(before);
  await expect(prompt).toHaveValue("A quiet kitchen, seen from the door.");
  await page.locator("#undo").click();
  await expect(prompt).toHaveValue(old);
  await page.goto(`${at}/board`);
  await expect(prompt).toHaveValue(old);
});

test("a line is changed in the editing room", async ({ page, javaScriptEnabled }) => {
  await newAccount(page);
  const at = await draft(page);
  await page.goto(`${at}/board`);
  const spoken = page.locator(".panel", { hasText: "You came back." });
  const shot = await spoken.first().getAttribute("data-shot");
  await page.goto(`${at}/edit?shot=${shot}&tab=lines`);
  const line = page.locator(".line").first();
  await line.getByLabel("Text").fill("You are back.");
  // With JavaScript it saves itself when it is left.
  if (javaScriptEnabled) await line.getByLabel("Text").blur();
  else await line.getByRole("button", { name: "Save and say it" }).click();
  await expect(page.locator("#undo")).toBeEnabled();
  await page.reload();
  await expect(page.locator(".line").first().getByLabel("Text")).toHaveValue("You are back.");
});

test("a sound is added and removed", async ({ page }) => {
  await newAccount(page);
  const at = await draft(page);
  await page.goto(`${at}/board`);
  const shot = await page.locator(".panel").first().getAttribute("data-shot");
  await page.goto(`${at}/edit?shot=${shot}&tab=sounds`);
  const before = await page.locator("[data-cue]").count();
  await page.getByText("Add a sound").click();
  await page.locator(".add").getByLabel("What is heard").fill("a kettle sings");
  await page.locator(".add").getByRole("button", { name: "Add" }).click();
  await expect(page.locator("[data-cue]")).toHaveCount(before + 1);
  await page.locator("[data-cue]").last().locator("[data-verb=remove]").click();
  await expect(page.locator("[data-cue]")).toHaveCount(before);
});

test.describe("with JavaScript", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "keys need JavaScript");

  test("the keys play, step and show their list", async ({ page }) => {
    const at = await sharedFilm(page);
    await page.goto(`${at}/edit`);
    await expect(page.getByRole("button", { name: "Play" }).first()).toBeEnabled();
    const code = page.locator(".transport .timecode").first();
    await page.keyboard.press("Shift+ArrowRight");
    await expect(code).toHaveText("00:00:00:10");
    await page.keyboard.press("ArrowLeft");
    await expect(code).toHaveText("00:00:00:09");
    await page.keyboard.press("l");
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(code).not.toHaveText("00:00:00:09");
    await page.keyboard.press("k");
    await expect(page.getByRole("button", { name: "Play" }).first()).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});
