// The project form.
import { expect, test } from "@playwright/test";
import { film, newAccount, quiet, SCRIPT } from "./person";

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

test("a first visit offers samples, and each opens in the form", async ({ page }) => {
  const samples = page.getByRole("main").locator(".samples a");
  await expect(samples).toHaveCount(4);
  await samples.first().click();
  await expect(page.getByLabel("Script", { exact: true })).not.toBeEmpty();
  await expect(page.getByLabel("Title of the film")).not.toBeEmpty();
  await expect(page.locator("#running-time")).toHaveText(/^\d+:\d\d$/);
});

test("a script becomes a film with its prompts", async ({ page }) => {
  const at = await film(page, { then: "board" });
  await expect(page).toHaveURL(`${at}/board`);
  expect(await page.locator(".panel").count()).toBeGreaterThan(1);
  await expect(page.locator(".said")).toContainText(["You came back."]);
});

test("an empty script is refused and the title is kept", async ({ page }) => {
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Nothing");
  await page.getByLabel("Script", { exact: true }).fill("   ");
  await page.getByRole("button", { name: /Look at the prompts/ }).click();
  await expect(page.locator(".notice")).toContainText("The script is empty");
});

test.describe("with JavaScript", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "the outline is live only with JavaScript");

  test("the outline follows while one types", async ({ page }) => {
    await page.goto("/new");
    await page.getByLabel("Script", { exact: true }).fill(SCRIPT);
    await expect(page.locator(".outline-scenes li")).toHaveCount(1);
    await expect(page.locator(".outline-cast")).toContainText("MAYA");
    await expect(page.getByRole("button", { name: "Make the first cut — free" })).toBeVisible();
  });

  test("a draft survives a reload", async ({ page }) => {
    await page.goto("/new");
    await page.getByLabel("Title of the film").fill("Kept");
    await page.getByLabel("Script", { exact: true }).fill(SCRIPT);
    await expect(page.locator(".outline-scenes li")).toHaveCount(1);
    await page.reload();
    await expect(page.getByLabel("Script", { exact: true })).toHaveValue(SCRIPT);
    await expect(page.getByLabel("Title of the film")).toHaveValue("Kept");
  });

  test("a file is read into the form, and a picture is refused with a sentence", async ({ page }) => {
    await page.goto("/new");
    const chooser = page.locator(".sources input[type=file]");
    await chooser.setInputFiles({ name: "keys.fountain", mimeType: "text/plain", buffer: Buffer.from(SCRIPT) });
    await expect(page.getByLabel("Script", { exact: true })).toHaveValue(SCRIPT);
    await expect(page.getByLabel("Title of the film")).toHaveValue("keys");
    await chooser.setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0, 255, 254]) });
    await expect(page.locator(".form-note")).toContainText("not look like text");
    await expect(page.getByLabel("Script", { exact: true })).toHaveValue(SCRIPT);
  });
});
