// The walk of somebody careless: everything that can be edited is, the script changes elsewhere, the same film is open twice, and a second
// person tries. Nothing is lost, and nobody overwrites anybody.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ask, draft, newAccount, quiet } from "./person";

test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "without JavaScript the same is tried by server/tests/studio/careless.rs");
const KITCHEN = `INT. KITCHEN - NIGHT

MAYA, 30s, in a red coat, sits at the table. Rain on the window.

MAYA
You came back.

Tom puts down a wet suitcase.

TOM
Only for the keys.
`;
const HARBOUR = `
EXT. HARBOUR - DAY

A ferry leaves the harbour. Gulls follow it over the breakwater.
`;
const CHAPEL = `
INT. CHAPEL - DAY

Candles burn in rows.
`;

type Line = { speed: number; gain_db: number; voice: string | null };
type Shot = {
  id: string;
  prompt: string;
  action: string;
  framing: string;
  camera: string;
  seconds: number;
  trim_start: number;
  trim_end: number;
  video: unknown;
  lines: Line[];
  cues: { sound: string }[];
};
type Film = { script: string; settings: Record<string, unknown>; list: { shots: Shot[]; characters: { name: string; description: string; voice: string | null }[] } };

/** The film as the studio has it: all that an undo brings back. */
async function film(page: Page, at: string): Promise<Film> {
  const { script, settings, list } = await (await page.request.get(`/api/v1${at}`)).json();
  return { script, settings, list };
}

/** Waits until the studio has something of the film. */
const has = (page: Page, at: string, read: (film: Film) => unknown) => expect.poll(async () => read(await film(page, at)));

/** Leaves a field; where its form has a button to save with, presses that. */
async function leave(field: Locator): Promise<void> {
  await field.blur();
  const button = field.locator("xpath=ancestor::form[1]").locator("button[type=submit]:visible").first();
  if (await button.count()) await button.click();
}

async function write(field: Locator, words: string): Promise<void> {
  await field.fill(words);
  await leave(field);
}

async function choose(field: Locator, key: string): Promise<void> {
  await field.selectOption(key);
  await leave(field);
}

const tab = (page: Page, name: string) => page.locator(".tabs.minor").getByRole("link", { name }).click();

/** The pages' program runs. */
const ready = (page: Page) => expect(page.getByRole("button", { name: "Play", exact: true }).first()).toBeEnabled();

/** Opens the page of the script, and waits until the pages' program has taken it over and has put back what another tab left unsaved. */
async function openScript(page: Page, at: string): Promise<void> {
  await page.goto(`${at}/script`);
  await expect(page.locator(".marks i").first()).toBeAttached();
}

/** Changes the script on its page, and saves. */
async function rewrite(page: Page, at: string, script: string): Promise<void> {
  await openScript(page, at);
  await page.getByLabel("Script", { exact: true }).fill(script);
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

async function editEverything(page: Page, at: string): Promise<Film> {
  const start = await film(page, at);
  const [first] = start.list.shots;
  const spoken = start.list.shots.find((shot) => shot.lines.length > 0) ?? first;
  const ferry = start.list.shots.find((shot) => /ferry/i.test(shot.action)) ?? first;
  const now = (of: Film, shot: Shot) => of.list.shots.find((own) => own.id === shot.id);

  await page.goto(`${at}/edit?shot=${first.id}`);
  await ready(page);
  await write(page.locator(".room-panel textarea[name=prompt]"), "A kitchen seen from the garden, rain on the glass.");
  await choose(page.locator("select[name=framing]"), "close_up");
  await choose(page.locator("select[name=camera]"), "pan_left");
  await write(page.locator("input[name=seconds]"), "6.5");
  await write(page.getByLabel("Cut from the start"), "0.2");
  await write(page.getByLabel("Cut from the end"), "0.4");
  await has(page, at, (of) => now(of, first)).toMatchObject({ framing: "close_up", camera: "pan_left", seconds: 6.5, trim_start: 0.2, trim_end: 0.4 });

  await page.goto(`${at}/edit?shot=${spoken.id}&tab=lines`);
  await ready(page);
  const line = page.locator(".line").first();
  const voice = await line.getByLabel("Voice").locator("option").nth(3).getAttribute("value");
  await choose(line.getByLabel("Voice"), voice ?? "");
  await write(line.getByLabel("Speed"), "1.25");
  await write(line.getByLabel("Loudness"), "-6");
  await has(page, at, (of) => now(of, spoken)?.lines[0]).toMatchObject({ speed: 1.25, gain_db: -6, voice });
  await tab(page, "Sounds");
  await page.getByText("Add a sound").click();
  await page.locator(".add").getByLabel("What is heard").fill("a kettle sings");
  await page.locator(".add").getByRole("button", { name: "Add" }).click();
  await has(page, at, (of) => now(of, spoken)?.cues.map((cue) => cue.sound)).toContain("a kettle sings");

  await page.goto(`${at}/board`);
  const panel = (shot: Shot) => page.locator(`.panel[data-shot="${shot.id}"]`);
  await panel(ferry).locator(".suited > summary").click();
  await choose(panel(ferry).getByLabel("Filmed by"), "kling/kling-3.0");
  await has(page, at, (of) => now(of, ferry)?.video).toEqual({ provider: "kling", model: "kling-3.0" });
  const cast = page.locator("details.cast");
  await cast.locator("> summary").click();
  const maya = cast.locator(".sheet-card", { hasText: "MAYA" });
  await write(maya.getByLabel("What the camera sees"), "in a yellow raincoat, hair wet from the rain");
  await has(page, at, (of) => of.list.characters[0].description).toContain("yellow raincoat");
  const own = await maya.locator("select[name=voice]").locator("option").nth(2).getAttribute("value");
  await choose(maya.locator("select[name=voice]"), own ?? "");
  await has(page, at, (of) => of.list.characters[0].voice).toBe(own);
  let count = start.list.shots.length;
  await panel(ferry).locator("[data-verb=split]").click();
  await expect(page.locator(".panel")).toHaveCount((count += 1));
  await panel(first).getByText("Insert after").click();
  await panel(first).getByLabel("What happens").fill("A clock on the wall strikes nine.");
  await panel(first).getByRole("button", { name: "Insert the shot" }).click();
  await expect(page.locator(".panel")).toHaveCount((count += 1));
  const place = (of: Film) => of.list.shots.findIndex((shot) => shot.id === spoken.id);
  const from = place(await film(page, at));
  await panel(spoken).locator("[data-verb=down]").click();
  await has(page, at, place).toBe(from + 1);
  return film(page, at);
}

/** What a person made of the shots, without what a changed script moves (numbers, scenes, places in the text) and what the studio notes of it. */
function made(of: Film): unknown[] {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !["source", "number", "scene", "kept"].includes(key));
    return Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner)]));
  };
  return of.list.shots.map(plain);
}

test("everything is edited, the script changes elsewhere and is asked about, and undo, redo and a reload lose nothing", async ({ page, browser, baseURL }) => {
  quiet(page);
  await newAccount(page);
  await ask(page, "PUT", "/api/v1/keys/kling", { api_key: "a-secret-that-ends-in-9876" });
  const at = await draft(page, KITCHEN + HARBOUR);
  const before = await editEverything(page, at);

  // A scene between the two, and a word of the last line.
  await rewrite(page, at, KITCHEN + CHAPEL + HARBOUR);
  await expect(page).toHaveURL(new RegExp(`${at}$`));
  const after = await film(page, at);
  expect(after.list.shots.length).toBeGreaterThan(before.list.shots.length);
  expect(made(after), "every edited shot is there as it was").toEqual(expect.arrayContaining(made(before)));
  expect(after.list.characters).toEqual(expect.arrayContaining(before.list.characters));

  // A change that costs an edit asks first; a reload asks again, and nothing is changed before the answer.
  await rewrite(page, at, KITCHEN);
  await expect(page.getByRole("heading", { name: "This change is not saved yet" })).toBeVisible();
  expect(await film(page, at)).toEqual(after);
  await page.reload();
  await expect(page.getByLabel("Script", { exact: true })).toHaveValue(KITCHEN);
  await page.getByRole("button", { name: "Go back without it" }).click();
  await expect(page.getByRole("heading", { name: "This change is not saved yet" })).toBeHidden();
  expect(await film(page, at)).toEqual(after);
  await rewrite(page, at, KITCHEN);
  await page.getByRole("button", { name: "Save this change" }).click();
  await has(page, at, (of) => of.script).toBe(KITCHEN);
  const without = await film(page, at);

  // Back to the very state of the start, and on again.
  await page.goto(`${at}/edit`);
  await ready(page);
  const [undo, redo] = [page.locator("#undo"), page.locator("#redo")];
  await expect(undo).toHaveAttribute("title", "Undo: change the script");
  await undo.click();
  await expect.poll(() => film(page, at)).toEqual(after);
  await undo.click();
  await expect.poll(() => film(page, at)).toEqual(before);
  await page.reload();
  await ready(page);
  await redo.click();
  await expect.poll(() => film(page, at)).toEqual(after);
  await redo.click();
  await expect.poll(() => film(page, at)).toEqual(without);
  await undo.click();
  await expect.poll(() => film(page, at)).toEqual(after);
  await page.goto(`${at}/edit?shot=${before.list.shots[0].id}`);
  await expect(page.locator(".room-panel textarea[name=prompt]")).toHaveValue(before.list.shots[0].prompt);

  // Somebody else sees nothing of it, and changes nothing.
  const other = await browser.newContext({ baseURL });
  const stranger = await other.newPage();
  await newAccount(stranger);
  for (const path of ["", "/script", "/board", "/edit", "/export", "/receipts"]) {
    const answer = await stranger.goto(`${at}${path}`);
    expect(answer?.status(), path).toBe(404);
    expect(await stranger.content()).not.toContain("garden");
  }
  const shot = before.list.shots[0].id;
  const asks: [string, unknown, string][] = [
    [`/api/v1${at}/edits`, { edit: "change_shot", shot, change: { prompt: "Mine now." } }, "POST"],
    [`/api/v1${at}`, { script: "INT. ROOM - DAY\n\nNobody.\n" }, "PATCH"],
    [`/api/v1${at}/undo`, {}, "POST"],
    [`/api/v1${at}`, undefined, "DELETE"],
  ];
  for (const [path, data, method] of asks) expect((await ask(stranger, method, path, data)).status(), path).toBe(404);
  await other.close();
  expect(await film(page, at)).toEqual(after);
});

test("a film that is open in two tabs shows the newest in both, and neither overwrites the other", async ({ page, context }) => {
  quiet(page);
  await newAccount(page);
  const at = await draft(page, KITCHEN + HARBOUR);
  const second = await context.newPage();
  quiet(second);
  const prompt = (of: Page) => of.locator(".room-panel textarea[name=prompt]");
  for (const own of [page, second]) {
    await own.goto(`${at}/edit`);
    await ready(own);
  }
  // What one saves, the other shows, also where the studio is busy when it asks.
  await second.route("**/api/projects/open*", (route) => route.fulfill({ status: 503, body: "" }), { times: 1 });
  await write(prompt(page), "A kitchen from the garden.");
  await expect(prompt(second)).toHaveValue("A kitchen from the garden.");
  // What one is writing stays when the other saves something else, and both are kept.
  await prompt(second).fill("A kitchen from the cellar.");
  await choose(page.locator("select[name=framing]"), "aerial");
  await expect(second.locator("select[name=framing]")).toHaveValue("aerial");
  await expect(prompt(second)).toHaveValue("A kitchen from the cellar.");
  await prompt(second).blur();
  await has(page, at, (of) => [of.list.shots[0].prompt, of.list.shots[0].framing]).toEqual(["A kitchen from the cellar.", "aerial"]);
  await expect(prompt(page)).toHaveValue("A kitchen from the cellar.");
  // Both write the same: the one that is there says what the other put, and undo brings that back.
  await prompt(second).fill("Of the second.");
  await write(prompt(page), "Of the first.");
  await expect(second.locator(".saved").first()).toContainText("changed elsewhere");
  await expect(prompt(second)).toHaveValue("Of the second.");
  await prompt(second).blur();
  await has(page, at, (of) => of.list.shots[0].prompt).toBe("Of the second.");
  await page.locator("#undo").click();
  await expect(prompt(second)).toHaveValue("Of the first.");
  await expect(prompt(page)).toHaveValue("Of the first.");
});

test("a script that is open in two tabs is not overwritten by the older one, and what was typed is there after the page was left", async ({ page, context }) => {
  quiet(page);
  await newAccount(page);
  const at = await draft(page, KITCHEN + HARBOUR);
  const second = await context.newPage();
  quiet(second);
  const script = (of: Page) => of.getByLabel("Script", { exact: true });
  const save = (of: Page) => of.getByRole("button", { name: "Save", exact: true }).click();
  const open = (of: Page) => openScript(of, at);
  await open(second);
  await rewrite(page, at, KITCHEN + CHAPEL + HARBOUR);
  await has(page, at, (of) => of.script).toBe(KITCHEN + CHAPEL + HARBOUR);
  // Untouched, the other follows.
  await expect(script(second)).toHaveValue(KITCHEN + CHAPEL + HARBOUR);

  // Another setting in a form from before another script: both are kept.
  await second.getByLabel("Style in your words").fill("seen through rain");
  await rewrite(page, at, CHAPEL + KITCHEN + HARBOUR);
  await has(page, at, (of) => of.script).toBe(CHAPEL + KITCHEN + HARBOUR);
  await save(second);
  await has(page, at, (of) => of.settings.style_text).toBe("seen through rain");
  expect((await film(page, at)).script).toBe(CHAPEL + KITCHEN + HARBOUR);

  // Another script from before another script: it asks, and undo brings the other back.
  await open(second);
  await script(second).fill(KITCHEN);
  await rewrite(page, at, KITCHEN + HARBOUR + CHAPEL);
  await has(page, at, (of) => of.script).toBe(KITCHEN + HARBOUR + CHAPEL);
  await expect(second.locator(".form-note")).toContainText("changed elsewhere");
  await save(second);
  await expect(second.locator(".ask")).toContainText("saved elsewhere");
  expect((await film(page, at)).script).toBe(KITCHEN + HARBOUR + CHAPEL);
  await second.getByRole("button", { name: "Save this change" }).click();
  await has(page, at, (of) => of.script).toBe(KITCHEN);
  await page.goto(`${at}/edit`);
  await page.locator("#undo").click();
  await has(page, at, (of) => of.script).toBe(KITCHEN + HARBOUR + CHAPEL);

  // Typed, and the page is left: it is there again, also after another page, and goes where it is saved.
  await open(page);
  await script(page).fill(CHAPEL + HARBOUR);
  await page.getByRole("link", { name: "Prompts" }).click();
  await expect(page).toHaveURL(/board$/);
  await page.getByRole("link", { name: "Script", exact: true }).click();
  await expect(script(page)).toHaveValue(CHAPEL + HARBOUR);
  await expect(page.locator(".form-note")).toContainText("not saved");
  await page.reload();
  await expect(script(page)).toHaveValue(CHAPEL + HARBOUR);
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect(script(page)).toHaveValue(KITCHEN + HARBOUR + CHAPEL);
  await page.reload();
  await expect(script(page)).toHaveValue(KITCHEN + HARBOUR + CHAPEL);
});
