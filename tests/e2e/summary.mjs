// The last line of a run, in a form that is easy to find.
export default class Summary {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  onTestEnd(test, result) {
    if (result.status === "skipped") this.#counts.skipped += 1;
    else if (result.status === test.expectedStatus) this.#counts.passed += 1;
    else this.#counts.failed += 1;
  }

  onEnd() {
    const { passed, failed, skipped } = this.#counts;
    console.log(`\nBrowser tests: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  }

  printsToStdio() {
    return false;
  }
}
