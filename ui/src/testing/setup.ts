// What happy-dom lacks of a browser.
class NoResize {
  observe(): void {
    // Nothing changes its size in a test.
  }
  unobserve(): void {
    // See above.
  }
  disconnect(): void {
    // See above.
  }
}
globalThis.ResizeObserver ??= NoResize;
