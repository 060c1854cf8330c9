/** What happened in one round, in the order in which it happened, for a person who reads of its failure. */
export class Story {
  #began = performance.now();
  #lines: string[] = [];

  begin(): void {
    this.#began = performance.now();
    this.#lines = [];
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  tell(who: string, what: string): void {
    const at = ((performance.now() - this.#began) / 1_000).toFixed(3);
    this.#lines.push(`${at.padStart(8)} s  ${who.padEnd(10)} ${what}`);
  }
}
