/**
 * Tells whether a command id was certainly never accepted, so that only doubtful ids cost a look into the log.
 * Keeps 32-bit fingerprints; once there were too many, every unknown id is doubtful.
 */
const MAX_REMEMBERED = 2048;

export interface RememberedCommands {
  complete: boolean;
  fingerprints: number[];
}

export class CommandMemory {
  readonly #fingerprints: Set<number>;
  #complete: boolean;

  constructor(remembered: RememberedCommands = { complete: true, fingerprints: [] }) {
    this.#fingerprints = new Set(remembered.fingerprints);
    this.#complete = remembered.complete;
  }

  mayKnow(commandId: string): boolean {
    return !this.#complete || this.#fingerprints.has(fingerprint(commandId));
  }

  add(commandId: string): void {
    this.#fingerprints.add(fingerprint(commandId));
    if (this.#fingerprints.size <= MAX_REMEMBERED) return;
    this.#complete = false;
    this.#fingerprints.clear();
  }

  toJSON(): RememberedCommands {
    return { complete: this.#complete, fingerprints: [...this.#fingerprints] };
  }
}

function fingerprint(commandId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < commandId.length; i++) {
    hash = Math.imul(hash ^ commandId.charCodeAt(i), 0x01000193);
  }
  // FNV's last characters reach the high bits only after another round.
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
