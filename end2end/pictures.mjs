// Takes a picture of every page: `node pictures.mjs FOLDER URL`, against a studio that runs with an empty data folder and with
// KLING_BASE_URL at a `studio fake-kling`.
import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";

const [folder = "pictures", url = "http://127.0.0.1:3000"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
const context = await browser.newContext({ baseURL: url, colorScheme: "dark" });
const page = await context.newPage();
page.setDefaultTimeout(120_000);
page.on("pageerror", (error) => console.log("page error:", error.message));
page.on("console", (m) => { if (m.type() === "error") console.log("console:", m.text()); });

/** A picture of the page on a desk and on a phone, dark and light; `shape` brings it into the state that is shown. */
async function shoot(of, name, shape) {
  for (const [device, width, height] of [["desktop", 1440, 900], ["phone", 390, 844]]) {
    for (const scheme of ["dark", "light"]) {
      await of.setViewportSize({ width, height });
      await of.emulateMedia({ colorScheme: scheme });
      await shape();
      await of.evaluate(() => document.fonts.ready);
      await of.waitForTimeout(1200);
      await of.screenshot({ path: `${folder}/${name}-${device}-${scheme}.png` });
    }
  }
}

async function take(of, path, name) {
  await shoot(of, name, async () => {
    await of.goto(path);
    await of.locator("main").waitFor();
  });
}

await take(page, "/login", "log-in");
await page.goto("/register");
await page.getByLabel("Name").fill("Ada Lane");
await page.getByLabel("Email").fill("ada@example.com");
await page.getByLabel("Password").fill("a long password");
await page.getByRole("button", { name: /^(Register|Set up the studio)$/ }).click();
await page.waitForURL((at) => at.pathname === "/");
await take(page, "/", "first-visit");
await take(page, "/new?sample=two-hander", "new-film");
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto("/new?sample=two-hander");
await page.getByRole("button", { name: /Make the first cut/ }).click();
await page.waitForURL(/\/projects\//);
const at = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
await page.locator(".clip-card[data-state=done]").nth(2).waitFor();
await page.screenshot({ path: `${folder}/filming-desktop-dark.png` });
await page.locator(".film-head [data-state=done]").waitFor();
for (const [path, name] of [[at, "film"], [`${at}/script`, "script"], [`${at}/board`, "board"], [`${at}/edit`, "edit"], [`${at}/export`, "export"], [`${at}/receipts`, "receipts"], ["/", "films"], ["/settings", "settings"], ["/nowhere", "not-found"]]) {
  await take(page, path, name);
}

// With keys: what a paid film is asked and told.
for (const name of ["Kling", "Runway", "ElevenLabs", "OpenAI"]) {
  await page.goto("/settings");
  const service = page.locator(".services > li", { hasText: name }).first();
  await service.locator("summary").click();
  await service.getByLabel("API key").fill("a-key-that-opens-nothing");
  await service.getByRole("button", { name: "Keep the key" }).click();
  await service.getByText("ready · yours").waitFor();
}
await page.goto("/new?sample=two-hander");
const omni = await page.locator("select[name='form[video]'] option", { hasText: "Kling 3.0 Omni ·" }).first().innerText();
await page.getByLabel("Video").selectOption({ label: omni });
await page.locator("select[name='form[lips]']").selectOption({ index: 1 });
await shoot(page, "new-film-paid", () => page.getByLabel("Video").scrollIntoViewIfNeeded());
await page.getByRole("button", { name: /Look at the prompts first/ }).click();
await page.waitForURL(/board$/);
await page.locator("details.cast > summary").click();
await page.getByLabel("Element at Kling").first().waitFor();
await shoot(page, "board-paid", () => page.evaluate(() => scrollTo(0, 0)));
await page.locator(".panel .frames > summary").first().click();
await shoot(page, "board-pictures", () => page.locator(".panel").first().scrollIntoViewIfNeeded());

// A film that the stand-in makes: two people in one shot, of whom somebody must say which one speaks.
await page.setViewportSize({ width: 1440, height: 900 });
await page.goto("/new");
await page.getByLabel("Title of the film").fill("The Pier");
await page.getByLabel("Script", { exact: true }).fill("SCENE 1: EXT. PIER - DAWN\n\nSHOT 1: Two shot - 3s\nMaya and Tom at the rail, two-seen.\nMAYA\nYou came.\n");
for (const [kind, words] of [["video", "Kling 3.0 ·"], ["lips", "Kling lip-sync ·"]]) {
  const list = page.locator(`select[name='form[${kind}]']`);
  await list.selectOption({ label: await list.locator("option", { hasText: words }).first().innerText() });
}
await page.getByRole("button", { name: /Make the first cut — about/ }).click();
await page.waitForURL(/\/projects\//);
const paid = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
await page.locator(".film-head [data-state=done]").waitFor();
await take(page, `${paid}/edit`, "edit-faces");
await take(page, `${paid}/receipts`, "receipts-paid");
await browser.close();
