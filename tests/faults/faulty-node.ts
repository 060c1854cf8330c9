/** One node of the product as a process of its own, and what can befall it. */
import { type Product, type ProductOptions, startProduct } from "../product.ts";
import { until } from "../services/until.ts";
import type { Story } from "./story.ts";

const START_LIMIT_MS = 90_000;
const LONGEST_LINE = 300;

export class FaultyNode implements AsyncDisposable {
  readonly name: string;
  readonly #story: Story;
  readonly #options: ProductOptions;
  #product: Product | undefined;
  /** We end it ourselves. */
  #ending = false;
  #isPaused = false;
  #isOver = false;
  #surprise: string | undefined;

  constructor(name: string, story: Story, options: ProductOptions) {
    this.name = name;
    this.#story = story;
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#product !== undefined && !this.#isPaused;
  }

  get pid(): number | undefined {
    return this.#product?.pid;
  }

  /** That the process has ended by itself, or not as it was told, since the last look: no fault may do that. */
  takeSurprise(): string[] {
    const surprise = this.#surprise;
    this.#surprise = undefined;
    return surprise === undefined ? [] : [surprise];
  }

  /** @throws Error while it is down */
  get url(): string {
    if (this.#product === undefined) throw new Error(`${this.name} is down`);
    return this.#product.url;
  }

  /** As a service manager does it: again when it refuses, as it may while the database is away. */
  async start(): Promise<void> {
    this.#ending = false;
    await until(`${this.name} starts`, START_LIMIT_MS, async () => {
      if (this.#isOver) return true;
      try {
        this.#product = await startProduct(this.#options);
      } catch (error) {
        this.#story.tell(this.name, `does not start: ${String(error).split("\n").at(-1)}`);
        return false;
      }
      return true;
    });
    const product = this.#product;
    this.#story.tell(this.name, `is up as process ${product?.pid}`);
    void product?.exited.then((code) => {
      if (this.#product !== product || this.#ending) return;
      const last = product.output.slice(-20).join("\n");
      this.#surprise = `${this.name} ended by itself with ${code}:\n${last}`;
      this.#product = undefined;
    });
  }

  /** kill -9 */
  async kill(): Promise<void> {
    const product = this.#product;
    if (product === undefined) return;
    this.#ending = true;
    this.#isPaused = false;
    this.#story.tell(this.name, "is killed");
    await product.kill();
    this.#product = undefined;
  }

  /** A planned stop. Resolves when the process is gone. */
  async terminate(): Promise<void> {
    const product = this.#product;
    if (product === undefined) return;
    this.#ending = true;
    this.#story.tell(this.name, "is told to stop");
    const code = await product.stop("SIGTERM");
    this.#product = undefined;
    this.#story.tell(this.name, `has stopped with ${code}`);
    if (code !== 0) {
      this.#surprise = `${this.name} ended with ${code} when it was told to stop:\n${product.output.slice(-20).join("\n")}`;
    }
  }

  pause(): void {
    if (this.#product === undefined) return;
    this.#isPaused = true;
    this.#story.tell(this.name, "is paused");
    process.kill(this.#product.pid, "SIGSTOP");
  }

  resume(): void {
    if (this.#product === undefined || !this.#isPaused) return;
    this.#isPaused = false;
    process.kill(this.#product.pid, "SIGCONT");
    this.#story.tell(this.name, "wakes up");
  }

  /** What it printed last. */
  lastWords(lines: number): readonly string[] {
    return this.#product?.output.slice(-lines).map((line) => line.slice(0, LONGEST_LINE)) ?? [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#ending = true;
    this.resume();
    await this.#product?.stop("SIGTERM");
  }
}
