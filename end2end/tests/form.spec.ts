// The project form.
import { expect, test } from "@playwright/test";
import { film, newAccount, quiet, SCRIPT } from "./person";

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

test("a first visit offers samples, and each opens in the form", async ({ page }) => {
  await page.goto("/");
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
  await expect(page.locator(".panel").nth(1)).toBeVisible();
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

  test("a line that something is wrong with is marked where it stands, also when one scrolls", async ({ page }) => {
    await page.goto("/new");
    const script = page.getByLabel("Script", { exact: true });
    await script.fill(`${"INT. KITCHEN - DAY\n\nMAYA cooks.\n\n".repeat(40)}MAYA waits. [[a note that never ends\n`);
    const mark = page.locator(".marks mark").last();
    await expect(mark).toHaveText("MAYA waits. [[a note that never ends");
    const place = async () => (await mark.boundingBox())?.y ?? 0;
    const scroll = (to: number) => script.evaluate((field: HTMLTextAreaElement, to) => { field.scrollTop = to; return field.scrollTop; }, to);
    // The field may have followed its caret to the end.
    await expect(async () => {
      const [from, before] = [await scroll(0), await place()];
      const moved = (await scroll(300)) - from;
      expect(moved).toBe(300);
      expect(Math.round(before - (await place()))).toBe(moved);
    }).toPass();
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
    await expect(page.locator(".form-note")).toContainText("Picture files cannot be read here");
    await expect(page.getByLabel("Script", { exact: true })).toHaveValue(SCRIPT);
  });
});

const STORY = `Anna, Ben and Clara sat in the kitchen and looked at the letter.

"Nobody must know of it."

The rain went on. A car passed the house and did not stop.

"It is too late for that," said Ben.

They were silent for a long while. The lamp hummed.

"Somebody is at the door."
`;

for (const [width, height] of [[1280, 720], [1440, 900]]) {
  test(`at ${width} × ${height} the outline and the button are in sight together, and no setting is hidden`, async ({ page, javaScriptEnabled }) => {
    test.skip(!javaScriptEnabled, "the outline follows the text in the browser");
    await page.setViewportSize({ width, height });
    await page.goto("/new?sample=prose");
    await expect(page.locator("#running-time")).toHaveText(/^\d+:\d\d$/);
    // The program has taken the page over.
    await expect(page.locator(".marks i").first()).toBeAttached();
    const outline = await page.locator(".outline").boundingBox();
    const button = await page.getByRole("button", { name: /^Make the first cut/ }).boundingBox();
    expect(outline?.height, "the outline has room").toBeGreaterThan(140);
    expect((button?.y ?? height) + (button?.height ?? 0), "the button is on the first screen").toBeLessThanOrEqual(height);
    await expect(page.locator("#settings"), "what comes below begins on the first screen").toBeInViewport();
    const clipped = await page.locator(".film-settings").evaluate((place) => {
      const fields = [...place.querySelectorAll<HTMLElement>("input, select, textarea")];
      const within = (field: HTMLElement) => {
        for (let box = field.parentElement; box && box !== document.body; box = box.parentElement) {
          const style = getComputedStyle(box);
          if (/auto|scroll|hidden/.test(style.overflowY) && box.scrollHeight > box.clientHeight + 1) return true;
        }
        return field.offsetHeight === 0;
      };
      return fields.filter(within).map((field) => field.getAttribute("name"));
    });
    expect(clipped).toEqual([]);
    await page.getByLabel("Shape of the picture").selectOption("9:16");
    await expect(page.locator(".settings-head")).toContainText("9:16 tall");
  });
}

test("a story has a narrator unless a person says otherwise, and the film is called as its script where nobody names it", async ({ page, javaScriptEnabled }) => {
  await page.goto("/new");
  await page.getByLabel("Script", { exact: true }).fill(STORY);
  if (javaScriptEnabled) {
    const narrator = page.getByRole("button", { name: "A narrator", exact: true });
    await expect(narrator).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: "Nobody", exact: true }).click();
    await expect(page.locator('[name="form[narration]"]')).toHaveValue("off");
    await narrator.click();
    // Numbers beside the lines.
    await expect(page.locator(".marks i").first()).toHaveAttribute("data-line", "1");
  }
  await page.getByRole("button", { name: /Look at the prompts first/ }).click();
  await expect(page).toHaveURL(/\/board$/);
  await expect(page.locator(".said").first()).toContainText("Narrator");
  await expect(page.locator(".film-head .film-title")).not.toBeEmpty();
});

test("the form asks who speaks where the text leaves it open, and one click answers", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "the outline follows the text in the browser");
  await page.goto("/new");
  await page.getByLabel("Script", { exact: true }).fill(STORY);
  const doubt = page.locator(".doubts li").first();
  await expect(doubt).toBeVisible();
  const doubts = await page.locator(".doubts li").count();
  await doubt.locator(".row button").last().click();
  await expect(page.locator(".doubts li")).toHaveCount(doubts - 1);
  // The answer holds when the script around the line is edited.
  await page.getByLabel("Script", { exact: true }).fill(`A clock struck nine.\n\n${STORY}`);
  await expect(page.locator("#running-time")).not.toHaveText("0:00");
  await expect(page.locator(".doubts li")).toHaveCount(doubts - 1);
});
