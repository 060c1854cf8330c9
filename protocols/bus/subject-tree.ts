interface Branch<T> {
  readonly children: Map<string, Branch<T>>;
  /** Values of patterns that end here. */
  readonly here: Set<T>;
  /** Values of patterns that end with `>` after this token. */
  readonly rest: Set<T>;
}

function newBranch<T>(): Branch<T> {
  return { children: new Map(), here: new Set(), rest: new Set() };
}

/** Values filed under NATS patterns; the cost of a match depends on the tokens, not on the number of patterns. */
export class SubjectTree<T> {
  readonly #root: Branch<T> = newBranch();

  add(pattern: string, value: T): void {
    const tokens = pattern.split(".");
    const endsWithRest = tokens.at(-1) === ">";
    if (endsWithRest) tokens.pop();
    let branch = this.#root;
    for (const token of tokens) {
      let next = branch.children.get(token);
      if (next === undefined) {
        next = newBranch();
        branch.children.set(token, next);
      }
      branch = next;
    }
    (endsWithRest ? branch.rest : branch.here).add(value);
  }

  delete(pattern: string, value: T): void {
    removeFrom(this.#root, pattern.split("."), 0, value);
  }

  match(subject: string): T[] {
    const found: T[] = [];
    collect(this.#root, subject.split("."), 0, found);
    return found;
  }
}

/** Removes emptied branches on the way back, so that users who come and go leave nothing behind. */
function removeFrom<T>(branch: Branch<T>, tokens: readonly string[], depth: number, value: T): void {
  const token = tokens[depth];
  if (token === undefined) {
    branch.here.delete(value);
    return;
  }
  if (token === ">" && depth === tokens.length - 1) {
    branch.rest.delete(value);
    return;
  }
  const next = branch.children.get(token);
  if (next === undefined) return;
  removeFrom(next, tokens, depth + 1, value);
  if (next.children.size === 0 && next.here.size === 0 && next.rest.size === 0) branch.children.delete(token);
}

function collect<T>(branch: Branch<T>, tokens: readonly string[], depth: number, found: T[]): void {
  const token = tokens[depth];
  if (token === undefined) {
    found.push(...branch.here);
    return;
  }
  found.push(...branch.rest);
  const exact = branch.children.get(token);
  if (exact !== undefined) collect(exact, tokens, depth + 1, found);
  const wild = branch.children.get("*");
  if (wild !== undefined) collect(wild, tokens, depth + 1, found);
}
