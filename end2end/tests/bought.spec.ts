// Filming with an outside service: keys, who films, the estimate, receipts. The service is the studio's own simulator of Kling.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { ask, draft, newAccount, quiet, SCRIPT } from "./person";

// Saves what was written in a field: with JavaScript by leaving it, else with its form's button.
async function saved(field: Locator, button: Locator) {
  if (await button.isVisible()) await button.click();
  else await field.blur();
}

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

test("a key is kept and never shown again; with it Kling films, for the price on the button, and every shot has a receipt", async ({ page, javaScriptEnabled }) => {
  await page.goto("/settings");
  const kling = service(page, "Kling");
  await expect(kling).toContainText("no key");
  await kling.locator("summary").click();
  await kling.getByLabel("API key").fill("a-secret-that-ends-in-9876");
  await kling.getByRole("button", { name: "Keep the key" }).click();
  await expect(kling).toContainText("ready · yours");
  await page.goto("/settings");
  await kling.locator("summary").click();
  await expect(kling).toContainText("…9876");
  expect(await page.content()).not.toContain("a-secret-that");

  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Bought");
  await page.getByLabel("Script", { exact: true }).fill(SCRIPT);
  await page.getByLabel("Video").selectOption({ label: await page.locator("select[name='form[video]'] option", { hasText: "Kling 3.0 ·" }).first().innerText() });
  const at = await cut(page, javaScriptEnabled);
  await expect(async () => {
    await page.goto(`${at}/receipts`);
    await expect(page.locator(".film-head [data-state=done]")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 240_000 });
  await page.goto(`${at}/board`);
  const suited = page.locator(".panel").first().locator(".suited");
  await expect(suited).toContainText(/Kling .* · \d+ s · about \$\d/);
  await suited.locator("summary").click();
  await expect(suited.locator("ul li").first()).not.toBeEmpty();
  await page.goto(`${at}/receipts`);
  const receipts = page.locator(".receipt-list > li");
  expect(await receipts.count()).toBeGreaterThan(1);
  await expect(receipts.first()).toContainText("done");
  await expect(receipts.first().locator(".price")).toHaveText(/^\$\d+\.\d\d$/);
  expect(await page.content()).not.toContain("a-secret-that");
  const csv = await page.request.get(`/api/v1${at}/receipts.csv`);
  expect((await csv.text()).split("\r\n").length).toBe((await receipts.count()) + 2);

  await page.goto("/settings");
  await kling.locator("summary").click();
  await expect(kling.locator(".so-far")).toContainText(/\d+ of \d+ made .*\$\d/);
  const kept = page.locator("#kept");
  await expect(kept).toContainText(/Together\s*\d+ files/);
  await press(page, kept.getByRole("button", { name: "Throw it away" }));
  await page.goto(at);
  await expect(page.locator(".film-head [data-state=done]")).toBeVisible();
  await page.goto(`${at}/export`);
  const film = await page.request.get(`${at}/film.mp4`, { headers: { Range: "bytes=0-99" } });
  expect(film.status(), "what the film uses stays").toBe(206);
});

/** A service in the settings. */
function service(page: Page, name: string) {
  return page.locator(".services > li", { hasText: name }).first();
}

/** The path of the film's pages. */
function path(page: Page): string {
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

/** Presses a button that posts, and waits until that has come to its end: a page that is left earlier may take the order with it. */
async function press(page: Page, button: Locator): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await button.click();
  await answered;
}

/** Films what the form holds, for the price on the button; where no program runs in the browser, the film's page asks, with the price. */
async function cut(page: Page, scripted: boolean | undefined): Promise<string> {
  await page.getByRole("button", { name: scripted ? /^Make the first cut — (\d of \d shots, )?about \$\d/ : /^Make the first cut$/ }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f-]{36}/);
  // The last of them: where the budget is too small, what it covers.
  if (!scripted) await page.getByRole("button", { name: /^Film \d+ shots? (of them )?· about \$\d/ }).last().click();
  return path(page);
}

/** Opens the film's page again and again until the film has come to this end. */
async function ended(page: Page, at: string, state: string): Promise<void> {
  await expect(async () => {
    await page.goto(at);
    await expect(page.locator(`.film-head [data-state=${state}]`)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 240_000 });
}

/** Chooses the first model of a kind whose words begin so. */
async function choose(page: Page, kind: string, words: string): Promise<void> {
  const list = page.locator(`select[name='form[${kind}]']`);
  await list.selectOption({ label: await list.locator("option", { hasText: words }).first().innerText() });
}

type Ears = { streams: EventSource[]; said: string[]; late: boolean };

const LATE = "Generation is taking longer than expected. It is waited for, and not paid for twice.";

/**
 * From the next page on: keeps every sentence that the page shows of what is done now. Once it says that Kling films, the studio's stream
 * says at once, and as the last thing, what it says of a clip after ten minutes.
 */
async function hear(page: Page): Promise<void> {
  await page.addInitScript((message) => {
    const ears: Ears = { streams: [], said: [], late: false };
    Object.assign(window, { ears });
    const Own = window.EventSource;
    window.EventSource = class extends Own {
      constructor(url: string | URL) {
        super(url);
        ears.streams.push(this);
      }
    };
    const tell = () => {
      const stream = ears.streams.at(-1);
      const card = document.querySelector<HTMLElement>(".clip-card");
      if (!stream || !card) return;
      ears.late = true;
      stream.close();
      const clip = { kind: "clip", shot: card.dataset.shot, number: "1", state: "polling", message, progress: null, provider: "kling", attempt: 1, seconds: null, cost_cents: 0 };
      stream.dispatchEvent(new MessageEvent("clip", { data: JSON.stringify({ seq: 1_000_000, at: "2026-01-01T00:00:00Z", ...clip }) }));
    };
    const note = () => {
      const doing = document.querySelector(".doing")?.textContent ?? "";
      ears.said.push(`film: ${doing}`, `shot: ${document.querySelector(".clip-card")?.textContent ?? ""}`);
      if (doing.includes("Kling is filming") && !ears.late) tell();
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  }, LATE);
}

/** Waits until the open page has shown such a sentence, without being loaded anew. */
async function heard(page: Page, words: RegExp): Promise<void> {
  await expect(async () => {
    const said = await page.evaluate(() => (window as unknown as { ears: Ears }).ears.said);
    expect(said.filter((sentence) => words.test(sentence))).not.toEqual([]);
  }).toPass({ timeout: 240_000 });
}

/** Gives the account a key to a service. */
async function keep(page: Page, provider = "kling"): Promise<void> {
  const kept = await ask(page, "PUT", `/api/v1/keys/${provider}`, { api_key: "a-secret-that-ends-in-9876" });
  expect(kept.ok()).toBe(true);
}

test("lips are moved to the words where the form asks for it, and whom Kling knows is filmed as its element", async ({ page, javaScriptEnabled }) => {
  await keep(page);
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Spoken");
  await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMAYA\nYou came.\n");
  await page.getByLabel("Video").selectOption({ label: await page.locator("select[name='form[video]'] option", { hasText: "Kling 3.0 Omni ·" }).first().innerText() });
  await choose(page, "lips", "Kling lip-sync ·");
  const at = await cut(page, javaScriptEnabled);
  const receipts = page.locator(".receipt-list > li");
  const bought = (count: number) =>
    expect(async () => {
      await page.goto(`${at}/receipts`);
      await expect(page.locator(".film-head [data-state=done]")).toBeVisible({ timeout: 500 });
      expect(await receipts.count()).toBe(count);
    }).toPass({ timeout: 240_000 });
  await bought(3);
  await expect(page.locator(".receipt-list")).toContainText("advanced-lip-sync");

  await page.goto(`${at}/board`);
  const cast = page.locator("details.cast");
  await cast.locator("> summary").click();
  await cast.getByLabel("Element at Kling").fill("two words");
  await saved(cast.getByLabel("Element at Kling"), cast.getByRole("button", { name: "Save the element" }));
  await expect(page.getByText(/An element's id is made of/)).toBeVisible();
  await page.goto(`${at}/board`);
  await cast.locator("> summary").click();
  await cast.getByLabel("Element at Kling").fill("867741");
  await saved(cast.getByLabel("Element at Kling"), cast.getByRole("button", { name: "Save the element" }));
  // Another look is another take, with lips of its own, once a person says so.
  await expect(page.locator(".bill")).toContainText("1 shot changed since the film was made");
  await press(page, page.getByRole("button", { name: /^Film 1 shot · about \$\d/ }));
  await bought(6);
  expect(await page.content()).toContain("867741");
});

test("where two faces are seen a person says which one speaks, for the price on the button, and undo asks again", async ({ page, javaScriptEnabled }) => {
  await keep(page);
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Two faces");
  await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Close up - 3s\nMaya waits, two-seen.\nMAYA\nBoth of you.\n");
  await choose(page, "video", "Kling 3.0 ·");
  await choose(page, "lips", "Kling lip-sync ·");
  const at = await cut(page, javaScriptEnabled);
  await ended(page, at, "done");
  await page.goto(`${at}/edit`);
  const asked = page.getByRole("region", { name: "Kling sees 2 faces in this shot. Which one speaks?" });
  await expect(asked.getByRole("button")).toHaveCount(2);
  const second = asked.getByRole("button", { name: "Face 2, seen 0:00 to 0:03" });
  await expect(second).toHaveAttribute("aria-pressed", "false");
  const picture = await page.request.get((await second.locator("img").getAttribute("src")) ?? "");
  expect(picture.headers()["content-type"]).toBe("image/jpeg");
  await second.focus();
  await page.keyboard.press("Enter");
  await expect(second).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".bill")).toContainText("1 shot changed since the film was made");
  await press(page, page.getByRole("button", { name: /^Film 1 shot · about \$\d/ }));
  await ended(page, at, "done");
  await page.goto(`${at}/receipts`);
  await expect(page.locator(".receipt-list > li")).toHaveCount(3);
  await page.goto(`${at}/edit`);
  await expect(second).toHaveAttribute("aria-pressed", "true");
  await page.locator("#undo").click();
  await expect(second).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByText("Say so in the editing room.")).toBeVisible();
});

test("a film that nobody was paid for says so", async ({ page }) => {
  await page.goto(`${await draft(page)}/receipts`);
  await expect(page.getByText("Nothing was bought.")).toBeVisible();
});

test("a shot starts from a picture, one that cannot be used comes back with a sentence, and undo takes it away", async ({ page }) => {
  await keep(page);
  const at = await draft(page);
  await page.goto(`${at}/board`);
  const frames = page.locator(".panel").first().locator(".frames");
  const start = frames.locator("[data-end=first]");
  await frames.locator("summary").click();
  await start.locator("[data-from=sketch]").click();
  await expect(start.locator("img")).toHaveCount(1);
  await expect(frames.locator(".frames-note")).toContainText("Animatic cannot start from a picture");
  await page.goto(`${at}/board`);
  await frames.locator("summary").click();
  await start.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("GIF89a") });
  await start.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByText(/it must be a PNG or a JPEG/)).toBeVisible();
  await expect(start.locator("img"), "nothing is lost").toHaveCount(1);
  await page.locator("#undo").click();
  await expect(start.locator("img")).toHaveCount(0);
});

test("a film whose shots start from drawn pictures: asked for in the form, in the bill by stage, seen, and drawn anew", async ({ page }) => {
  await keep(page);
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Drawn");
  await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nRain on the pier. A ferry leaves.\n");
  await choose(page, "video", "Kling 3.0 ·");
  await choose(page, "sound", "Kling sound from the picture");
  await choose(page, "pictures", "Kling Image 3.0 ·");
  await page.getByLabel(/Budget/).fill("5");
  await page.getByRole("button", { name: "Look at the prompts first" }).click();
  await expect(page).toHaveURL(/board$/);
  const at = path(page);
  const frames = page.locator(".panel").first().locator(".frames");
  await frames.locator("summary").click();
  await expect(frames.locator("[data-end=first]")).toContainText("Kling Image 3.0 draws a picture from the prompt");
  await page.goto(at);
  await expect(page.locator(".facts")).toContainText(/footage \$\d.*pictures \$\d.*sounds \$\d/);
  await press(page, page.getByRole("button", { name: /^Film 1 shot · about \$\d/ }));
  await ended(page, at, "done");
  await expect(page.locator(".now")).toContainText(/\$\d\.\d\d of \$5\.00/);
  await page.locator(".clip-card .meta a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Receipt of shot/);
  await expect(page.locator(".receipt-list > li")).toHaveCount(3);
  const url = new URL(page.url());
  const json = await page.request.get(`/api/v1${url.pathname}${url.search}`);
  const models = ((await json.json()) as { model: string }[]).map((receipt) => receipt.model).sort();
  expect(models).toEqual(["kling-3.0", "kling-image-3.0", "kling-video-to-audio"]);

  await page.goto(`${at}/board`);
  await frames.locator("summary").click();
  await expect(frames.locator("[data-end=first] img")).toHaveCount(1);
  await frames.getByRole("button", { name: "Draw another" }).click();
  await expect(page.locator(".bill")).toContainText("1 shot changed since the film was made");
  await page.goto(`${at}/edit?tab=sounds`);
  await expect(page.getByText(/makes one sound for the whole shot/)).toBeVisible();
});

test("the settings say what was spent and what may still be", async ({ page }) => {
  await page.goto("/settings");
  const money = page.locator("#money");
  await expect(money).toContainText("Spent");
  // The key is the person's own: of the studio's credit they have none, and need none.
  await expect(money).toContainText("none: ask an administrator");
});

test("a refused shot says so and is filmed with another prompt, and a budget is raised when it is reached", async ({ page, javaScriptEnabled }) => {
  await keep(page);
  const kling = service(page, "Kling");
  await page.goto("/settings");
  await kling.locator("summary").click();
  await kling.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText(/87\.5 of 100 units/)).toBeVisible();

  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Refused");
  await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 3s\nFog, forbidden-by-rules.\n\nSHOT 2: Wide - 3s\nMore fog.\n\nSHOT 3: Wide - 3s\nA gull.\n");
  await choose(page, "video", "Kling 3.0 ·");
  // Three seconds are $0.26 at most: one shot fits, and no second one.
  await page.getByLabel(/Budget/).fill("0.40");
  if (javaScriptEnabled) await expect(page.getByText("This budget covers 1 of 3 shots")).toBeVisible();
  const at = await cut(page, javaScriptEnabled);
  await ended(page, at, "done_with_failures");
  const cards = page.locator(".clip-card");
  await expect(cards.nth(0).locator(".why")).toContainText("content rules refused this");
  await expect(cards.nth(2).locator(".why")).toContainText("The budget is reached");
  await expect(page.locator(".doing")).toContainText("2 of 3 shots failed");

  await expect(cards.nth(2)).toContainText("Draft in its place");
  await page.goto(`${at}/board`);
  const panel = page.locator(".panel").first();
  await panel.getByLabel("Prompt").fill("Fog over a pier at dawn.");
  await saved(panel.getByLabel("Prompt"), panel.getByRole("button", { name: "Save the prompt" }));
  await expect(page.locator("#undo")).toBeEnabled();
  await page.goto(at);
  // One next step, with the budget that it takes beside it.
  const steps = page.locator(".commands [data-command]");
  await expect(steps).toHaveCount(1);
  await expect(steps).toContainText(/^(Film 2 shots|Try 2 shots again) · about \$0\.5\d/);
  await expect(page.locator(".commands").getByLabel(/Budget/)).toHaveValue(/^0\.7\d$/);
  await press(page, steps);
  await ended(page, at, "done");
  await page.goto(`${at}/receipts`);
  await expect(page.locator(".receipt-list")).toContainText("failed");
});

test("a service that is down is left alone for a while, the next of the chain films, and the screens say so", async ({ page, javaScriptEnabled }) => {
  await keep(page);
  await keep(page, "runway");
  await hear(page);
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Passed on");
  await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Wide - 5s\nFog, full-at-first.\n\nSHOT 2: Wide - 5s\nA gull.\n");
  await choose(page, "video", "Runway Gen-4.5 ·");
  await choose(page, "fallback1", "Kling 3.0 ·");
  const at = await cut(page, javaScriptEnabled);
  const cards = page.locator(".clip-card");
  if (javaScriptEnabled) {
    // What the running clip says reaches the open page as it is said: that its service is full, that it films, and that it takes long.
    await heard(page, /^film: .*Kling.* Trying again \(\d of \d\)/);
    await heard(page, /^film: .*Kling is filming/);
    await heard(page, new RegExp(`^film: .*${LATE}`));
    await heard(page, new RegExp(`^shot: .*${LATE}`));
  }
  await ended(page, at, "done");
  await expect(cards.nth(0)).toContainText(/Runway: .+ · Kling: .*done/);
  await expect(cards.nth(1)).toContainText(/Runway: .+ · Kling: done/);
  await page.goto("/settings");
  await expect(service(page, "Runway")).toContainText(/down; asked again in \d:\d\d|not answering well/);
  await expect(service(page, "Kling")).toContainText("ready · yours");
});

test("an order without a clear answer is not sent again; a person names its task, or says that it was never made", async ({ page, javaScriptEnabled }) => {
  const unclear = (number: number, what: string) => `SHOT ${number}: Wide - 3s\n${what}, no-clear-answer.\n`;
  await keep(page);
  await page.goto("/new");
  await page.getByLabel("Title of the film").fill("Unclear");
  await page.getByLabel("Script", { exact: true }).fill(`SCENE 1: EXT. PIER - DAWN\n\n${unclear(1, "Fog")}\n${unclear(2, "A gull")}`);
  await choose(page, "video", "Kling 3.0 ·");
  const at = await cut(page, javaScriptEnabled);
  await ended(page, at, "done_with_failures");
  const cards = page.locator(".clip-card");
  await expect(cards.nth(0).locator(".why")).toContainText("Nobody can tell whether Kling has made this");
  await expect(cards.nth(1).locator(".why")).toContainText("Nobody can tell whether Kling has made this");

  const project = at.split("-").pop() ?? "";
  type Charge = { external_id: string; task_id: string };
  const charged = () => {
    const log = readFileSync(String(process.env.STUDIO_E2E_CHARGES), "utf8").trim().split("\n");
    return log.map((line) => JSON.parse(line) as Charge).filter((charge) => charge.external_id.includes(project));
  };
  expect(charged(), "each was ordered once").toHaveLength(2);
  await page.goto(`${at}/receipts`);
  const first = page.locator(".receipt-list > li", { hasText: "Shot 1" });
  await expect(first.locator(".badge")).toHaveText("outcome unknown");
  await first.getByLabel("It was made; its task is").fill(charged()[0].task_id);
  await press(page, first.getByRole("button", { name: "Attach this task" }));
  await expect(first.locator(".badge")).toHaveText(/looking for the task|being made|done/);
  await ended(page, at, "done_with_failures");
  await expect(cards.nth(0)).toHaveAttribute("data-state", "done");
  expect(charged(), "what was made is not ordered again").toHaveLength(2);

  await page.goto(`${at}/receipts`);
  const second = page.locator(".receipt-list > li", { hasText: "Shot 2" });
  await press(page, second.getByRole("button", { name: "It was never made" }));
  await expect(second.locator(".badge", { hasText: "outcome unknown" })).toHaveCount(0);
  await ended(page, at, "done");
  expect(charged(), "what was never made is ordered under another name").toHaveLength(3);
  expect(new Set(charged().map((charge) => charge.external_id)).size).toBe(3);
});
