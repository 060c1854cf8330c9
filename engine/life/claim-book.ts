/** What was claimed, what the signals said of it, and the person's own threshold (docs/model.md 5.4). */
import type { ModelConstants } from "../constants.ts";
import {
  claimLogLikelihoodRatio,
  claimVerdict,
  type ClaimVerdict,
  claimWeight,
  differsThreshold,
  PATTERN_LLR,
} from "../fusion/claims.ts";
import type { ClaimDirection } from "../types.ts";
import type { Claim } from "./events.ts";

const MAX_CLAIMS = 64;
const MAX_CONFIRMED = 200;

/** A claim with what the signals say: never a judgement of honesty. */
export interface ClaimReading {
  id: string;
  t: number;
  direction: ClaimDirection;
  intensity: number;
  sessionId: string | null;
  /** ln p(signals | claim) − ln p(signals | usual); 0 without signals. */
  llr: number;
  verdict: ClaimVerdict;
  /** Factor on the strength of evidence that rests on this claim, [0.25, 1]. */
  weight: number;
  confirmed: boolean;
}

/** Log likelihood ratios of one direction, one per session, summed (an e-value in logarithms). */
export interface ClaimPattern {
  direction: ClaimDirection;
  sessions: number;
  llr: number;
  /** True from ∏LR ≤ 1/20 on. */
  differs: boolean;
  lastSession: string | null;
}

export interface ClaimBookJson {
  claims: ClaimReading[];
  confirmed: number[];
  patterns: ClaimPattern[];
}

export class ClaimBook {
  private readonly k: Readonly<ModelConstants>;
  private claims: ClaimReading[] = [];
  /** LLRs of the claims the person kept. */
  private confirmed: number[] = [];
  private readonly patterns = new Map<ClaimDirection, ClaimPattern>();

  constructor(k: Readonly<ModelConstants>) {
    this.k = k;
  }

  has(claimId: string): boolean {
    return this.claims.some((c) => c.id === claimId);
  }

  /** `body` is the body state at t. */
  record(claim: Claim, t: number, body: Float64Array): void {
    const llr = claimLogLikelihoodRatio(body, claim.direction, claim.intensity);
    this.claims.push({
      id: claim.id,
      t,
      direction: claim.direction,
      intensity: claim.intensity,
      sessionId: claim.sessionId ?? null,
      llr,
      verdict: claimVerdict(llr, differsThreshold(this.confirmed, this.k), this.k),
      weight: claimWeight(llr, this.k),
      confirmed: false,
    });
    if (this.claims.length > MAX_CLAIMS) this.claims.shift();
    this.addToPattern(claim, llr);
  }

  /** Claims of one session are not independent: only its first of a direction counts. */
  private addToPattern({ direction, sessionId }: Claim, llr: number): void {
    const before = this.patterns.get(direction);
    if (sessionId !== undefined && before?.lastSession === sessionId) return;
    const sum = (before?.llr ?? 0) + llr;
    this.patterns.set(direction, {
      direction,
      sessions: (before?.sessions ?? 0) + 1,
      llr: sum,
      differs: sum <= PATTERN_LLR,
      lastSession: sessionId ?? null,
    });
  }

  confirm(claimId: string): void {
    const claim = this.claims.find((c) => c.id === claimId);
    if (claim === undefined || claim.confirmed) return;
    claim.confirmed = true;
    this.confirmed.push(claim.llr);
    if (this.confirmed.length > MAX_CONFIRMED) this.confirmed.shift();
  }

  /** The newest claims, oldest first. */
  readings(): ClaimReading[] {
    return Array.from(this.claims, copyOf);
  }

  patternReadings(): ClaimPattern[] {
    return Array.from(this.patterns.values(), copyOf);
  }

  toJSON(): ClaimBookJson {
    return { claims: this.readings(), confirmed: [...this.confirmed], patterns: this.patternReadings() };
  }

  static fromJSON(json: ClaimBookJson, k: Readonly<ModelConstants>): ClaimBook {
    const book = new ClaimBook(k);
    book.claims = Array.from(json.claims, copyOf);
    book.confirmed = [...json.confirmed];
    for (const pattern of json.patterns) book.patterns.set(pattern.direction, { ...pattern });
    return book;
  }
}

function copyOf<T extends object>(value: T): T {
  return { ...value };
}
