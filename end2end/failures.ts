// Says at the very end, in a line each, which tests failed and with what first sentence: the tail of a log is all that some people see.
import type { FullResult, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

/** Without the colours of a terminal. */
const plain = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** The lines of an error that say what was wrong: its message, without the code and the stack. */
function sentence(result: TestResult): string {
  const lines = plain(result.error?.message ?? result.status).split("\n").map((line) => line.trim());
  const told = lines.filter((line) => line && !/^(Call log:|at |- )/.test(line));
  return told.slice(0, 8).join(" | ").slice(0, 900);
}

export default class Failures implements Reporter {
  private suite?: Suite;

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(_result: FullResult): void {
    const name = (test: TestCase) => test.titlePath().filter(Boolean).join(" › ");
    for (const test of this.suite?.allTests() ?? []) {
      const failed = test.results.at(-1);
      if (failed && test.outcome() === "unexpected") console.log(`failed: ${name(test)}: ${sentence(failed)}`);
    }
  }
}
