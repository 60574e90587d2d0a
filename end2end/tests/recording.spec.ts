// A line and a sound of one's own: recorded in the browser (its fake microphone beeps every second), or sent as a file, which also works
// without JavaScript.
import { expect, type Page, test } from "@playwright/test";
import { draft, newAccount, quiet } from "./person";

test.beforeEach(async ({ page }) => {
  quiet(page);
  await newAccount(page);
});

/** A second of a tone, as a WAV file of 16 bits. */
function tone(): Buffer {
  const rate = 48_000;
  const file = Buffer.alloc(44 + rate * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + rate * 2, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(rate * 2, 40);
  for (let at = 0; at < rate; at += 1) file.writeInt16LE(Math.sin((at * 2 * Math.PI * 440) / rate) * 9000, 44 + at * 2);
  return file;
}

/** The first line of a film that is not made yet, in the editing room. */
async function line(page: Page) {
  const at = await draft(page);
  await page.goto(`${at}/board`);
  const spoken = page.locator(".panel", { hasText: "You came back." });
  await page.goto(`${at}/edit?shot=${await spoken.first().getAttribute("data-shot")}&tab=lines`);
  const first = page.locator(".line").first();
  await first.getByText("Record it yourself").click();
  return first;
}

test("a line is sent as a file and is heard; the voice comes back", async ({ page }) => {
  const first = await line(page);
  await first.locator("input[type=file]").setInputFiles({ name: "line.wav", mimeType: "audio/wav", buffer: tone() });
  await first.getByRole("button", { name: "Send it" }).click();
  await expect(first.getByText("Recorded.")).toBeVisible();
  await expect(first.locator("audio")).toHaveAttribute("src", /\/recordings\/[0-9a-f]{64}\.wav$/);
  await first.getByRole("button", { name: "Use the voice again" }).click();
  await expect(first.locator("audio")).toHaveCount(0);
  await page.locator("#undo").click();
  await expect(first.locator("audio")).toHaveCount(1);
});

test("a line is recorded in the browser", async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, "A microphone needs JavaScript.");
  const first = await line(page);
  const record = first.locator("[data-record]");
  await record.click();
  await expect(record).toHaveText("Stop and use it");
  // Long enough for a beep: a microphone has no event for that.
  await page.waitForTimeout(2_500);
  await record.click();
  await expect(first.getByText("Recorded.")).toBeVisible();
});
