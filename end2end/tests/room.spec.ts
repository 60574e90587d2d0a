// The editing room: what is written is kept, and the strip can be touched.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ask, quiet, sharedFilm } from "./person";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "without JavaScript the room is a page of forms, as film.spec.ts tries it");

/** A film of four shots, made; the editing room is open, and the program has taken it over. */
async function room(page: Page, query = ""): Promise<string> {
  quiet(page);
  const at = await sharedFilm(page);
  await page.goto(`${at}/edit${query}`);
  await expect(page.getByRole("button", { name: "Play", exact: true }).first()).toBeEnabled();
  return at;
}

const pieces = (page: Page) => page.locator(".piece");
const numbers = (page: Page) => page.locator(".piece .number").allTextContents();
const tab = (page: Page, name: string) => page.locator(".tabs.minor").getByRole("link", { name }).click();

/** Waits until the studio has the last edit: the page loaded anew says the same. */
async function kept(page: Page, same: () => Promise<void>): Promise<void> {
  await same();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("button", { name: "Play", exact: true }).first()).toBeEnabled();
    await same();
  }).toPass({ timeout: 150_000 });
}

async function middle(of: Locator): Promise<{ x: number; y: number }> {
  const box = (await of.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + 20 };
}

test("a prompt that was written is there after another shot was chosen, after leaving, and goes with undo", async ({ page }) => {
  await room(page);
  const prompt = page.locator(".room-panel textarea[name=prompt]");
  const before = await prompt.inputValue();
  await prompt.fill("A kitchen seen from the garden, rain on the glass.");
  await expect(page.getByText("Not saved yet")).toBeVisible();
  await pieces(page).nth(1).locator("a").click();
  await expect(prompt).not.toHaveValue(/garden/);
  await pieces(page).nth(0).locator("a").click();
  await expect(prompt).toHaveValue("A kitchen seen from the garden, rain on the glass.");
  await expect(page.locator("#undo")).toHaveAttribute("title", "Undo: change a shot");
  // Written and not left: the page that goes sends it.
  await prompt.fill("A kitchen seen from the cellar.");
  await page.reload();
  await expect(async () => {
    await page.reload();
    await expect(prompt).toHaveValue("A kitchen seen from the cellar.", { timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  await page.locator("#undo").click();
  await expect(prompt).toHaveValue("A kitchen seen from the garden, rain on the glass.");
  await page.locator("#undo").click();
  await expect(prompt).toHaveValue(before);
});

test("a change says that it is saved, and that the draft does not show a prompt", async ({ page }) => {
  await room(page);
  const prompt = page.locator(".room-panel textarea[name=prompt]");
  await prompt.fill("A kitchen in the blue hour.");
  await prompt.blur();
  await expect(page.locator(".saved").first()).toContainText("The draft does not show this");
  await page.getByLabel("Framing").selectOption("close_up");
  await expect(page.locator(".saved").nth(1)).toContainText("Saved");
});

test("what could not be saved stays in the form, says why, and is saved when it can be", async ({ page }) => {
  const at = await room(page);
  await page.route("**/api/shots/change*", (route) => route.abort());
  const prompt = page.locator(".room-panel textarea[name=prompt]");
  await prompt.fill("A kitchen under water.");
  await prompt.blur();
  await expect(page.locator(".saved").first()).toContainText("Not saved, and kept here");
  await pieces(page).nth(1).locator("a").click();
  await expect(prompt).not.toHaveValue("A kitchen under water.");
  await pieces(page).nth(0).locator("a").click();
  await expect(prompt).toHaveValue("A kitchen under water.");
  await expect(page.locator(".saved").first()).toContainText("Not saved, and kept here");
  await page.unroute("**/api/shots/change*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".saved").first()).toContainText("Saved");
  await page.goto(`${at}/edit`);
  await expect(prompt).toHaveValue("A kitchen under water.");
});

test("a clip is dragged to another place, and undo brings it back", async ({ page }) => {
  await room(page);
  const before = await numbers(page);
  const [from, to] = [await middle(pieces(page).nth(0)), await middle(pieces(page).nth(1))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x + 30, to.y, { steps: 8 });
  await expect(page.locator(".playhead .gap")).toBeVisible();
  await page.mouse.up();
  const swapped = [before[1], before[0], ...before.slice(2)];
  await kept(page, () => expect(page.locator(".piece .number")).toHaveText(swapped));
  await page.locator("#undo").click();
  await expect(page.locator(".piece .number")).toHaveText(before);
});

test("an edge is dragged, and the clip is as much shorter", async ({ page }) => {
  await room(page);
  const piece = pieces(page).nth(0);
  await piece.locator("a").click();
  const width = (await piece.boundingBox())!.width;
  const edge = (await piece.locator(".edge.tail").boundingBox())!;
  await page.mouse.move(edge.x + 6, edge.y + 30);
  await page.mouse.down();
  await page.mouse.move(edge.x + 6 - 36, edge.y + 30, { steps: 6 });
  await expect(page.locator(".trimmed")).toContainText("-1.00 s");
  await page.mouse.up();
  await expect(page.getByLabel("Cut from the end")).toHaveValue("1.00");
  await kept(page, async () => {
    await expect(page.getByLabel("Cut from the end")).toHaveValue("1.00");
    expect((await pieces(page).nth(0).boundingBox())!.width).toBeLessThan(width - 30);
  });
});

test("the keys split at the playhead, trim, move and delete", async ({ page }) => {
  await room(page);
  const before = await numbers(page);
  // A second and a half in.
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("]");
  await expect(page.getByLabel("Cut from the end")).not.toHaveValue("0.00");
  await page.locator("#undo").click();
  await expect(page.getByLabel("Cut from the end")).toHaveValue("0.00");
  await page.keyboard.press("Home");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("s");
  await expect(pieces(page)).toHaveCount(before.length + 1);
  await expect(page.locator(".film-head [data-state=done]")).toBeVisible({ timeout: 60_000 });
  // Nothing was filmed for it: both parts show the take that was there.
  await pieces(page).nth(1).locator("a").click();
  await expect(page.locator(".selected-head h2")).toHaveText("Shot 1A");
  await tab(page, "Takes");
  await expect(page.locator(".tab-body")).toContainText("a part of another shot’s take");
  await tab(page, "Prompt");
  await page.keyboard.press("Home");
  await page.keyboard.press("Alt+ArrowRight");
  const parts = await numbers(page);
  await kept(page, () => expect(page.locator(".piece .number")).toHaveText(parts));
  await pieces(page).last().locator("a").click();
  await page.keyboard.press("Delete");
  await kept(page, () => expect(pieces(page)).toHaveCount(before.length));
});

test("the chosen shot follows the film", async ({ page }) => {
  await room(page);
  await expect(page.locator(".selected-head h2")).toHaveText("Shot 1");
  await page.keyboard.press("l");
  await expect(page.locator(".selected-head h2")).toHaveText("Shot 2");
});

test("a speaker is chosen from the cast, and somebody new only on purpose", async ({ page }) => {
  await room(page);
  const spoken = page.locator(".piece", { has: page.locator(".words text") }).first().locator("a");
  await spoken.click();
  await tab(page, "Lines");
  const line = page.locator(".line").first();
  const speaker = line.locator("select[name=speaker]");
  expect(await speaker.evaluate((field) => field.tagName)).toBe("SELECT");
  await speaker.selectOption("TOM");
  await expect(line.locator(".saved")).toContainText("Saved");
  await line.getByText("Somebody new speaks").click();
  await line.getByRole("textbox", { name: "Name" }).fill("DRIVER");
  await line.getByRole("button", { name: /Add them/ }).click();
  await expect(speaker).toHaveValue("DRIVER");
});

test("takes say how they differ, and one plays when it is asked to", async ({ page }) => {
  await room(page);
  await tab(page, "Takes");
  const takes = await page.locator(".takes li").count();
  await tab(page, "Prompt");
  await page.getByLabel("Framing").selectOption("over_the_shoulder");
  await expect(page.locator(".saved").nth(1)).toContainText("Saved");
  await tab(page, "Takes");
  await expect(page.locator(".takes li")).toHaveCount(takes + 1);
  await expect(page.locator(".takes li").last()).toContainText("Beside the take in the film: framing");
  expect(await page.locator(".takes video").count()).toBe(0);
  await page.getByRole("link", { name: "Play take 1", exact: true }).click();
  await expect(page.locator(".takes video")).toHaveCount(1);
});

/** A finger that is put down, moved and lifted. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const touch = await page.context().newCDPSession(page);
  const at = (part: number) => [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
  for (let part = 1; part <= 6; part += 1) {
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(part / 6) });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}

test("by touch clips are moved, trimmed, split and deleted, and the strip still scrolls", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await room(page);
  const before = await numbers(page);
  const clip = (at: number) => pieces(page).nth(at);
  const left = () => page.locator(".strip").evaluate((strip) => strip.scrollLeft);
  // A clip that is not chosen is no handle: the finger scrolls.
  await page.locator(".strip").scrollIntoViewIfNeeded();
  const resting = await middle(clip(1));
  await drag(page, resting, { x: resting.x - 120, y: resting.y });
  await expect.poll(left).toBeGreaterThan(40);
  await expect(page.locator(".piece .number")).toHaveText(before);
  await page.locator(".strip").evaluate((strip) => strip.scrollTo({ left: 0 }));

  await clip(0).locator("a").tap();
  const [from, to] = [await middle(clip(0)), await middle(clip(1))];
  await drag(page, from, { x: to.x + 30, y: from.y });
  const swapped = [before[1], before[0], ...before.slice(2)];
  await kept(page, () => expect(page.locator(".piece .number")).toHaveText(swapped));

  await clip(0).locator("a").tap();
  const edge = (await clip(0).locator(".edge.tail").boundingBox())!;
  expect(edge.width, "a finger finds the edge").toBeGreaterThanOrEqual(24);
  const grip = { x: edge.x + edge.width / 2, y: edge.y + edge.height / 2 };
  await drag(page, grip, { x: grip.x - 36, y: grip.y });
  const trim = page.getByLabel("Cut from the end");
  await kept(page, () => expect(trim).toHaveValue("1.00"));

  // A tap puts the playhead where the finger is.
  await clip(1).locator("a").tap({ position: { x: 60, y: 30 } });
  await page.getByRole("button", { name: "Split" }).tap();
  await kept(page, () => expect(pieces(page)).toHaveCount(before.length + 1));
  await pieces(page).last().locator("a").tap();
  await page.getByRole("button", { name: /^Delete the shot/ }).tap();
  await kept(page, () => expect(pieces(page)).toHaveCount(before.length));
  await page.locator("#undo").tap();
  await expect(pieces(page)).toHaveCount(before.length + 1);
  await context.close();
});

test("the film's music is on the strip: as loud as it is, and not where there is none", async ({ page }) => {
  const at = await room(page, "?tab=sounds");
  const lane = page.getByRole("img", { name: /^The film's music/ });
  await expect(lane).toHaveAccessibleName(/as mixed: \w/);
  const strip = (await page.locator(".strip ol").boundingBox())!;
  const box = (await lane.boundingBox())!;
  expect(box.y, "under the clips").toBeGreaterThanOrEqual(strip.y + strip.height - 1);
  const top = () => lane.locator("path").evaluate((path) => (path as SVGPathElement).getBBox().y);
  const loud = await top();
  await page.getByText("The film's music").click();
  const level = page.locator(".music").getByLabel("Loudness");
  await level.fill("-20");
  await level.blur();
  await kept(page, async () => {
    await expect(lane).toHaveAccessibleName(/hardly heard/);
    expect(await top(), "lower than before").toBeGreaterThan(loud);
  });
  const { settings } = await (await ask(page, "GET", `/api/v1${at}`)).json();
  await ask(page, "PATCH", `/api/v1${at}`, { settings: { ...settings, music: false } });
  await expect(lane).toHaveCount(0);
  await ask(page, "PATCH", `/api/v1${at}`, { settings });
  await expect(lane).toHaveCount(1);
});
