// The storyboard: a script becomes a wall of pictures, is approved, and is filmed; with JavaScript and without.
import { expect, test } from "@playwright/test";
import { draft, newAccount, quiet } from "./person";

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

test("a script has a board of pictures, is approved on it, and is filmed from it", async ({ page }) => {
  const at = await draft(page);
  await page.goto(`${at}/storyboard`);
  const panels = page.locator(".board-panel");
  await expect(panels.first()).toBeVisible();
  const count = await panels.count();
  await expect(page.locator(".story-card")).toHaveCount(6);
  // Every picture that is shown is one.
  await panels.first().locator("img").scrollIntoViewIfNeeded();
  await expect.poll(() => panels.first().locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);
  await page.getByRole("button", { name: /^Approve: panel 1$/ }).click();
  await expect(panels.first()).toHaveAttribute("data-approval", "approved");
  await expect(page.locator("[data-approval=approved]")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("[data-approval=approved]")).toHaveCount(0);
  await page.getByRole("button", { name: "Approve all panels" }).click();
  await expect(page.locator("[data-approval=approved]")).toHaveCount(count);
  await page.getByRole("button", { name: /Film this board/ }).click();
  await expect(page.getByRole("link", { name: "See the film" })).toBeVisible();
});

test("another narrative is taken with one press, and comes back with Undo", async ({ page }) => {
  const at = await draft(page);
  await page.goto(`${at}/storyboard`);
  const cards = page.locator("#narrative .story-card");
  await expect(cards.nth(0)).toHaveAttribute("data-lit", "yes");
  await cards.nth(2).getByRole("button", { name: "Choose this" }).click();
  await expect(cards.nth(2)).toHaveAttribute("data-lit", "yes");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cards.nth(0)).toHaveAttribute("data-lit", "yes");
});

test("an idea becomes a board whose third structure can be chosen", async ({ page }) => {
  await page.goto("/new/idea");
  await page.getByLabel("Your idea").fill("Mara keeps the last lighthouse. A letter arrives from a ship that sank.");
  await page.getByRole("button", { name: /Make the board/ }).click();
  await expect(page).toHaveURL(/\/storyboard/);
  await expect(page.locator(".idea")).toContainText("An outline by the studio");
  const cards = page.locator("#narrative .story-card");
  await cards.nth(2).getByRole("button", { name: "Choose this" }).click();
  await expect(cards.nth(2)).toHaveAttribute("data-lit", "yes");
});

test("the board on paper has six panels a sheet", async ({ page }) => {
  const at = await draft(page);
  await page.goto(`${at}/storyboard/print`);
  await expect(page.locator(".paper-sheet").first()).toBeVisible();
  expect(await page.locator(".paper-sheet").first().locator("li").count()).toBeLessThanOrEqual(6);
});
